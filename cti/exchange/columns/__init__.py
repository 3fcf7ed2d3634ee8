"""Every sheet and column of a caseload and of a plan, once."""

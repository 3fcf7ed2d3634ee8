"""What people do with the planner."""

"""What measures the planner must itself be right."""

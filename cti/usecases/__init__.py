"""What people do with the planner, one function each."""

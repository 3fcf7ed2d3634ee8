"""Public sets: our own readers and evaluators, and how it is asked of our planner."""

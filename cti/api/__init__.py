"""The planner for other software: JSON over HTTP."""

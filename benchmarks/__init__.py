"""Measure the planner; `python -m benchmarks`."""

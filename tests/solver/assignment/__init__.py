"""Tests of the assignment planner."""

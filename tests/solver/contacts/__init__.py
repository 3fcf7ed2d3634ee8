"""Tests of the contact planner."""

"""Caseload planning for Critical Time Intervention."""

__version__ = "0.1.0"

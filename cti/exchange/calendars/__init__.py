"""Calendars for phones: the only place that speaks their language."""

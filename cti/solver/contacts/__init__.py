"""Decides when each contact happens."""

"""Decides who works with whom."""

"""Promises the house keeps to itself."""

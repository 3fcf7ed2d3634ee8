"""Spreadsheets in, plans out; tables live here."""

"""The command line, started as its user would."""

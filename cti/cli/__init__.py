"""The command line: the only room that reads the clock and speaks to a terminal."""

from cti.cli.app import main

__all__ = ["main"]

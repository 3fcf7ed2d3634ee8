"""Timefold: Java, in an environment of its own, with the same prices as everybody."""

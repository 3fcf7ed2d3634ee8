"""Rows of cells to rows of values, judged one by one and together."""

"""The review as a real browser shows and prints it."""

"""One cell: what it says, and how it is written."""

"""Who holds how much, and how much is agreed."""

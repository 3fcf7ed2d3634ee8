"""Who is supported and by whom, how heavy that is, and how much is agreed."""

"""Other ways to plan who works with whom, given the same question and the same time."""

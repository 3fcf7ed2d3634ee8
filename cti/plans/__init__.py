"""The question, the answer, the rules and the prices; no solver in here."""

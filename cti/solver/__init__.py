"""The only room that speaks OR-Tools."""

"""What a service knows, kept in a database; the only room that speaks SQL."""

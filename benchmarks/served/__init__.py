"""An installation that is served to many: filled, started, and asked."""

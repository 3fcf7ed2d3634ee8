"""Pictures of numbers: nothing read, nothing kept."""

"""What lies in a file, before anybody asks what it means."""

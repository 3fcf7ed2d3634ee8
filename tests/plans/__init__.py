"""What the programmes say, and the clock they set."""

"""What every served page stands on: its frame, its files, its forms, its failures."""

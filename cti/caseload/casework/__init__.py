"""What the work with somebody is about: focus areas, their network, case reviews."""

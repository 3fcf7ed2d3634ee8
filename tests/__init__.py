"""The tests: what the practice says, what a plan must keep, what the house promises."""

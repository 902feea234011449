"""Prose and boxes → the numbers that a plan promises, with what they count, their bound and their year."""

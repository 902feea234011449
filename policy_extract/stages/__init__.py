"""Blocks → the parts of a plan, one room per kind of thing, one module per concept. Nothing here reads a file, prints, or depends on Word."""

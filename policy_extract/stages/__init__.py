"""Blocks → the parts of a plan, one module per concept. Nothing here reads a file, prints, or depends on Word."""

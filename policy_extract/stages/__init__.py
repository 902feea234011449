"""Blocks → meaning, one module per noun. Nothing here reads a file, prints, or knows Word."""

"""Blocks → the parts of a document: the main text, the plan a notice carries, the annexes."""

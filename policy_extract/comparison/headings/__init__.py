"""Headings that both documents have, and those of one only: what changed."""

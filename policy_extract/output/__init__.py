"""Plan → bytes: the canonical JSON, its schema, and the small text views."""

"""A stretch of text that says who is responsible → the names in it and their roles."""

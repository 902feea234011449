"""How alike two texts are, and which things of two documents are the same thing."""

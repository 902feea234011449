"""Tables of two documents: columns, rows and cells that belong together, and what changed in them."""

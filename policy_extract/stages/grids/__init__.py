"""A table as drawn → its cells under their columns, its heading rows, and what each further row is."""

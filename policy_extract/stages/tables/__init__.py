"""Tables on their grids → what each column holds, and the indicators or items in the rows."""

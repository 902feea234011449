"""Forms that are sheets of cells: a list or a table of indicators as .xlsx, .xls, .ods, and what WPS names .et."""

"""Pure text → value: width, numerals, dates, periods. Knows nothing of documents."""

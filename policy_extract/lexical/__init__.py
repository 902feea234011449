"""Pure text → value: width, numerals, dates, periods. Independent of documents."""

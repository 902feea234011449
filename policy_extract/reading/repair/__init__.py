"""Repairs of text dumps: lines cut at a page's width, lost line breaks, torn tables, page numbers between lines."""

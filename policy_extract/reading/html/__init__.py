"""Web pages: which part of a page is the document, and its blocks."""

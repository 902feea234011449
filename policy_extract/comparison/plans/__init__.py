"""Two plans as they are compared: headings, tables and paragraphs, and which of them belong together."""

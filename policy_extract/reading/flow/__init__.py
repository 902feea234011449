"""Text that flows line after line: plain text, Markdown, the plain text notation."""

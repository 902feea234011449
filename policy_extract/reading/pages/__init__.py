"""Forms with pages: glyphs and ruled lines with a place, put together to paragraphs and tables."""

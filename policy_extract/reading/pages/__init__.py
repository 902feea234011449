"""Forms with pages: glyphs and ruled lines with a place, assembled into paragraphs and tables."""

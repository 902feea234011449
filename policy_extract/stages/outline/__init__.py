"""The blocks of a part → its sections: which paragraphs are headings, of which level, and the boxes between them."""

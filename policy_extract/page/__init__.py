"""Pages for a browser: what all of them share, and the page of one plan."""

"""A comparison for people: at a terminal, as a page, as Markdown, and as the tables that offices circulate."""

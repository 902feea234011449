"""The head and the signature of a text → title, number, issuers, dates, recipients, validity."""

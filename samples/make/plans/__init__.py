"""One module for each sample: the text of an invented plan and how Word holds it."""

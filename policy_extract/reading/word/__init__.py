"""Word files: one module per part of the file; `docx.py` opens the package and reads story after story."""

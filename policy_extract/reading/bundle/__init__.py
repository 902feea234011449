"""Several files that are one document: a plan and its annexes in a zip, or named side by side."""

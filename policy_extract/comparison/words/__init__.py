"""What was reworded, and which words another change accounts for already."""

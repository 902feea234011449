"""What changed between two versions of a plan, in the words of the trade."""

"""What a comparison finds: the changes, how much each matters, and the contract in which they are printed."""

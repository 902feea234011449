"""What stands under no heading and in no table, and the account that shows nothing was left out."""

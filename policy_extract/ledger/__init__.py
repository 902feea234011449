"""The ledger (台账) an office keeps of a plan's tasks: made, kept up to date, sent out, collected, put into a calendar."""

"""What is counted and who is named: amounts, numbers, bodies and promises of two versions."""

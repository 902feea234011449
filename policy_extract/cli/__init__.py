"""The command line: arguments, streams, exit codes. What it prints is made elsewhere."""

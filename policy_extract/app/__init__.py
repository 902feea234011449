"""The application for people without a command line: a server for one person, on this machine alone."""

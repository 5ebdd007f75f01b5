"""The command line: arguments parsed, the library called, the result shown."""

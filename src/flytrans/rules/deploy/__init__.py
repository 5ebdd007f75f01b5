"""Rules about deploy."""

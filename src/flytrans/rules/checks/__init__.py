"""Rules about checks."""

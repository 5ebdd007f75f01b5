"""Rules about env."""

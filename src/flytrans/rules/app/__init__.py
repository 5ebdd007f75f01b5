"""Rules about app."""

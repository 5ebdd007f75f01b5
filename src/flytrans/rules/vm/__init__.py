"""Rules about vm."""

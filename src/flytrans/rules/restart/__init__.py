"""Rules about restart."""

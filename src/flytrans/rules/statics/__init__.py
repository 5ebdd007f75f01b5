"""Rules about statics."""

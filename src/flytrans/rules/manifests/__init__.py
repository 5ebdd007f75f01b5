"""Rules about manifests."""

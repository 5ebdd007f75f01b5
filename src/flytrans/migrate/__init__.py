"""fly-to-k8s: a folder with a fly.toml becomes a folder of manifests."""

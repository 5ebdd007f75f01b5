"""Kubernetes manifests as an end."""

"""The correspondences: one subject a file."""

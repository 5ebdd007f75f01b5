"""Rules about mounts."""

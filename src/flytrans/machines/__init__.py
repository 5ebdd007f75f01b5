"""Machines API request bodies as an end."""

"""Lint rules: one module for each.

The folder is the registry: `fly_toml/ft130_unexposed_service.py` is rule FT130 `unexposed-service`. It is loaded only
for files that have one of its `KEYS`, told from `index`, which `make docs` writes. Its docstring is its page (`page`),
and the page's examples run as tests.
"""

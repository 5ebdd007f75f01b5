"""Lint rules: one module for each, in the folder of the section that it looks at.

The folder is the registry: `services/ft130_unexposed_service.py` is rule FT130 `unexposed-service`, and is loaded
only for files that have services. Its docstring is its page (`page`), and the page's examples run as tests.
"""

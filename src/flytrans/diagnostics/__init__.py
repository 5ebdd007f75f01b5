"""Findings, codes and how they are shown."""

"""Carrying by difference, fates and origins."""

"""Trees whose values remember which leaves of the input they were made from."""

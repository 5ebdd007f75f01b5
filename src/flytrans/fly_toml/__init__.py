"""fly.toml as an end: text to tree, tree to model, and back."""

"""One module for each figure, or for figures that share their work."""

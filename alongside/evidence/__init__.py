"""WING 3: what is known, and how sure."""

"""``results.json``: its schema, the manifest by which the numbers come again, and how it is written."""

"""Django's SQLite backend with the durability of a health record asserted on every connection."""

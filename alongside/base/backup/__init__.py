"""A backup: one file with the whole database in it, made while the server runs, checked after writing.

What is in it, and what is not (the signing key), is said in ``docs/reference/command-line.md``.
"""

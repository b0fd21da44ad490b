"""Data by a plan: every column that is needed becomes a column of one DuckDB table, one row a person.

Wrong data get all their problems at once, by column, row and value. Nothing is silently dropped.
"""

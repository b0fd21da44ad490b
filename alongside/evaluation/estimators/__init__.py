"""The estimators: pure functions over numbers. No Django, no files, no words for people.

Every module states its mathematics and its source before its code. Arrays are float64; a missing value is
``nan``. What comes back is a frozen dataclass of :mod:`alongside.evaluation.estimators.results`.
"""

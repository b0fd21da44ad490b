"""The steps of an evaluation: each asks the people and the plan, calls the estimators, and returns what goes
into ``results.json`` under its name (docs/reference/results.md)."""

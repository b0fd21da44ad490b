"""How fast Alongside is, as ratios between two things measured in one run. ``make bench`` runs it."""

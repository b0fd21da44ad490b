"""WING 2: what goes with what, here? The seeds' study made routine: association, not proof.

``plan`` reads an analysis plan, ``reading`` reads the data by it, ``estimators`` is the mathematics,
``steps`` applies it, ``results`` writes the numbers down, ``report`` tells them. ``study.evaluate`` does
all of it. None of these knows Django. ``room`` is the lead's page.

Nothing is imported here: numpy and scipy load when something is evaluated, not when the web server starts.
"""

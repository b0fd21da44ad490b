"""Figures drawn on the server: pure functions from numbers and words to SVG, without Django.

Every function returns ``Markup`` with a title and a description, no style attribute and no id, so that
a figure may stand twice on a page and a strict content policy lets it through. Colours come from the
stylesheet by class. Words arrive translated.
"""

from alongside.base.pages.figures.body import BodyWords, body_map
from alongside.base.pages.figures.body_regions import GROUPS, REGIONS, Region, region_label
from alongside.base.pages.figures.brand import mark
from alongside.base.pages.figures.change import change_line
from alongside.base.pages.figures.going import GoingWords, WeekMark, going
from alongside.base.pages.figures.sides import two_sides

__all__ = [
    "GROUPS",
    "REGIONS",
    "BodyWords",
    "GoingWords",
    "Region",
    "WeekMark",
    "body_map",
    "change_line",
    "going",
    "mark",
    "region_label",
    "two_sides",
]

"""The sentences of the checks."""

from alongside.care.measures.presenters.listing import DueCard, check_list, due_cards, title_of, titles_of
from alongside.care.measures.presenters.shown import AlertLine, alert_lines, check_page

__all__ = [
    "AlertLine",
    "DueCard",
    "alert_lines",
    "check_list",
    "check_page",
    "due_cards",
    "title_of",
    "titles_of",
]

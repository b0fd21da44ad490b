"""Messages, calls and visits: one class a file."""

from alongside.care.communication.models.agenda_line import AgendaLine
from alongside.care.communication.models.calendar_entry import CalendarEntry
from alongside.care.communication.models.calendar_key import CalendarKey
from alongside.care.communication.models.calendar_source import CalendarSource
from alongside.care.communication.models.visit import Visit
from alongside.care.communication.models.visit_code import VisitCode
from alongside.care.communication.models.visit_summary import VisitSummary

__all__ = [
    "AgendaLine",
    "CalendarEntry",
    "CalendarKey",
    "CalendarSource",
    "Visit",
    "VisitCode",
    "VisitSummary",
]

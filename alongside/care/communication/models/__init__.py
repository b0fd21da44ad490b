"""Messages, calls and visits: one class a file."""

from alongside.care.communication.models.absence import Absence
from alongside.care.communication.models.agenda_line import AgendaLine
from alongside.care.communication.models.answering import Answering
from alongside.care.communication.models.calendar_entry import CalendarEntry
from alongside.care.communication.models.calendar_key import CalendarKey
from alongside.care.communication.models.calendar_source import CalendarSource
from alongside.care.communication.models.call import Call
from alongside.care.communication.models.call_try import CallTry
from alongside.care.communication.models.message import Message
from alongside.care.communication.models.message_draft import MessageDraft, MessageSetAside
from alongside.care.communication.models.thread import Thread
from alongside.care.communication.models.visit import Visit
from alongside.care.communication.models.visit_code import VisitCode
from alongside.care.communication.models.visit_summary import VisitSummary
from alongside.care.communication.models.wait import HandOver, Wait

__all__ = [
    "Absence",
    "AgendaLine",
    "Answering",
    "CalendarEntry",
    "CalendarKey",
    "CalendarSource",
    "Call",
    "CallTry",
    "HandOver",
    "Message",
    "MessageDraft",
    "MessageSetAside",
    "Thread",
    "Visit",
    "VisitCode",
    "VisitSummary",
    "Wait",
]

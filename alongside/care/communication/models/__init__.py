"""Messages, calls and visits: one class a file."""

from alongside.care.communication.models.absence import Absence
from alongside.care.communication.models.answering import Answering
from alongside.care.communication.models.message import Message
from alongside.care.communication.models.message_draft import MessageDraft, MessageSetAside
from alongside.care.communication.models.thread import Thread
from alongside.care.communication.models.wait import HandOver, Wait

__all__ = [
    "Absence",
    "Answering",
    "HandOver",
    "Message",
    "MessageDraft",
    "MessageSetAside",
    "Thread",
    "Wait",
]

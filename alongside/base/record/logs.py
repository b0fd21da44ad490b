"""A log line never carries what a person wrote: exceptions keep their type and place, not their values."""

from __future__ import annotations

import logging
import traceback


class WithoutPeople(logging.Filter):
    """Drops request objects and exception messages, which can hold form values and names.

    Keeps the frames (file, line, function) and the exception's type: enough to mend a fault.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[0] is not None:
            kind, fault, trace = record.exc_info
            frames = "".join(traceback.format_list(traceback.extract_tb(trace)))
            said = record.getMessage()
            if str(fault):  # Django's security log says the exception's own message
                said = said.replace(str(fault), "(withheld)")
            record.msg = f"{said}\n{frames}{kind.__name__} (message withheld)"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        return True

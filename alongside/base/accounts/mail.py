"""Sending the e-mails of signing in: at once, because somebody waits for the code."""

from __future__ import annotations

import logging
from email.utils import formataddr, parseaddr
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from alongside.base.accounts import simulated
from alongside.base.accounts.models import Account
from alongside.base.accounts.texts import text_of
from alongside.base.services.installation import the_service

log = logging.getLogger(__name__)


class CouldNotSend(Exception):
    """The mail server did not take the message."""


def send(prefix: str, to: str, context: dict[str, Any]) -> None:
    """Send the text that allauth calls ``prefix`` to the address ``to``.

    Raises ``CouldNotSend`` where the mail server is away or refuses.
    """
    neutral = is_neutral(to)
    service = None if neutral else the_service()
    text = text_of(prefix, context, service.phone if service else "")
    message = EmailMessage(text.subject, text.body, sender(neutral=neutral), [to])
    try:
        message.send()
    except (SMTPException, OSError) as fault:
        log.warning("the mail server did not take a message: %s", type(fault).__name__)
        raise CouldNotSend from fault
    simulated.keep_mail(to, text.subject, text.body)


def is_neutral(to: str) -> bool:
    """Whether mail to the address must not name the clinic. So it is for an address that we do not know."""
    account = Account.objects.filter(email=to).only("neutral_mail").first()
    return account is None or account.neutral_mail


def sender(*, neutral: bool) -> str:
    """The sender, with the clinic's name only where it may be seen."""
    service = the_service()
    name = settings.NEUTRAL_SENDER_NAME if neutral or service is None else service.name
    return formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))

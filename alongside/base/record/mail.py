"""A delivery as an e-mail: it says that there is something new and where to sign in, and nothing else.

Each room declares how its templates read. The text is checked here for what must not be in it, so that a
room that forgets cannot send a clinic's name to a telephone that someone else reads.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formataddr, formatdate, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.record.deliveries import SendingFailed, SendingUnknown
from alongside.base.record.models import Delivery


@dataclass(frozen=True, slots=True)
class MailText:
    """What an e-mail says: plain text, no name of a person, nothing about their health."""

    subject: str
    body: str


# The template that fits nearly always; a room may promise it without declaring one of its own.
SOMETHING_NEW = "something-new"

Render = Callable[[Delivery], MailText]

_templates: dict[str, Render] = {}


def declare(template: str, render: Render) -> None:
    """Make ``template`` known; called once from a room's ``AppConfig.ready``."""
    if _templates.get(template, render) is not render:
        raise ValueError(f"mail template {template!r} is declared twice, differently")
    _templates[template] = render


def declared() -> frozenset[str]:
    return frozenset(_templates)


def something_new(delivery: Delivery) -> MailText:
    """The text that fits nearly always: *there is something new*, and where to sign in."""
    if delivery.neutral:
        body = _(
            "Hello,\n\n"
            "There is something new for you. To read it, please sign in:\n"
            "%(link)s\n\n"
            "Please do not reply to this e-mail. Nobody reads the replies.\n"
        )
        return MailText(_("There is something new for you"), body % {"link": sign_in_link()})
    body = _(
        "Hello,\n\n"
        "There is something new for you from %(clinic)s. To read it, please sign in:\n"
        "%(link)s\n\n"
        "To keep it private, this e-mail does not say what it is.\n"
        "Please do not reply to it: nobody reads the replies. To talk to us, ring %(phone)s.\n"
    )
    facts = {"clinic": delivery.service.name, "link": sign_in_link(), "phone": delivery.service.phone}
    return MailText(_("There is something new for you"), body % facts)


def sign_in_link() -> str:
    """The full address of the page where one signs in."""
    return f"{settings.PUBLIC_URL}{reverse('account_login')}"


declare(SOMETHING_NEW, something_new)


def message(delivery: Delivery) -> EmailMessage:
    """The e-mail of ``delivery``.

    Raises ``SendingFailed`` for a template that no room declared, for somebody without an address, and
    for a neutral e-mail in which the clinic is named.
    """
    render = _templates.get(delivery.template)
    if render is None:
        raise SendingFailed("unknown-template")
    if not delivery.to.email or not delivery.to.is_active:
        raise SendingFailed("no-address", final=True)
    # Also where somebody said only after it was promised that others see their mail.
    delivery.neutral = delivery.neutral or delivery.to.neutral_mail
    with translation.override(settings.LANGUAGE_CODE):
        text = render(delivery)
    if delivery.neutral and _names_the_clinic(text, delivery):
        raise SendingFailed("names-the-clinic", final=True)
    name = settings.NEUTRAL_SENDER_NAME if delivery.neutral else delivery.service.name
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return EmailMessage(
        subject=" ".join(text.subject.split()),
        body=text.body,
        from_email=formataddr((" ".join(name.split()), address)),
        to=[delivery.to.email],
        headers={
            # Its own id and no host name of ours; automatic, so that no out-of-office answers it.
            "Message-ID": f"<{delivery.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "Date": formatdate(clock.now().timestamp()),
            "Auto-Submitted": "auto-generated",
        },
    )


def _names_the_clinic(text: MailText, delivery: Delivery) -> bool:
    said = f"{text.subject}\n{text.body}".casefold()
    given = (delivery.service.name, delivery.service.phone)
    return any(word.casefold() in said for word in given if word)


def send(delivery: Delivery) -> None:
    """Send ``delivery`` by e-mail, as ``deliveries.work_off`` wants it.

    Raises ``SendingFailed`` where it is certain that it did not leave, and ``SendingUnknown`` where the
    server had begun to take it and then fell silent.
    """
    email = message(delivery)
    server = get_connection()
    try:
        server.open()
    except (OSError, ValueError) as fault:
        raise SendingFailed(_code(fault)) from fault
    try:
        server.send_messages([email])
    except OSError as fault:
        if _may_have_left(server, fault):
            raise SendingUnknown(_code(fault)) from fault
        raise SendingFailed(_code(fault)) from fault
    finally:
        _close(server)


def _may_have_left(server: BaseEmailBackend, fault: OSError) -> bool:
    """A refusal is an answer; silence after the message was begun is none."""
    refused = isinstance(fault, (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused))
    return bool(getattr(server, "handed_over", False)) and not refused


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except OSError:
        return  # what became of the message is known by now; how we part does not change it


def _code(fault: Exception) -> str:
    """A short code for what went wrong. Never the server's own text: it can hold the address."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return f"smtp-{max((code for code, _text in fault.recipients.values()), default=0)}"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"smtp-{fault.smtp_code}"
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return "connection-lost"
    if isinstance(fault, TimeoutError):
        return "timeout"
    if isinstance(fault, ConnectionRefusedError):
        return "connection-refused"
    return type(fault).__name__.lower()[:64]

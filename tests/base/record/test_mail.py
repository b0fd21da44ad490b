"""An e-mail says that there is something new, never what; what became of it is known, or called unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from email.message import Message

import pytest
from django.db import transaction

from alongside.base.accounts.models import Account
from alongside.base.record import mail
from alongside.base.record.deliveries import SendingFailed, promise, work_off
from alongside.base.record.mail import MailText
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service
from tests.base.record.mailbox import Mailbox, hangs_up, nobody_there, refuses, says_nothing
from tests.conftest import Clinic

State = Delivery.State
SMTP = "alongside.base.record.smtp.EmailBackend"


@pytest.fixture
def templates() -> Iterator[None]:
    """Two templates of this test alone."""
    before = dict(mail._templates)
    mail.declare("test-news", mail.something_new)
    mail.declare("test-leak", lambda delivery: MailText("Hello", f"From {delivery.service.name.upper()}"))
    yield
    mail._templates.clear()
    mail._templates.update(before)


@pytest.fixture
def news(clinic: Clinic, templates: None) -> Delivery:
    return a_delivery(clinic)


def a_delivery(clinic: Clinic, template: str = "test-news", *, neutral: bool = False) -> Delivery:
    Delivery.objects.all().delete()
    with transaction.atomic():
        return promise(template, service=clinic.service, to=clinic.joan, neutral=neutral)


@pytest.fixture
def through(settings) -> Callable[[int], None]:
    """Send by the mail server at a port of this machine."""

    def by(port: int) -> None:
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.5

    return by


def state_after_sending(delivery: Delivery) -> tuple[str, str]:
    assert work_off(mail.send) == 1
    delivery.refresh_from_db()
    return delivery.state, delivery.problem


def words_of(letter: Message) -> str:
    content = letter.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def test_it_arrives_and_says_only_that_there_is_something_new(
    news: Delivery, clinic: Clinic, through
) -> None:
    with Mailbox().open() as mailbox:
        through(mailbox.port)
        assert state_after_sending(news) == (State.SENT, "")
    (letter,) = mailbox.letters
    text = words_of(letter)
    assert letter["Subject"] == "There is something new for you"
    assert "http://localhost:8000/account/sign-in/" in text
    assert letter["From"].startswith(clinic.service.name)
    assert letter["Message-ID"] == f"<{news.pk}@localhost>"
    assert "Joan" not in letter.as_string().replace("joan@people.example", "")
    assert str(clinic.partnership.pk) not in letter.as_string()


def test_a_neutral_one_does_not_name_the_clinic(clinic: Clinic, templates: None, through) -> None:
    delivery = a_delivery(clinic, neutral=True)
    with Mailbox().open() as mailbox:
        through(mailbox.port)
        assert state_after_sending(delivery) == (State.SENT, "")
    (letter,) = mailbox.letters
    assert letter["From"].startswith("Appointments")
    everything = letter.as_string() + words_of(letter)
    assert clinic.service.name not in everything
    assert clinic.service.phone not in everything


def test_a_neutral_one_that_would_name_the_clinic_is_not_sent(clinic: Clinic, templates: None) -> None:
    delivery = a_delivery(clinic, "test-leak", neutral=True)
    assert state_after_sending(delivery) == (State.FAILED, "names-the-clinic")


def test_somebody_without_an_address_or_no_longer_here_gets_none(news: Delivery) -> None:
    Account.objects.filter(pk=news.to_id).update(is_active=False)
    assert state_after_sending(news) == (State.FAILED, "no-address")


def test_a_template_that_no_room_declared_is_not_sent_and_waits(clinic: Clinic) -> None:
    assert state_after_sending(a_delivery(clinic, "no-such-template")) == (State.DUE, "unknown-template")


def test_a_template_is_declared_once(templates: None) -> None:
    mail.declare("test-news", mail.something_new)
    with pytest.raises(ValueError, match="declared twice"):
        mail.declare("test-news", lambda _delivery: MailText("", ""))


def test_a_clinic_whose_name_would_break_the_headers_breaks_none(news: Delivery, through) -> None:
    Service.objects.filter(pk=news.service_id).update(name='Pain"\r\nBcc: all@example.org\r\n, <x@y>')
    with Mailbox().open() as mailbox:
        through(mailbox.port)
        assert state_after_sending(news) == (State.SENT, "")
    assert mailbox.letters[0]["Bcc"] is None


@pytest.mark.parametrize("faults, state, problem", [
    ({"rcpt": refuses(550)}, State.DUE, "smtp-550"),
    ({"mail": refuses(451)}, State.DUE, "smtp-451"),
    ({"data": refuses(554)}, State.DUE, "smtp-554"),
    ({"mail": hangs_up}, State.DUE, "connection-lost"),
    ({"rcpt": hangs_up}, State.DUE, "connection-lost"),
    # From here on the server may have the message, and nobody can know.
    ({"data": hangs_up}, State.UNCONFIRMED, "connection-lost"),
    ({"silence": hangs_up}, State.UNCONFIRMED, "connection-lost"),
    # It said that it has it; how it says goodbye changes nothing.
    ({"quit": hangs_up}, State.SENT, ""),
    ({"quit": refuses(421)}, State.SENT, ""),
])  # fmt: skip
def test_what_became_of_it_when_the_mail_server_fails(
    faults, state, problem, news: Delivery, through
) -> None:
    with Mailbox(**faults).open() as mailbox:
        through(mailbox.port)
        assert state_after_sending(news) == (state, problem)


@pytest.mark.parametrize(
    "fault, problem", [(says_nothing, "connection-lost"), (nobody_there, "connection-refused")]
)
def test_without_a_mail_server_it_is_tried_again(
    fault: Callable[[], AbstractContextManager[int]], problem: str, news: Delivery, through
) -> None:
    with fault() as port:
        through(port)
        assert state_after_sending(news) == (State.DUE, problem)


def test_what_is_kept_of_a_refusal_holds_no_address(news: Delivery, through) -> None:
    with Mailbox(rcpt=refuses(550)).open() as mailbox:
        through(mailbox.port)
        with pytest.raises(SendingFailed) as failed:
            mail.send(news)
    assert str(failed.value) == "smtp-550"

"""Nothing leaves outside the person's way: asked when it is promised, and again when it would leave."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import alongside
from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import deliveries, mail
from alongside.base.record.models import Delivery
from alongside.care.partnership import contacting
from alongside.care.partnership.actions import ending
from alongside.care.partnership.attention import MAIL_NOT_ARRIVED
from alongside.care.partnership.contacting import EXCEPTED, REMINDER
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.preferences import Purpose
from tests.base.record.mailbox import refuses
from tests.care.partnership.leaving import WELCOME, a_real_server, rests_until, says
from tests.conftest import THURSDAY, Clinic

State = Delivery.State
HOUSE = Path(alongside.__file__).parent


def promised(
    clinic: Clinic, purpose: Purpose = Purpose.ROUTINE, template: str = mail.SOMETHING_NEW, **more: Any
):
    return contacting.notify(clinic.partnership, template, purpose, **more)


def left(clinic: Clinic) -> list[Delivery]:
    sent: list[Delivery] = []
    deliveries.work_off(sent.append)
    return sent


# --- the proof ---------------------------------------------------------------------------------------

WAYS = st.fixed_dictionaries(
    {
        "channels": st.lists(st.sampled_from(["phone", "text", "email", "letter", "here"]), unique=True),
        "contact": st.sampled_from(["welcome", "only_replies", "do_not_contact"]),
        "seen_by_others": st.sampled_from(["nobody", "someone", "not_sure"]),
    }
)
MOMENTS = st.integers(0, 6 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
CHANGES = st.lists(
    st.tuples(MOMENTS, st.one_of(WAYS, st.sampled_from(["bad day", "ended", "under way"]))), max_size=3
)
PROMISES = st.lists(
    st.tuples(
        MOMENTS, st.sampled_from([mail.SOMETHING_NEW, REMINDER, "written-back"]), st.sampled_from(Purpose)
    ),
    min_size=1,
    max_size=4,
)


class World:
    """What the person asked, kept beside the software by this test's own, simpler reckoning."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.way: dict[str, Any] = {"channels": [], "contact": "welcome", "seen_by_others": "nobody"}
        self.ended = False
        self.rest: datetime | None = None

    def change(self, what: Any) -> None:
        partnership = self.clinic.partnership
        if what == "bad day":
            day = clock.today("Europe/London") + timedelta(days=2)
            rests_until(partnership, day)
            self.rest = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(days=1)
        elif what in ("ended", "under way"):
            self.ended = what == "ended"
            state = Partnership.State.ENDED if self.ended else Partnership.State.ACTIVE
            Partnership.objects.filter(pk=partnership.pk).update(state=state)
        else:
            self.way = what
            says(partnership, **what)

    def allows(self, template: str, purpose: str) -> bool:
        if "email" not in self.way["channels"] or self.way["contact"] == "do_not_contact":
            return False
        if purpose == "routine" and self.way["contact"] == "only_replies":
            return False
        unasked = purpose == "routine" or template == REMINDER
        resting = self.rest is not None and clock.now() < self.rest
        return not (unasked and (self.ended or resting))


@settings(max_examples=40)
@given(promises=PROMISES, changes=CHANGES)
def test_nothing_leaves_that_the_person_does_not_want_at_that_moment(
    clinic: Clinic, promises: list[Any], changes: list[Any]
) -> None:
    """Whatever was promised when, and however often they change their mind before it leaves."""
    steps = [(at, 0, change) for at, change in changes] + [(at, 1, made) for at, *made in promises]
    with transaction.atomic():
        world, sent = World(clinic), 0
        for at in sorted({at for at, _, _ in steps} | {timedelta(days=day) for day in range(12)}):
            with clock.frozen(THURSDAY + at):
                partnership = Partnership.objects.get(pk=clinic.partnership.pk)
                for _, kind, what in (step for step in steps if step[0] == at):
                    if kind == 0:
                        world.change(what)
                    else:
                        partnership = Partnership.objects.get(pk=clinic.partnership.pk)
                        contacting.notify(partnership, what[0], what[1])

                def leaves(delivery: Delivery) -> None:
                    nonlocal sent
                    sent += 1
                    assert world.allows(delivery.template, delivery.purpose), (world.way, delivery.purpose)
                    if world.way["seen_by_others"] != "nobody":
                        assert delivery.neutral

                deliveries.work_off(leaves)
        states = set(Delivery.objects.values_list("state", flat=True))
        assert states <= {State.SENT, State.WITHHELD, State.EXPIRED}, "something is still under way"
        assert Delivery.objects.filter(state=State.SENT).count() == sent
        assert not Delivery.objects.filter(state=State.WITHHELD, problem="").exists()
        transaction.set_rollback(True)


def test_what_they_changed_after_it_was_promised_counts_at_a_real_mail_server(
    clinic: Clinic, thursday, settings
) -> None:
    says(clinic.partnership, **WELCOME)
    with a_real_server(settings) as mailbox:
        promised(clinic)
        deliveries.work_off(mail.send)
        assert len(mailbox.letters) == 1
        held = promised(clinic)
        says(clinic.partnership, contact="do_not_contact")
        deliveries.work_off(mail.send)
        says(clinic.partnership, contact="welcome", channels=["phone"])
        other = promised(clinic)
        deliveries.work_off(mail.send)
        assert len(mailbox.letters) == 1
    held.refresh_from_db()
    assert (held.state, held.problem) == (State.WITHHELD, "do_not_contact")
    assert (other.state, other.problem) == (State.WITHHELD, "channel_not_chosen")


def test_who_says_meanwhile_that_others_see_their_mail_gets_a_neutral_one(
    clinic: Clinic, thursday, settings
) -> None:
    says(clinic.partnership, **WELCOME)
    with a_real_server(settings) as mailbox:
        promised(clinic)
        says(clinic.partnership, seen_by_others="someone")
        deliveries.work_off(mail.send)
    (letter,) = mailbox.letters
    assert clinic.service.name not in letter.as_string()


# --- a bad day, and the end --------------------------------------------------------------------------


def test_after_a_bad_day_it_waits_for_the_morning_and_then_leaves(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    waits = promised(clinic)
    rests_until(clinic.partnership, THURSDAY.date() + timedelta(days=2))
    assert left(clinic) == []
    waits.refresh_from_db()
    sunday = datetime(2026, 11, 15, 8, tzinfo=UTC)
    assert (waits.state, waits.problem, waits.due_at) == (State.DUE, "bad_day", sunday)
    with clock.frozen(sunday):
        assert left(clinic) == [waits]


def test_what_answers_them_passes_on_a_bad_day_and_a_reminder_does_not(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    rests_until(clinic.partnership, THURSDAY.date() + timedelta(days=2))
    partnership = Partnership.objects.get(pk=clinic.partnership.pk)
    reply = contacting.notify(partnership, mail.SOMETHING_NEW, Purpose.REPLY)
    own = contacting.notify(partnership, REMINDER, Purpose.REPLY)
    assert left(clinic) == [reply]
    assert own.due_at == datetime(2026, 11, 15, 8, tzinfo=UTC)


def test_after_the_end_nothing_unasked_leaves(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    waits = promised(clinic)
    ending.end(partnership=clinic.partnership, by=clinic.priya)
    assert left(clinic) == []
    waits.refresh_from_db()
    assert (waits.state, waits.problem) == (State.WITHHELD, "ended")
    assert promised(clinic).problem == "ended"
    assert promised(clinic, Purpose.REPLY).state == State.DUE


def test_for_their_safety_it_is_recorded_as_such_and_never_sent_by_itself_against_a_wish(
    clinic: Clinic, thursday
) -> None:
    says(clinic.partnership, **WELCOME)
    rests_until(clinic.partnership, THURSDAY.date())
    urgent = promised(clinic, Purpose.URGENT)
    assert left(clinic) == [urgent]
    assert Delivery.objects.get(pk=urgent.pk).purpose == "urgent"
    says(clinic.partnership, contact="do_not_contact")
    assert promised(clinic, Purpose.URGENT).state == State.WITHHELD


def test_what_is_about_somebody_and_for_somebody_else_never_leaves(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    with transaction.atomic():
        wrong = deliveries.promise(
            mail.SOMETHING_NEW, service=clinic.service, to=clinic.sam, subject=clinic.partnership.pk
        )
    assert left(clinic) == []
    wrong.refresh_from_db()
    assert (wrong.state, wrong.problem) == (State.WITHHELD, "not-theirs")


# --- what did not arrive -----------------------------------------------------------------------------


def on_list(clinic: Clinic) -> int:
    return AttentionItem.objects.filter(kind=MAIL_NOT_ARRIVED, owner=clinic.priya).open().count()


def test_what_mattered_and_did_not_arrive_is_somebodys_to_ring_about_until_they_come(
    clinic: Clinic, thursday, as_, settings
) -> None:
    says(clinic.partnership, **WELCOME)
    with a_real_server(settings, rcpt=refuses(550)):
        promised(clinic)
        at = THURSDAY
        for _ in range(deliveries.MOST_ATTEMPTS):
            with clock.frozen(at):
                deliveries.work_off(mail.send)
            assert on_list(clinic) == (at >= THURSDAY + sum(deliveries.PAUSES, timedelta()))
            at += timedelta(hours=2) if _ == 3 else deliveries.PAUSES[min(_, 3)]
    assert Delivery.objects.get().state == State.FAILED
    assert on_list(clinic) == 1
    as_("joan").get("/")
    assert on_list(clinic) == 0
    assert Delivery.objects.get().opened_at == THURSDAY


def test_what_could_not_leave_for_a_week_is_somebodys_to_ring_about_unless_they_came(
    clinic: Clinic, thursday, as_
) -> None:
    says(clinic.partnership, **WELCOME)
    promised(clinic)
    promised(clinic, template=REMINDER)
    with clock.frozen(THURSDAY + timedelta(days=8)):  # no worker ran, and one runs again
        assert left(clinic) == []
        assert {row.state for row in Delivery.objects.all()} == {State.EXPIRED}
        assert on_list(clinic) == 1
        page = as_("priya").get(f"/p/{clinic.partnership.pk}/deliveries/").text
        assert "Something did not arrive, as far as we know" in page
        as_("joan").get("/")
        assert on_list(clinic) == 0
        promised(clinic)
    with clock.frozen(THURSDAY + timedelta(days=9)):
        as_("joan").get("/")
    with clock.frozen(THURSDAY + timedelta(days=16)):
        assert left(clinic) == []
        assert on_list(clinic) == 0, "they were here since: it is no news to them"


def test_a_reminder_that_did_not_arrive_troubles_nobody(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    promised(clinic, template=REMINDER)

    def silence(_delivery: Delivery) -> None:
        raise deliveries.SendingUnknown("timeout")

    deliveries.work_off(silence)
    assert Delivery.objects.get().state == State.UNCONFIRMED
    assert on_list(clinic) == 0


def test_who_has_no_team_to_ring_still_has_their_delivery_recorded(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    promised(clinic)
    Account.objects.filter(pk=clinic.joan.pk).update(is_active=False)
    deliveries.work_off(mail.send)
    assert Delivery.objects.get().problem == "no-address"
    assert on_list(clinic) == 1


# --- the doors of the house --------------------------------------------------------------------------

# What leaves by e-mail leaves here. Account mail (a sign-in code) is the person's own act, at that moment.
SENDS = {"base/record/mail.py", "base/record/smtp.py", "base/accounts/mail.py"}
MAKES = {"base/record/deliveries.py", "care/partnership/contacting.py", "care/partnership/reminding.py"}
PROMISES_DIRECTLY = {"care/partnership/contacting.py", "care/partnership/actions/invitation.py"}
# Sets deliveries' states: the ground; an invitation that took another's place; invented people's mail.
SETS = {"base/record/deliveries.py", "care/partnership/actions/invitation.py", "simulation/writes/mail.py"}
MOVES = {"state", "due_at", "subject", "to", "purpose", "template"}


@cache
def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(HOUSE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(HOUSE.rglob("*.py"))
        if "migrations" not in path.parts
    }


def test_no_code_sends_e_mail_but_by_its_doors() -> None:
    sends = set()
    for name, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                found = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found = {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
            else:
                continue
            if any(each.split(".")[0] in ("smtplib", "aiosmtplib") for each in found) or any(
                each.startswith("django.core.mail") for each in found
            ):
                sends.add(name)
    assert sends == SENDS


def test_no_code_makes_a_delivery_or_moves_one_but_by_its_doors() -> None:
    makes, promises, sets = set(), set(), set()
    for name, module in modules().items():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called == "Delivery" or re.fullmatch(
                r"Delivery\.\w+\..*\b(bulk_create|create|get_or_create|update_or_create)", called
            ):
                makes.add(name)
            if called.endswith("deliveries.promise"):
                promises.add(name)
            if (
                called.endswith(".update")
                and "Delivery" in called
                and any(
                    each.arg in ("state", "due_at", "subject", "to", "purpose", "template")
                    for each in node.keywords
                )
            ):
                sets.add(name)
    assert makes == MAKES
    assert promises == PROMISES_DIRECTLY
    assert sets <= SETS


def test_what_is_excepted_is_named_with_its_reason() -> None:
    assert set(EXCEPTED) == {"invitation"}
    assert all(len(why) > 20 for why in EXCEPTED.values())

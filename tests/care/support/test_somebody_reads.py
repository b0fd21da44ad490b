"""Each free text that a person writes is on somebody's list, with an owner and an age; its page says when."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urljoin

import pytest

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.base.services import reading
from alongside.care.access.actions import my_normal, way
from alongside.care.access.attention import NORMAL_TO_AGREE, WAY_WORDS
from alongside.care.communication.actions import agenda
from alongside.care.communication.visit_attention import AGENDA_WRITTEN
from alongside.care.involvement.actions import choice, decision
from alongside.care.involvement.actions.decision import OptionWords
from alongside.care.involvement.attention import DECISION_WAITS, DECISION_WORDS
from alongside.care.involvement.rules.deciding import Response
from alongside.care.measures.actions import instrument, occasion
from alongside.care.measures.attention import ASKED
from alongside.care.partnership import figures
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.preferences import Say
from alongside.care.plan.actions import step as steps
from alongside.care.plan.attention import STEP_WORDS
from alongside.care.plan.rules.step import PauseReason, StopReason
from tests.authority.addresses import every_address
from tests.authority.cast import living, undone
from tests.authority.expected import EXPECTED
from tests.canary.bird import LEAVE, Aviary
from tests.canary.forms import read
from tests.care.plan.going.cast import agreed

WORDS = "It is the nights."


def on_list(clinic, kind: str) -> AttentionItem | None:
    kept = Partnership.objects.get(pk=clinic.partnership.pk)
    assert figures.kept(kept) == figures.rebuilt(kept)
    return AttentionItem.objects.filter(kind=kind, closed_at=None).first()


def test_what_is_usual_waits_for_a_professional_until_they_agree_or_write_it_anew(clinic, thursday):
    mine = {"partnership": clinic.partnership, "question": "bladder_bowel"}
    first = my_normal.write(**mine, text="Slow, since 2019.", by=clinic.joan)
    item = on_list(clinic, NORMAL_TO_AGREE)
    assert (item.owner, item.about, item.opened_at) == (clinic.priya, first.pk, clock.now())
    second = my_normal.write(**mine, text="Slow, since 2018.", by=clinic.joan, seen=str(first.pk))
    assert on_list(clinic, NORMAL_TO_AGREE).about == second.pk
    my_normal.agree(normal=second, by=clinic.priya)
    assert on_list(clinic, NORMAL_TO_AGREE) is None
    my_normal.write(**mine, text="Hers, in our words.", by=clinic.priya, seen=str(second.pk))
    assert on_list(clinic, NORMAL_TO_AGREE) is None, "what a professional wrote waits for the person"


def test_what_somebody_needs_to_read_hear_or_understand_is_read_when_they_change_it(clinic, thursday):
    way.set_way(partnership=clinic.partnership, answers={"say": "we_decide"}, by=clinic.joan)
    assert on_list(clinic, WAY_WORDS) is None
    way.set_way(partnership=clinic.partnership, answers={"needs_note": WORDS}, by=clinic.joan)
    assert on_list(clinic, WAY_WORDS).owner == clinic.priya


def test_what_they_want_to_talk_about_is_read_before_the_visit(clinic, thursday):
    agenda.write(partnership=clinic.partnership, text="Our own", by=clinic.priya)
    assert on_list(clinic, AGENDA_WRITTEN) is None
    for text in (WORDS, "And the mornings."):
        agenda.write(partnership=clinic.partnership, text=text, by=clinic.joan)
    assert AttentionItem.objects.filter(kind=AGENDA_WRITTEN).count() == 1
    assert on_list(clinic, AGENDA_WRITTEN).owner == clinic.priya


def test_words_about_a_decision_are_read_also_where_no_answer_is_owed(clinic, thursday):
    row = decision.open_decision(
        partnership=clinic.partnership, question="The injection?", say=Say.I_DECIDE, by=clinic.joan
    )
    assert on_list(clinic, DECISION_WORDS) or on_list(clinic, DECISION_WAITS)
    option = decision.add_option(decision=row, words=OptionWords("The course"), by=clinic.priya)
    assert on_list(clinic, DECISION_WORDS) is None, "whoever answers has read it"
    given = choice.recommend(option=option, reason="It helped others.", by=clinic.priya)
    row.refresh_from_db()
    choice.respond(recommendation=given, says=Response.UNDERSTAND, by=clinic.joan)
    assert on_list(clinic, DECISION_WORDS) is None
    choice.respond(recommendation=given, says=Response.UNDERSTAND, why=WORDS, by=clinic.joan)
    assert on_list(clinic, DECISION_WORDS).owner == clinic.priya
    decision.add_option(decision=row, words=OptionWords("Or swimming"), by=clinic.priya)
    assert on_list(clinic, DECISION_WORDS) is None
    decision.prepare(decision=row, say=Say.I_DECIDE, what_matters=WORDS, by=clinic.joan)
    assert on_list(clinic, DECISION_WORDS).about == row.pk


def test_words_with_a_pause_or_an_end_of_a_step_are_read(clinic, thursday):
    step = agreed(clinic)
    steps.pause(step=step, reason=PauseReason.AWAY, by=clinic.joan)
    assert on_list(clinic, STEP_WORDS) is None
    steps.pause(step=step, reason=PauseReason.AWAY, why=WORDS, by=clinic.joan)
    assert on_list(clinic, STEP_WORDS).owner == clinic.priya
    AttentionItem.objects.update(closed_at=clock.now())
    figures.keep_attention(clinic.partnership)
    steps.stop(step=step, reason=StopReason.DONE, why=WORDS, by=clinic.joan)
    assert on_list(clinic, STEP_WORDS).about == step.pk


def test_why_they_would_like_to_answer_something_today_is_read(clinic, thursday):
    instrument.ensure_own_checks()
    asked = occasion.ask(
        partnership=clinic.partnership, key="pain-check", label="After the fall", by=clinic.joan
    )
    assert on_list(clinic, ASKED).about == asked.pk


# In the cast these conversations wait already, and the database refuses a wait without an owner.
WAITS_ALREADY = {"communication:thread do=send", "communication:not-quite said=not-quite"}
# A wish for a call has its own promise: by when it is made.
PROMISED = {"communication:call-change"}


@pytest.mark.slow
def test_whatever_box_the_person_fills_in_somebody_is_to_read_it_and_the_page_says_when(db):
    """Every form of every page of Joan's, with every list empty before: what was kept has an owner after."""
    silent, no_time = [], []
    with living() as world:
        occasion.open_baseline(partnership=world.clinic.partnership, by=world.people["joan"])
        client, birds = world.client("joan"), Aviary()
        when = reading.reading_sentence(world.clinic.service).split(",")[0]
        for address in every_address():
            if EXPECTED[address.name].answers("GET")["joan"] != "200":
                continue
            if "partnership_id" not in address.arguments:
                continue
            path = address.path(world.rows["joan"])
            shown = client.get(path)
            page = shown.content.decode() if "html" in shown.headers["Content-Type"] else ""
            for form in read(page)[0]:
                boxes = [one for one in form.fields if one.kind == "textarea" and one.name not in LEAVE]
                if form.method != "post" or not boxes:
                    continue
                if when not in page and "between visits" not in page and "at the latest" not in page:
                    no_time.append(address.name)
                for name, value in form.buttons or [("", "")]:
                    with undone():
                        AttentionItem.objects.update(closed_at=clock.now() - timedelta(days=1))
                        sent = {**birds.fill(form, address.name), **({name: value} if name else {})}
                        before = Event.objects.count()
                        client.post(urljoin(path, form.action or path), sent)
                        kept = Event.objects.count() > before  # a draft, and what was refused, is none
                        owned = AttentionItem.objects.filter(closed_at=None).exclude(owner=None).exists()
                        if kept and not owned:
                            silent.append(f"{address.name} {name}={value}".strip())
    assert sorted(set(silent) - WAITS_ALREADY) == []
    assert sorted(set(no_time) - PROMISED) == []

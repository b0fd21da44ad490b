"""The kinds of user that every address is tried with, and the world that they live in.

Whatever an address can be about exists twice here, once with Joan and once with Sam, so that no page
answers 404 only because there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.care.access.actions import coming_back, follow_up, letter, my_normal, new_or_worse
from alongside.care.access.models import Letter
from alongside.care.access.rules.follow_up import AtEnd
from alongside.care.access.rules.letter import Line
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.communication import own_calendar
from alongside.care.communication.actions import (
    absence,
    agenda,
    calendar_key,
    call_try,
    diary_source,
    message,
    visit_summary,
)
from alongside.care.communication.actions import call as asking
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.models import CalendarSource
from alongside.care.communication.rules.words import Written
from alongside.care.involvement.actions import choice, decision, matter
from alongside.care.involvement.actions.decision import OptionWords
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.measures.actions import assessment, instrument, occasion
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.actions import erasure, invitation, promise
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.models import (
    AttentionItem,
    Membership,
    Partnership,
    Team,
    TeamMembership,
)
from alongside.care.partnership.rules.agreement import Answer as Agreed
from alongside.care.plan.actions import bad_day, check_in, circumstances, idea
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import BadDay, PlanVersion
from alongside.care.plan.rules.checking_in import About, Did, Hard, Sending, StepSaid
from alongside.care.plan.rules.step import StepWords, Unit
from alongside.care.support.actions import encouragement, review, statement
from alongside.care.support.models import Statement
from alongside.care.support.rules.reviewing import How, MadeDifference
from alongside.care.understanding.actions import difference, draft, reflection, retold, story
from alongside.care.understanding.models import Difference, SetAside, StoryVersion
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.reflection import Answer
from alongside.evaluation.room.actions import plan as analysis_plan
from alongside.evidence.appraisal.actions import appraisal
from alongside.evidence.appraisal.actions import arrow as arrows
from alongside.evidence.appraisal.actions import theme as themes
from alongside.evidence.appraisal.rules.rating import checklists
from alongside.evidence.records.models import Merge, Pair
from alongside.evidence.screening.actions import decision as screening
from alongside.evidence.synthesis.actions import synthesis as syntheses
from tests.again import again
from tests.care.communication.diary import calendar, event
from tests.conftest import THURSDAY, Clinic, make_clinic
from tests.evaluation.writing import CLINIC_PLAN
from tests.evidence import web as evidence

# Every kind of user, in the order of the columns of ``expected.py``; all but the first have an account.
NOBODY = "nobody"  # signed out
KINDS = (
    NOBODY,
    "stranger",  # an account, and nothing else here
    "sam",  # another person of the same service
    "joan",  # the person
    "priya",  # her contact
    "okafor",  # a colleague of her team
    "tamsin",  # of another team, brought in by name
    "noor",  # of another team
    "lee",  # was in the team and in the partnership, and has left both
    "lena",  # leads the service
)


@dataclass
class World:
    """The clinic, who is signed in how, and the rows that an address can name."""

    clinic: Clinic
    people: dict[str, Account]
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, kind: str) -> Client:
        """A browser of its own for ``kind``; what it breaks, it breaks for itself."""
        client = Client(raise_request_exception=False)
        if kind != NOBODY:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[kind]
        return client


def make_world() -> World:
    clinic = make_clinic()
    instrument.ensure_own_checks()
    people = dict(clinic.everyone)
    people["tamsin"] = _seat(clinic, "tamsin", "Tamsin Reed", "psychologist", clinic.other_team)
    people["lee"] = _seat(clinic, "lee", "Lee Carver", "nurse", clinic.team)
    for name in ("tamsin", "lee"):
        partnerships.bring_in(partnership=clinic.partnership, colleague=people[name], by=clinic.priya)
    TeamMembership.objects.filter(account=people["lee"]).update(until_at=clock.now())
    Membership.objects.filter(account=people["lee"]).update(until_at=clock.now())
    world = World(clinic, people)
    # Sam has more versions than Joan, so that a number of his is none of hers.
    world.rows["joan"] = fill(clinic.partnership, clinic.joan, clinic.priya, versions=3)
    world.rows["sam"] = fill(clinic.sams, clinic.sam, clinic.noor, versions=5)
    world.rows["joan"] |= invited(clinic.priya, clinic.team)
    world.rows["sam"] |= invited(clinic.noor, clinic.other_team)
    passkey = _passkey(Account.objects.create_user("tess@people.example", name="Tess"))
    leaver = TeamMembership.objects.get(account=clinic.okafor, team=clinic.team)
    world.rows["joan"] |= synthesis_of(people, first=0)
    world.rows["sam"] |= synthesis_of(people, first=100)
    text = CLINIC_PLAN.replace("Does pain go with managing?", "Managing")  # a lead's own word
    own_plan = analysis_plan.keep(service=clinic.service, text=text, by=clinic.lena)
    for rows in world.rows.values():
        rows["seat_id"] = leaver.pk
        rows["plan_id"] = own_plan.pk
        rows["pk"] = passkey.pk  # nobody's of the cast: a passkey is its owner's alone
    for kind in KINDS[1:]:
        client = Client()
        client.force_login(people[kind], backend="django.contrib.auth.backends.ModelBackend")
        world.sessions[kind] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return world


def _seat(clinic: Clinic, key: str, name: str, profession: str, team: Any) -> Account:
    account = Account.objects.create_user(f"{key}@clinic.example", name=name)
    teams.seat(team=team, account=account, profession=profession)
    return account


def _passkey(owner: Account) -> Authenticator:
    return Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})


def fill(partnership: Partnership, person: Account, contact: Account, *, versions: int) -> dict[str, Any]:
    """Let everything happen once in ``partnership``; returns the value of each argument of an address."""
    rows: dict[str, Any] = {"partnership_id": partnership.pk}
    for maker in MAKERS:
        rows |= maker(partnership, person, contact, versions)
    return rows


def understanding(
    partnership: Partnership, person: Account, contact: Account, versions: int
) -> dict[str, Any]:
    newest: StoryVersion | None = None
    for number in range(versions):
        _write(partnership, person, "happened", f"It began in year {number}.", revision=number)
        newest = story.share(partnership=partnership, by=person)
    assert newest is not None
    story.read(version=newest, by=contact)
    written = reflection.write_back(version=newest, text="I heard that it began.", by=contact)
    reflection.answer(reflection=written, said=Answer.NOT_QUITE, by=person)
    waiting = reflection.write_back(version=newest, text="I heard when it began.", by=contact)
    _write(partnership, person, "happened", "In one window.", revision=versions)
    _write(partnership, person, "happened", "In another.", revision=0)
    again = retold.told_again(partnership=partnership, by=person)
    return {
        "section_id": "happened",
        "number": newest.number,
        "earlier": newest.number - 1,
        "retold_id": again.pk,
        "reflection": waiting.pk,
        "aside": SetAside.objects.get(partnership=partnership).pk,
    }


def access(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    question = next(each.id for each in safety_screen().questions if each.my_normal)
    normal = my_normal.write(partnership=partnership, question=question, text="Numb toes.", by=person)
    report = new_or_worse.tell(partnership=partnership, words="Worse since Monday.", by=person)
    erasure.ask(partnership=partnership, by=person)
    # "say" is a page of the door and a question of *my way*.
    return {
        "question_id": question,
        "normal_id": normal.pk,
        "report_id": report.pk,
        "page": "say",
        "partnership:reminder cue": "plan",
        "partnership:reminder-after cue": "plan",
    }


def back(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """They said how they would come back, came by the door, and said yes to a letter to their GP."""
    terms = follow_up.Terms(clock.today("UTC") + timedelta(days=60), ["worse"], AtEnd.RING)
    words = follow_up.propose(partnership=partnership, terms=terms, by=person)
    came = coming_back.write(partnership=partnership, said=coming_back.Said(), run=None, by=person)
    line = Line("goal:1", "What they want to get to", "Walk.")
    written = letter.draft(partnership=partnership, point=Letter.Point.PLAN, lines=[line], by=contact)
    letter.answer(letter=written, says=Letter.Said.YES, by=person)
    return {
        "becomes": "open",
        "follow_up_wording_id": words.pk,
        "coming_back_id": came.pk,
        "letter_id": written.pk,
        "why": "area",
    }


def measures(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """Both have answered one check and differ; the contact said what they found. Another is unanswered."""
    made = {one.key: one for one in occasion.open_baseline(partnership=partnership, by=person)}
    done, open_ = made["managing-check"], made["pain-check"]
    for side, by, answers in (
        (Side.PERSON, person, {"helps": ["1"], "active": ["2"]}),
        (Side.PROFESSIONAL, contact, {"helps": ["8"], "active": ["8"]}),
    ):
        assessment.complete(occasion=done, side=side, sent=answers, by=by)
    differs = Difference.objects.filter(partnership=partnership).order_by("item").first()
    assert differs is not None
    difference.say_found(difference=differs, found="We found.", by=contact)
    return {
        "occasion_id": done.pk,
        "item": "active",
        "difference_id": differs.pk,
        "key": "pain-check",
        **{
            f"measures:{name} {argument}": value
            for name in ("answer", "answer-page", "type", "type-page")
            for argument, value in (("occasion_id", open_.pk), ("page", 1))
        },
    }


def involvement(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """A goal of the person's that waits; a decision with an option, a recommendation, and one put forward."""
    goal = matter.propose(partnership=partnership, kind=Kind.GOAL, words=Words("Walk."), by=person)
    open_ = decision.open_decision(partnership=partnership, question="Walk or swim?", by=person)
    option = decision.add_option(decision=open_, words=OptionWords("Swim."), by=contact)
    wait = open_.options.get(ready="wait")
    given = choice.recommend(option=wait, reason="There is time.", by=contact)
    open_.refresh_from_db()
    choice.choose(option=wait, revision=open_.revision, why="There is time.", by=contact)
    return {
        "matter_id": goal.pk,
        "decision_id": open_.pk,
        "option_id": option.pk,
        "recommendation": given.pk,
    }


def invited(by: Account, team: Team) -> dict[str, Any]:
    """Somebody else was invited by ``by``: not about a partnership of the cast."""
    invitee = invitation.Invitee(email=f"new.{by.pk.hex}@people.example", name="Nell New")
    sent = invitation.invite_person(team=team, invitee=invitee, by=by)
    return {"invitation_id": sent.pk, "token": invitation.token_of(sent)}


def synthesis_of(people: dict[str, Account], *, first: int) -> dict[str, Any]:
    """A synthesis in which everything has happened once. What somebody is in care is nothing here: Noor
    leads it, Lee screens, Dr Okafor settles, a stranger reads, and Priya has left it.
    """
    made = evidence.begun(people["noor"])
    seats = {
        name: evidence.joins(made, people[name], role)
        for name, role in (
            ("lee", "reviewer"),
            ("okafor", "arbiter"),
            ("stranger", "reader"),
            ("priya", "reviewer"),
        )
    }
    syntheses.let_go(member=seats["priya"], by=people["noor"])
    titles = [f"Waving number {at}" for at in range(5)]
    brought = evidence.bring_in(made, evidence.ris(titles, first=first), people["noor"])
    kept, study, differs, settled_one, _open = made.records.order_by("number")
    for record, words in ((study, "in in"), (differs, "in out"), (settled_one, "out in")):
        for name, verdict in zip(("noor", "lee"), words.split(), strict=True):
            last = screening.decide(
                record=record, stage="title", verdict=verdict, reasons=[], by=people[name]
            )
    own = screening.decide(record=kept, stage="title", verdict="in", reasons=[], by=people["noor"])
    settling = screening.settle(
        record=settled_one, stage="title", verdict="out", reasons=[], how="third", by=people["okafor"]
    )
    screening.full_text(record=study, got="got", why="", by=people["noor"])
    for name in ("noor", "lee"):
        screening.decide(record=study, stage="text", verdict="in", reasons=[], by=people[name])
    same = dict.fromkeys((item.id for item in checklists()[appraisal.CHECKLIST].item), "yes")
    for name, aim in (("noor", "yes"), ("lee", "no")):
        appraisal.appraise(record=study, answers={**same, "aim": aim}, by=people[name])
    appraisal.settle(record=study, answers=same, by=people["okafor"])
    talking, trust, pace = (
        themes.add(synthesis=made, name=name, about="", by=people["noor"])
        for name in ("Talk", "Trust", "Pace")
    )
    led = arrows.draw(
        start=talking, end=trust, how="helps", says="Talk helps.", grounds={}, seen=None, by=people["lee"]
    )
    one, other = made.source_records.order_by("number")[:2]
    pair = Pair.objects.create(synthesis=made, first=one, second=other, score=0.5)
    merge = Merge.objects.create(synthesis=made, kept=kept)
    assert last is not None
    return {
        "synthesis_id": made.pk, "import_id": brought.pk, "record_id": differs.pk, "pair_id": pair.pk,
        "merge_id": merge.pk, "member_id": seats["lee"].pk, "word_id": own.pk, "settling_id": settling.pk,
        "stage": "title", "protocol_number": 2, "what": "studies", "form": "ris",
        "job_id": ids.uuid7(), "evaluation:take what": "report",
        **{f"appraisal:{page} record_id": study.pk for page in ("appraise", "fill", "together", "reopen")},
        **{f"appraisal:{page} theme_id": pace.pk for page in ("theme", "theme-out")},
        "start_id": talking.pk, "end_id": trust.pk, "arrow_id": led.pk,
        "theme_id": "communication", "study_id": "may-2001", "finding_id": "told-once",
    }  # fmt: skip


def attention(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    item = AttentionItem.objects.filter(partnership=partnership).order_by("opened_at").first()
    assert item is not None
    return {"item_id": item.pk}


def promised(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    today = clock.today(partnership.service.time_zone)
    made = promise.make(partnership=partnership, text="Ask about a bus pass.", due_on=today, by=contact)
    return {"promise_id": made.pk}


def looked_back(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """A review is open: the person said it helped and how they would go on; a step is on the plan."""
    words = StepWords(what="Walk to the corner.")
    wording = steps.propose(partnership=partnership, words=words, by=person)
    steps.answer(wording=wording, says=Agreed.YES, by=contact, seen=wording.number)
    begun = review.begin(partnership=partnership, by=contact)
    review.tell(review=begun, made_difference=MadeDifference.SOME, by=person)
    how = review.propose(review=begun, how=How.ROUND_AGAIN, by=person)
    chosen = statement.make(
        partnership=partnership,
        audience=Statement.Audience.EMPLOYER,
        keys=[f"step:{wording.step_id}"],
        confirm=True,
        by=person,
    )
    return {
        "support:review-step step_id": wording.step_id,
        "how_id": how.pk,
        "statement_id": chosen.pk,
        "support:word-seen word_id": encouragement.write(
            partnership=partnership, text="Well kept.", by=contact
        ).pk,
    }


def planned(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """A step in force, moved inside its range until there are ``versions`` more plans; other words wait."""
    words = StepWords(what="Walk", amount=10, unit=Unit.MINUTES, least=1, most=30)
    wording = steps.propose(partnership=partnership, words=words, by=contact)
    steps.answer(wording=wording, says=Agreed.YES, by=person, seen=wording.number)
    for number in range(versions):
        steps.adjust(step=wording.step, amount=11 + number, by=person)
    waiting = steps.change(step=wording.step, words=StepWords(what="Stroll"), by=person, follows=wording)
    newest = PlanVersion.objects.filter(partnership=partnership).count()
    asked = steps.propose(partnership=partnership, words=StepWords(what="Rest"), by=contact)
    return {
        "step_id": wording.step_id,
        "wording_id": waiting.pk,
        "plan:type-answer wording_id": asked.pk,  # hers, which the person has not answered
        "plan_number": newest,
    }


def gone_on(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """Two check-ins that found something too hard, the offer that came of them, and a bad day."""
    words = StepWords(what="Stretch", amount=20, unit=Unit.MINUTES, least=5, most=30)
    wording = steps.propose(partnership=partnership, words=words, by=contact)
    steps.answer(wording=wording, says=Agreed.YES, by=person, seen=wording.number)
    said = {str(wording.step_id): StepSaid(Did.A_BIT, Hard.TOO_HARD)}
    for about in (About.YESTERDAY, About.TODAY):
        taken = check_in.send(
            partnership=partnership, sending=Sending(ids.uuid7(), steps=said), about=about, by=person
        )
    bad = bad_day.say(partnership=partnership, by=person)
    return {"check_in_id": taken.check_in.pk, "offer_id": taken.found[0].pk, "bad_day_id": bad.pk}


def thought_of(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """An idea that the person would like to talk about; and one question of what fits a life."""
    idea.talk_first(partnership=partnership, idea="walk-indoors", by=person)
    circumstances.say(partnership=partnership, question="money", answer="none", by=person)
    return {"idea_id": "walk-indoors", "plan:fits-part question": "money"}


def visited(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """A visit of two days ago that was summed up, one to come, and a line of the person's to talk about."""
    then = clock.now() - timedelta(days=2)
    line = agenda.write(partnership=partnership, text="My sleep.", by=person)
    rows = [
        visits.plan(
            partnership=partnership,
            when=visits.When(at, at + timedelta(minutes=30)),
            where=visits.Where(place="Room 4"),
            professional=contact,
            by=contact,
        )
        for at in (then, then + timedelta(days=9))
    ]
    told = visit_summary.write(
        visit=rows[0], said=visit_summary.Said("We talked."), talked_about=[], number=0, by=contact
    )
    key = calendar_key.make(partnership=partnership, by=person)
    return {"visit_id": rows[0].pk, "line_id": line.pk, "summary_id": told.pk} | {
        "communication:calendar-feed key": own_calendar.key_of(key),
        **_diary_of(contact, partnership),
    }


def _diary_of(contact: Account, partnership: Partnership) -> dict[str, Any]:
    """A file of the contact's diary with one entry that is nobody's yet."""
    day = clock.now() + timedelta(days=3)
    text = event(partnership.known_as, start=f"DTSTART:{day:%Y%m%dT%H%M%SZ}")
    diary_source.take_file(service=partnership.service, data=calendar(text), by=contact)
    source = CalendarSource.objects.get(owner=contact)
    return {"source_id": source.pk, "entry_id": source.entries.get().pk}


def talked(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """A conversation that waits for an answer, what was understood in it, and an absence to come."""
    asked = message.begin(partnership=partnership, written=Written("Is it all right?"), by=person)
    heard = message.reply(
        thread=asked.thread, written=Written("You ask whether it is.", understood=True), by=contact
    )
    message.reply(thread=asked.thread, written=Written("Yes, in the morning."), by=person)
    seats = TeamMembership.objects.filter(team=partnership.team, until_at=None).exclude(account=contact)
    next_week = clock.today(partnership.service.time_zone) + timedelta(days=7)
    gone = absence.say(
        service=partnership.service,
        account=contact,
        stand_in=seats.order_by("from_at").select_related("account")[0].account,
        from_on=next_week,
        until_on=next_week,
        by=contact,
    )
    return {"thread_id": asked.thread_id, "message_id": heard.pk, "absence_id": gone.pk}


def _write(partnership: Partnership, by: Account, section: str, text: str, *, revision: int) -> None:
    draft.save(
        partnership=partnership,
        section=section,
        content=Content(text),
        revision=revision,
        window=ids.uuid7(),
        by=by,
    )


def called(partnership: Partnership, person: Account, contact: Account, versions: int) -> dict[str, Any]:
    """The person asked to be rung and the contact is ringing; on their bad day they asked for it, too."""
    asked = asking.ask(partnership=partnership, asked=asking.Asked(), by=person)
    tried = call_try.begin(call=asked, by=contact, why_now="They asked.")
    bad_day.please_ring(bad_day=BadDay.objects.get(partnership=partnership), by=person)
    item = AttentionItem.objects.get(partnership=partnership, kind="please-ring")
    return {"call_id": asked.pk, "try_id": tried.pk, "support:ring-them item_id": item.pk}


MAKERS: tuple[Callable[[Partnership, Account, Account, int], dict[str, Any]], ...] = (
    understanding,
    access,
    measures,
    involvement,
    promised,
    looked_back,
    back,
    planned,
    gone_on,
    thought_of,
    called,
    visited,
    talked,
    attention,
)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside the block is rolled back after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def living() -> Iterator[World]:
    """A world on a Thursday morning, rolled back at the end."""
    with clock.frozen(THURSDAY), undone():
        yield again(make_world)


def ask(world: World, kind: str, method: str, path: str, data: dict[str, Any] | None = None) -> HttpResponse:
    """What ``kind`` is answered; the world is afterwards as it was before."""
    with undone():
        return getattr(world.client(kind), method.lower())(path, data or {})


def heard(response: HttpResponse) -> str:
    """The answer in a word: a status, or where it leads to by the name of the page."""
    if response.status_code not in {301, 302, 303, 307, 308}:
        return str(response.status_code)
    path = response.headers["Location"].partition("#")[0].partition("?")[0]
    try:
        return f"to {resolve(path).view_name}"
    except Resolver404:
        return f"to {path}"

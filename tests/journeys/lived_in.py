"""A small world that is lived in: a story shared and answered, both sides rated, something worse told.

Made through the actions, so that it is true. ``WORDS`` are what people in it wrote: not the pages' own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from alongside.base import ids
from alongside.care.access.actions import new_or_worse, way
from alongside.care.involvement.actions import choice, decision, matter
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.measures.actions import assessment, audience, instrument, occasion
from alongside.care.measures.models import Occasion
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.actions import erasure, invitation
from alongside.care.partnership.actions.invitation import Invitee
from alongside.care.partnership.models import Invitation
from alongside.care.partnership.rules.agreement import Answer as Agreed
from alongside.care.partnership.rules.invitation import GOOD_FOR
from alongside.care.understanding.actions import difference, draft, offer, reflection, retold, story
from alongside.care.understanding.models import Difference
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.reflection import Answer
from tests.conftest import Clinic, make_clinic
from tests.journeys import lived_back, lived_plan, lived_talk

TOLD = {
    "matters": Content("Being thought lazy is worse than the pain."),
    "happened": Content("It began at the warehouse, in 2019.\nNobody looked up from the screen."),
    "hopes": Content("That someone looks at the whole of me."),
    "medicines": Content("They fog me.", "too-much"),
    "other-pain": Content("", "", ("low_back_left", "upper_back")),
}
LATER = "I am up at five."
HEARD = ("You are tired of being thought lazy.", "Not being believed is the worst of it.")
NOT_QUITE = "It is not being believed."
OFFERED = "I can look at all of it with you. I cannot make it go away."
FOUND = "It is the fear of making it worse."
WORSE = "My left foot tingles since Monday."
BESIDE = ("I stop altogether.", "She came back although it hurt.")
AGREED = ("Fetch my grandson from school.", "Once a week, on a Friday.", "One day leaves room for a bad one.")
DECIDING = ("Should I have the injection?", "I must drive on Mondays.", "It is for pain down the leg.")
WORDS = (
    *AGREED,
    *DECIDING,
    *(content.text for content in TOLD.values()),
    LATER,
    *HEARD,
    NOT_QUITE,
    OFFERED,
    FOUND,
    WORSE,
    *BESIDE,
    *lived_plan.WORDS,
    *lived_talk.WORDS,
    *lived_back.WORDS,
)

PERSONS = {"helps": "6", "active": "2", "medicines": "5", "noticing": "3", "matters": "4", "sleeping": "2"}
PROFESSIONALS = {**PERSONS, "active": "7", "matters": "8"}
TOGETHER = {"listened": "1", "understood": "7", "beside": "6"}


@dataclass(frozen=True)
class LivedIn:
    """The cast, and where to look."""

    clinic: Clinic
    persons: dict[str, str]  # a page of the person's, by a name for it
    professionals: dict[str, str]
    leads: dict[str, str]
    signed_out: dict[str, str]


def make_lived_in() -> LivedIn:
    """The cast with half a year in it. The checks are there before the partnership is, as in life."""
    instrument.ensure_own_checks()
    clinic = make_clinic()
    _told(clinic)
    both = _rated(clinic)
    _agreed(clinic)
    planned = lived_plan.lived(clinic)
    heard = lived_talk.lived(clinic)
    lived_back.lived(clinic)
    _asked_and_erased(clinic)
    report = new_or_worse.tell(partnership=clinic.partnership, words=WORSE, by=clinic.joan)
    return LivedIn(
        clinic=clinic,
        persons=_persons_pages(clinic, both, report.pk)
        | lived_plan.persons_pages(clinic, planned)
        | lived_talk.persons_pages(clinic, heard)
        | lived_back.persons_pages(clinic),
        professionals=_professionals_pages(clinic, both, report.pk)
        | lived_plan.professionals_pages(clinic, planned)
        | lived_talk.professionals_pages(clinic, heard)
        | lived_back.professionals_pages(clinic),
        leads={
            "the clinic": reverse("support:clinic"),
            "people": reverse("support:people"),
            "invitations": reverse("partnership:invitations"),
            "keeping and erasing": reverse("partnership:keeping"),
        },
        signed_out=_signed_out_pages(),
    )


def _told(clinic: Clinic) -> None:
    joans, joan, priya = clinic.partnership, clinic.joan, clinic.priya
    answers = {"support": "none_unless_i_ask", "channels": ["phone"], "needs": ["large_print"]}
    way.set_way(partnership=joans, answers=answers, by=joan)
    for section, content in TOLD.items():
        _write(clinic, section, content)
    offer.write_offer(partnership=joans, text=OFFERED, by=priya)
    version = story.share(partnership=joans, by=joan)
    reflection.choose_release(partnership=joans, any_time=True, by=joan)
    story.read(version=version, by=priya)
    first = reflection.write_back(version=version, text=HEARD[0], by=priya)
    reflection.answer(reflection=first, said=Answer.NOT_QUITE, why=NOT_QUITE, by=joan)
    reflection.write_back(version=version, text=HEARD[1], by=priya)
    _write(clinic, "day", Content(LATER))
    retold.told_again(partnership=joans, by=joan)


def _agreed(clinic: Clinic) -> None:
    """A goal that Priya put in other words, and a decision with her view; both wait for Joan."""
    joans, joan, priya = clinic.partnership, clinic.joan, clinic.priya
    goal = matter.propose(partnership=joans, kind=Kind.GOAL, words=Words(AGREED[0]), rating=2, by=joan)
    matter.answer(matter=goal, number=1, says=Agreed.YES, by=priya)
    matter.change(matter=goal, number=1, words=Words(AGREED[1], reason=AGREED[2]), by=priya)
    asked = decision.open_decision(partnership=joans, question=DECIDING[0], what_matters=DECIDING[1], by=joan)
    choice.recommend(option=asked.options.get(ready="wait"), reason=DECIDING[2], by=priya)


def _together_pages(clinic: Clinic) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(f"involvement:{name}", args=[clinic.partnership.pk, *more])

    goal = clinic.partnership.matters.get(newest__number=2)
    asked = clinic.partnership.decisions.get()
    return {
        "what we agreed": at("together"),
        "a goal": at("matter", goal.pk),
        "a new goal": at("goal-new"),
        "a new problem": at("problem-new"),
        "other words": at("matter-change", goal.pk),
        "an answer": at("matter-answer", goal.pk),
        "a decision": at("decision", asked.pk),
        "a new decision": at("decision-new"),
        "an option": at("option-new", asked.pk),
        "a choice": at("choose", asked.pk),
    }


def _write(clinic: Clinic, section: str, content: Content) -> None:
    draft.save(
        partnership=clinic.partnership,
        section=section,
        content=content,
        revision=0,
        window=ids.uuid7(),
        by=clinic.joan,
    )


def _asked_and_erased(clinic: Clinic) -> None:
    """Sam has asked for his record to be erased; two people and a professional have not answered yet."""
    erasure.ask(partnership=clinic.sams, by=clinic.sam)
    for name in ("Mavis", "Otto"):
        invitee = Invitee(f"{name.lower()}@people.example", f"{name} Bell")
        sent = invitation.invite_person(team=clinic.team, invitee=invitee, by=clinic.priya)
    Invitation.objects.filter(pk=sent.pk).update(
        made_at=sent.made_at - 2 * GOOD_FOR, expires_at=sent.expires_at - 2 * GOOD_FOR
    )


def _rated(clinic: Clinic) -> dict[str, Occasion]:
    joans = clinic.partnership
    audience.choose(partnership=joans, audience="contact", by=clinic.joan)
    occasion.open_baseline(partnership=joans, by=clinic.joan)
    both = {one.key: one for one in Occasion.objects.filter(partnership=joans)}
    _answer(clinic, both["managing-check"], PERSONS, PROFESSIONALS, "active")
    professionals = {**TOGETHER, "listened": "7", "beside": "2"}
    _answer(clinic, both["partnership-check"], TOGETHER, professionals, "listened")
    for row in Difference.objects.filter(partnership=joans, item="active"):
        difference.say_found(difference=row, found=FOUND, by=clinic.priya)
    return both


def _answer(clinic: Clinic, one: Occasion, person: dict, professional: dict, worded: str) -> None:
    sides = (
        (Side.PERSON, person, clinic.joan, BESIDE[0]),
        (Side.PROFESSIONAL, professional, clinic.priya, BESIDE[1]),
    )
    for side, ratings, by, words in sides:
        sent = {item: [rating] for item, rating in ratings.items()}
        assessment.complete(occasion=one, side=side, sent=sent, words={worded: words}, by=by)


def _persons_pages(clinic: Clinic, both: dict[str, Occasion], report: object) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    left = Difference.objects.filter(partnership=clinic.partnership, state="open").first()
    assert left is not None
    return {
        "today": reverse("support:home"),
        "story": at("understanding:story"),
        "a section": at("understanding:section", "day"),
        "hopes": at("understanding:section", "hopes"),
        "medicines": at("understanding:section", "medicines"),
        "other pain": at("understanding:section", "other-pain"),
        "share": at("understanding:share"),
        "heard": at("understanding:heard"),
        "a version": at("understanding:version", 1),
        "a copy": at("understanding:notes"),
        "both": at("understanding:both"),
        "what we found": at("understanding:difference-found", left.pk),
        **_together_pages(clinic),
        "a rating": at("involvement:matter-rate", clinic.partnership.matters.get(newest__number=2).pk),
        "checks": at("measures:checks"),
        "a check to answer": at("measures:answer", both["pain-check"].pk),
        "a check answered": at("measures:check", both["managing-check"].pk),
        "who reads": at("measures:who-reads"),
        "way": at("access:way"),
        "a change of the way": at("access:way-change", "support"),
        "what was sent": at("partnership:deliveries"),
        "reminders": at("partnership:reminders"),
        "a reminder": at("partnership:reminder", "plan"),
        "a reminder some weeks after": at("partnership:reminder-after", "plan"),
        "everything held": at("partnership:own-copy"),
        "erase my record": at("partnership:ask-erasure"),
        "my normal": at("access:my-normal"),
        "new or worse": at("access:new-or-worse"),
        "words of what is worse": at("access:worse-words"),
        "timeline": at("partnership:timeline"),
        "who looked": at("partnership:who-looked"),
        "how I sign in": reverse("account_index"),
        "display": reverse("pages:display"),
        "who sees what": reverse("pages:who-sees-what"),
    }


def _professionals_pages(clinic: Clinic, both: dict[str, Occasion], report: object) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    return {
        "who needs you now": reverse("support:home"),
        "people": reverse("support:people"),
        "overview": at("support:overview"),
        "story": at("understanding:story"),
        "heard": at("understanding:heard"),
        "typed": at("understanding:typed"),
        "offer": at("understanding:offer"),
        "notes": at("understanding:notes"),
        "both": at("understanding:both"),
        **_together_pages(clinic),
        "checks": at("measures:checks"),
        "a check to answer": at("measures:answer", both["medicines-check"].pk),
        "a check answered": at("measures:check", both["managing-check"].pk),
        "their way": at("access:way"),
        "a report": at("access:report", report),
        "timeline": at("partnership:timeline"),
        "team": at("partnership:team"),
        "invitations": reverse("partnership:invitations"),
        "type for someone": reverse("door:for-someone"),
    }


def _signed_out_pages() -> dict[str, str]:
    return {
        "door": reverse("door:start"),
        "before the safety questions": reverse("door:safety"),
        "sign in": reverse("account_login"),
        "sign in with a password": reverse("account_login_password"),
        "display": reverse("pages:display"),
        "who sees what": reverse("pages:who-sees-what"),
    }

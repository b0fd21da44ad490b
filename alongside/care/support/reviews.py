"""The sentences and parts of *Looking back*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.base.pages import figures
from alongside.base.services.reading import reading_sentence
from alongside.care.involvement.models import Matter, MatterRating
from alongside.care.involvement.rules.matters import Kind
from alongside.care.measures.presenters.then_and_now import then_and_now
from alongside.care.measures.rules.sight import Side
from alongside.care.measures.sight import Viewer
from alongside.care.partnership import typed as marks
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.resting import there
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.reading import plan_of
from alongside.care.support.models import Review, ReviewHow, ReviewStep
from alongside.care.support.rules.reviewing import Becomes, How, MadeDifference, Says, settled


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the plan: what each side would do with it."""

    id: UUID
    what: str
    person: str
    professional: str
    mine: str
    becomes: str


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A goal or a problem, rated by the person then and now."""

    what: str
    kind: str
    then_and_now: str
    picture: Markup


@dataclass(frozen=True, slots=True)
class HowLine:
    """The newest proposal of how to go on, and whose answer it waits for."""

    id: UUID
    text: str
    note: str
    side: str
    by: str
    said: str
    why: str
    waits_for_me: bool


def review_page(partnership: Partnership, viewer: Viewer) -> dict[str, Any]:
    """The page as ``viewer`` sees it. No number is shown before the person was asked the first question."""
    for_person = viewer.side is Side.PERSON
    open_ = Review.objects.filter(partnership=partnership).open().select_related("professional").first()
    context: dict[str, Any] = {
        "for_person": for_person,
        "name": partnership.known_as,
        "review": open_,
        "earlier": _earlier(partnership),
        "reading_line": reading_sentence(partnership.service),
        "lead": _lead(partnership, open_, for_person=for_person),
        "away": partnership.state in (Partnership.State.OPEN_DOOR, Partnership.State.ENDED),
        "told": None,
        "asked_because": there(["no-difference"]),
    }
    if open_ is None or open_.told_at is None:
        return context
    typed_row = marks.marks([open_.pk]).get(open_.pk)
    return context | {
        "typed_line": marks.sentence(typed_row, partnership, to_person=for_person),
        "told": difference_words(MadeDifference(open_.made_difference)),
        "by": open_.professional.name if open_.professional else "",
        "changes": then_and_now(partnership, viewer),
        "matters": matter_lines(partnership),
        "steps": _step_lines(partnership, open_, for_person=for_person),
        "how": _how_line(open_, partnership, viewer.side),
    }


def difference_words(said: MadeDifference) -> str:
    return {
        MadeDifference.A_LOT: _("Yes, a lot"),
        MadeDifference.SOME: _("Yes, some"),
        MadeDifference.LITTLE: _("A little"),
        MadeDifference.NONE: _("No"),
        MadeDifference.WORSE: _("It is worse than before"),
    }[said]


def says_words() -> dict[Says, str]:
    return {Says.KEEP: _("Keep it"), Says.CHANGE: _("Change it"), Says.STOP: _("Stop it")}


def how_words(how: How) -> str:
    return {
        How.ROUND_AGAIN: _("Go on, and look back again in three months"),
        How.WHEN_NEEDED: _("Stop here for now, with the door open"),
        How.END_WELL: _("End here"),
    }[how]


def becomes_words(what: Becomes) -> str:
    """What happens with a step when both have agreed how to go on."""
    return {
        Becomes.KEEP: _("It stays as it is."),
        Becomes.CHANGE: _("You work out together how to change it."),
        Becomes.STOP: _("It comes off the plan."),
        Becomes.TALK: _("You talk about it."),
        Becomes.OPEN: "",
    }[what]


def matter_lines(partnership: Partnership) -> list[MatterLine]:
    """What both agreed to work on, as the person rated it at first and last."""
    matters = Matter.objects.filter(partnership=partnership).agreed_by_both().select_related("agreed")
    rows = MatterRating.objects.filter(matter__in=list(matters)).order_by("rated_at", "pk")
    by_matter: dict[UUID, list[MatterRating]] = {}
    for row in rows:
        by_matter.setdefault(row.matter_id, []).append(row)
    return [_matter_line(one, by_matter[one.pk]) for one in matters if len(by_matter.get(one.pk, [])) > 1]


def _matter_line(matter: Matter, ratings: list[MatterRating]) -> MatterLine:
    first, last = ratings[0], ratings[-1]
    words = matter.agreed.text if matter.agreed else ""
    sentence = _("%(then)d on %(first)s, %(now)d on %(last)s, from 0 to 8") % {
        "then": first.value,
        "now": last.value,
        "first": formats.date_format(first.rated_at, "j F"),
        "last": formats.date_format(last.rated_at, "j F"),
    }
    kind = _("Goal") if matter.kind == Kind.GOAL else _("Problem")
    picture = figures.change_line(
        [(row.rated_at.date(), float(row.value)) for row in ratings],
        title=words,
        description=sentence,
        first_when=formats.date_format(first.rated_at, "j M"),
        last_when=formats.date_format(last.rated_at, "j M"),
    )
    return MatterLine(words, kind, sentence, picture)


def _lead(partnership: Partnership, review: Review | None, *, for_person: bool) -> str:
    if review is None:
        return (
            _("After about three months you look back together. You can also start earlier.")
            if for_person
            else _("After about three months both look back. Either of you can start earlier.")
        )
    if review.told_at is None and for_person:
        return _("First one question. Only you know the answer, and there is no wrong one.")
    if review.told_at is None:
        return _("%(name)s is asked first whether it made a difference. Numbers come after.") % {
            "name": partnership.known_as
        }
    return _("What changed, what you keep, and how you go on.")


def _earlier(partnership: Partnership) -> list[tuple[str, str, str]]:
    """(when, whether it made a difference, how both went on) of the closed ones, the newest first."""
    rows = Review.objects.filter(partnership=partnership, closed_at__isnull=False).order_by("-number")
    return [
        (
            formats.date_format(row.closed_at, "j F Y") if row.closed_at else "",
            difference_words(MadeDifference(row.made_difference)) if row.made_difference else "",
            how_words(How(row.how)),
        )
        for row in rows
    ]


def _step_lines(partnership: Partnership, review: Review, *, for_person: bool) -> list[StepLine]:
    said = {line.step_id: line for line in ReviewStep.objects.filter(review=review)}
    words = says_words()
    lines = []
    for step in plan_of(partnership).steps:
        line = said.get(step.id)
        person = Says(line.person_says) if line and line.person_says else None
        professional = Says(line.professional_says) if line and line.professional_says else None
        mine = person if for_person else professional
        lines.append(
            StepLine(
                id=step.id,
                what=step.agreed.words.what if step.agreed else "",
                person=words[person] if person else "",
                professional=words[professional] if professional else "",
                mine=mine.value if mine else "",
                becomes=becomes_words(settled(person, professional)),
            )
        )
    return lines


def _how_line(review: Review, partnership: Partnership, side: Side) -> HowLine | None:
    row = ReviewHow.objects.filter(review=review).select_related("author").order_by("-number").first()
    if row is None:
        return None
    other = row.answer_of(Side(row.author_side).other)
    why = row.professional_why if row.author_side == Side.PERSON else row.person_why
    name = partnership.known_as if row.author_side == Side.PERSON else row.author.name
    return HowLine(
        id=row.pk,
        text=how_words(How(row.how)),
        note=row.note,
        side=row.author_side,
        by=name,
        said=_answer_words(other),
        why=why,
        waits_for_me=row.answer_of(side) is not Answer.YES,
    )


def _answer_words(answer: Answer | None) -> str:
    return {
        None: _("Waits for an answer."),
        Answer.YES: _("Yes."),
        Answer.NOT_NOW: _("Not now."),
        Answer.DIFFERENT: _("I see it differently."),
        Answer.TALK: _("I’d like to talk about this."),
    }[answer]


def looking_back_card(partnership: Partnership) -> tuple[str, str] | None:
    """Title and text of today's card where a review waits for the person; None where none does."""
    review = Review.objects.filter(partnership=partnership).open().first()
    if review is None:
        return None
    contact = contact_of(partnership)
    if review.told_at is None:
        return _("Has this made a difference to you?"), _(
            "It is time to look back together. One question first."
        )
    how = ReviewHow.objects.filter(review=review).order_by("-number").first()
    if how is not None and how.author_side == Side.PROFESSIONAL and not how.person_answer:
        return _("How shall we go on?"), _("%(name)s said how they would go on. What do you say?") % {
            "name": contact.name if contact else _("Your team")
        }
    return None

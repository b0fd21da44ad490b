"""Studies, how good they are, and of what they speak."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.agreement import cohen
from alongside.evidence.appraisal.models import Appraisal, Cell, Settled, Theme
from alongside.evidence.appraisal.rules.joint import Standing, differing, standing
from alongside.evidence.appraisal.rules.rating import Answer, Count, checklists, counted, rate
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.evidence.synthesis.presenters import name_of


def included(synthesis: Synthesis) -> list[Record]:
    """The studies: what was let in on full text."""
    rows = Record.objects.filter(synthesis=synthesis, merged_into=None, text_state=Record.State.IN)
    return list(rows.filter(title_state=Record.State.IN).order_by("year", "number"))


def is_study(record: Record) -> bool:
    """Whether it is let in on full text, now."""
    states = (record.title_state, record.text_state)
    return record.merged_into_id is None and states == (Record.State.IN, Record.State.IN)


def short(record: Record) -> str:
    """*Cooper 2008*: as a study is called in a table."""
    first = str(record.authors[0]).split(",")[0] if record.authors else record.title[:40] or _("No title")
    return f"{first} {record.year}" if record.year else first


def rating(value: str) -> str:
    return {"high": _("high"), "medium": _("medium")}.get(value, _("low"))


@dataclass(frozen=True, slots=True)
class Rated:
    """How good a study is, as far as it may be told: nobody reads what another said before all have said it.

    ``lines`` are empty while it is open; ``overall`` is a word or two.
    """

    standing: Standing
    overall: str
    lines: list[dict[str, Any]]
    differing: list[str]
    settled: Settled | None


def rated(record: Record) -> Rated:
    """What reviewers said of a study, once all that the protocol asks for have said it."""
    rows = list(record.appraisals.filter(ended_at=None).select_related("member__account").order_by("at"))
    settled = record.settled.filter(ended_at=None).select_related("member__account").first()
    answers = [each.answers for each in rows]
    needed = latest(record.synthesis).reviewers_needed
    stands = standing(answers, needed, settled=settled is not None)
    if stands is Standing.OPEN:
        return Rated(stands, _open(len(rows), needed), [], [], None)
    lines = [_line(each) for each in rows]
    items = differing(answers)
    if settled is not None:
        return Rated(stands, _rating_of(settled), lines, items, settled)
    ratings = {line["rating"] for line in lines}
    overall = str(ratings.pop()) if len(ratings) == 1 else _("rated differently")
    return Rated(stands, overall, lines, items, None)


def _open(many: int, needed: int) -> str:
    if not many:
        return _("not appraised yet")
    return _("appraised by %(n)d of %(needed)d") % {"n": many, "needed": needed}


def _counted(each: Appraisal | Settled) -> Count:
    return counted({key: Answer(value) for key, value in each.answers.items()})


def _rating_of(each: Appraisal | Settled) -> str:
    return rating(rate(checklists()[each.checklist], _counted(each)).rating.value)


def _line(each: Appraisal | Settled) -> dict[str, Any]:
    """One set of answers: whose, the rating, and whether the rule itself gives it."""
    count = _counted(each)
    return {
        "who": name_of(each.member.account),
        "rating": _rating_of(each),
        "by_rule": rate(checklists()[each.checklist], count).by_rule,
        "count": _("%(yes)d yes, %(cannot)d cannot tell, %(no)d no")
        % {"yes": count.yes, "cannot": count.cannot_tell, "no": count.no},
    }


def study(record: Record, seat: Member) -> dict[str, Any]:
    """A study in the list: what may be told of it, and what this member can do."""
    told = rated(record)
    own = mine(record, seat)
    several = len(told.lines) > 1
    return {
        "record": record,
        "rated": told.lines,
        "overall": told.overall,
        "done": told.standing in (Standing.SAME, Standing.SETTLED),
        "own": own is not None,
        "open": told.standing is Standing.OPEN or (own is not None and not several),
        "compare": several,
        "differs": _differs(len(told.differing)) if told.standing is Standing.DIFFERS else "",
        "settled": _settled(told.settled) if told.settled else "",
    }


def _differs(many: int) -> str:
    return ngettext("%(n)d answer differs", "%(n)d answers differ", many) % {"n": many}


def _settled(settled: Settled) -> str:
    how = (
        _("after a talk, written down by %(who)s")
        if settled.how == "talk"
        else _("settled by %(who)s as the third")
    )
    return how % {"who": name_of(settled.member.account)}


def answer(value: str) -> str:
    return {"yes": _("Yes"), "no": _("No")}.get(value, _("I cannot tell"))


def compared(record: Record, told: Rated) -> list[dict[str, Any]]:
    """Each question, and what each reviewer answered; what stands where it was settled."""
    rows = list(record.appraisals.filter(ended_at=None).select_related("member__account").order_by("at"))
    stands = told.settled.answers if told.settled else {}
    return [
        {
            "text": item.text,
            "differs": item.id in told.differing,
            "said": [
                {"who": name_of(each.member.account), "answer": answer(each.answers.get(item.id, ""))}
                for each in rows
            ],
            "stands": answer(stands[item.id]) if item.id in stands else "",
        }
        for item in checklists()[rows[0].checklist].item
    ]


def agreed(record: Record, told: Rated) -> dict[str, str]:
    """The answers on which all agree: where the joint ones begin."""
    first = record.appraisals.filter(ended_at=None).order_by("at").first()
    answers: dict[str, str] = first.answers if first else {}
    return {item: value for item, value in answers.items() if item not in told.differing}


def agreement(synthesis: Synthesis) -> dict[str, Any]:
    """How often each two gave the same answers, over the studies that both have appraised and may compare."""
    said: dict[Any, dict[tuple[Any, str], str]] = {}
    ratings: dict[Any, dict[Any, str]] = {}
    names: dict[Any, str] = {}
    for record in included(synthesis):
        if rated(record).standing is Standing.OPEN:
            continue
        for each in record.appraisals.filter(ended_at=None).select_related("member__account"):
            names[each.member_id] = name_of(each.member.account)
            ratings.setdefault(each.member_id, {})[record.pk] = _rating_of(each)
            answers = said.setdefault(each.member_id, {})
            answers.update({(record.pk, item): value for item, value in each.answers.items()})
    rows = [
        {"label": _("%(one)s and %(other)s") % {"one": names[one], "other": names[other]}, "value": value}
        for one, other in combinations(said, 2)
        if (value := _agree(said[one], said[other], ratings[one], ratings[other]))
    ]
    words = _(
        "Over the studies that both have appraised, before they talked. κ is 1 where all is said alike."
    )
    return {"words": words, "rows": rows} if rows else {}


def _agree(one: dict[Any, str], other: dict[Any, str], mine_: dict[Any, str], theirs: dict[Any, str]) -> str:
    both = [key for key in one if key in other]
    if not both:
        return ""
    first, second = [one[key] for key in both], [other[key] for key in both]
    kappa = cohen(first, second).value
    studies = [key for key in mine_ if key in theirs]
    return _(
        "κ %(kappa)s; the same answer to %(same)d of %(n)d questions, the same rating of %(rated)d of "
        "%(studies)d studies"
    ) % {
        "kappa": _("not defined") if kappa is None else f"{kappa:.2f}",
        "same": sum(map(str.__eq__, first, second)),
        "n": len(both),
        "rated": sum(mine_[key] == theirs[key] for key in studies),
        "studies": len(studies),
    }


def mine(record: Record, member: Any) -> Appraisal | None:
    return record.appraisals.filter(member=member, ended_at=None).first()


def themes(synthesis: Synthesis) -> list[Theme]:
    """The columns of the matrix."""
    return list(synthesis.themes.filter(ended_at=None, kind=Theme.Kind.THEME))


def cells(synthesis: Synthesis) -> dict[tuple[Any, Any], str]:
    rows = Cell.objects.filter(theme__synthesis=synthesis, theme__ended_at=None)
    return {(cell.record_id, cell.theme_id): cell.place for cell in rows}

"""*A copy for the notes*: the story, who said it, and what was understood, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import named
from alongside.care.understanding.models import Reflection, Story, StoryVersion
from alongside.care.understanding.presenters import heard, told
from alongside.care.understanding.rules.notes import Part, plain_copy


def copy_for_notes(partnership: Partnership, story: Story, version: StoryVersion, *, to_person: bool) -> str:
    """The whole copy. What is held for working hours is not in the person's copy."""
    title = _("%(name)s: their story, in their own words") % {"name": partnership.full_name}
    return plain_copy(title, _parts(partnership, story, version, to_person=to_person))


def _parts(
    partnership: Partnership, story: Story, version: StoryVersion, *, to_person: bool
) -> Iterator[Part]:
    yield Part(_("Who said it, and when"), tuple(_who(partnership, version)))
    for section in told.told_sections(version, partnership, to_person=False):
        yield Part(section.heading, tuple(_lines(section, partnership, story)))
    missing = told.left_open(version)
    if missing:
        yield Part(_("Nothing said about"), (", ".join(missing),))
    rows = [row for row in heard.reflections_of(partnership) if row.is_visible or not to_person]
    yield Part(_("What we understood"), tuple(_understood(rows[0] if rows else None, partnership)))


def _who(partnership: Partnership, version: StoryVersion) -> Iterator[str]:
    if partnership.born_on:
        yield _("Born %(day)s") % {"day": _day(partnership.born_on)}
    yield _("Version %(number)d, shared %(day)s") % {"number": version.number, "day": _day(version.shared_at)}
    yield told.typed_sentence(version, partnership, to_person=False) or _(
        "Written by %(name)s in their own words."
    ) % {"name": partnership.known_as}
    yield _("Copied from Alongside, %(service)s. The words are the person's, not findings.") % {
        "service": partnership.service.name
    }


def _lines(section: told.SectionTold, partnership: Partnership, story: Story) -> Iterator[str]:
    if section.choice:
        yield _("For them, their medicines are: %(choice)s.") % {"choice": section.choice.lower()}
    if section.mismatch:
        yield _("POSSIBLE MISUNDERSTANDING: %(sentence)s") % {"sentence": section.mismatch}
    if section.places:
        yield _("Marked on the body map: %(places)s.") % {"places": ", ".join(section.places)}
    if section.text:
        yield section.text
    if section.typed:
        yield f"[{section.typed}]"
    if section.id == "my-normal":
        normal = told.my_normal(partnership, story)
        if normal and normal.agreed_at:
            yield _("[Agreed by %(who)s, %(day)s]") % {
                "who": normal.agreed_by,
                "day": _day(normal.agreed_at),
            }
        else:
            yield _("[Not yet agreed with a professional]")


def _understood(row: Reflection | None, partnership: Partnership) -> Iterator[str]:
    if row is None:
        yield _("Nobody has written back yet.")
        return
    yield _("%(who)s wrote on %(day)s, about version %(number)d:") % {
        "who": named(row.author.name, row.author_profession),
        "day": _day(row.written_at),
        "number": row.version.number,
    }
    yield row.text
    person = {"person": partnership.known_as, "day": _day(row.answered_at) if row.answered_at else ""}
    if row.answer == Reflection.Answer.RIGHT:
        yield _("%(person)s said on %(day)s: that's right.") % person
    elif row.answer == Reflection.Answer.NOT_QUITE:
        yield _("%(person)s said on %(day)s: not quite.") % person
        if row.why:
            yield row.why
    else:
        yield _("%(person)s has not answered yet.") % person


def _day(value: object) -> str:
    local = timezone.localtime(value) if getattr(value, "tzinfo", None) else value  # type: ignore[arg-type]
    return formats.date_format(local, "j F Y")  # type: ignore[arg-type]

"""A story as it is read: by the team in two minutes, by the person as they told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.pages import figures
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import named
from alongside.care.partnership.rules import differences
from alongside.care.understanding.models import Story, StoryReading, StoryVersion
from alongside.care.understanding.rules import content as rule
from alongside.care.understanding.rules import sections
from alongside.care.understanding.rules.content import Content, Told


@dataclass(frozen=True, slots=True)
class SectionTold:
    """One section with its words; ``is_new`` marks what the reader has not read in this form before."""

    id: str
    heading: str
    text: str
    choice: str
    places: list[str]
    picture: Markup | None
    mismatch: str
    typed: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Reader:
    who: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SectionChanged:
    heading: str
    pieces: list[differences.Piece]
    was: str
    became: str


def story_of(partnership: Partnership) -> Story | None:
    """The story with all that a page shows of it, in one query; None before anything was written."""
    return Story.objects.with_what_it_shows().filter(partnership=partnership).first()


def version_of(partnership: Partnership, number: int) -> StoryVersion | None:
    versions = StoryVersion.objects.filter(partnership=partnership, number=number)
    return versions.select_related("typed_by").first()


def told_sections(
    version: StoryVersion, partnership: Partnership, *, to_person: bool, seen_up_to: int | None = None
) -> list[SectionTold]:
    """The sections with words in them, what matters first for the team, in the person's order for them.

    ``seen_up_to`` is the version that the reader had read before; None marks nothing as new.
    """
    told = version.told()
    typed = _typed_sentences(version, partnership, to_person=to_person)
    definition = sections.story()
    order = definition.sections if to_person else definition.for_reading()
    return [
        _section(section, told[section.id], typed, seen_up_to, to_person=to_person)
        for section in order
        if section.id in told and not told[section.id].content.is_empty
    ]


def left_open(version: StoryVersion | None) -> list[str]:
    """The headings that the person has said nothing about."""
    told = version.told() if version else {}
    return [
        _(section.told)
        for section in sections.story().for_reading()
        if section.id not in told or told[section.id].content.is_empty
    ]


def _section(
    section: sections.Section, told: Told, typed: dict[int, str], seen_up_to: int | None, *, to_person: bool
) -> SectionTold:
    return SectionTold(
        id=section.id,
        heading=_(section.title) if to_person else _(section.told),
        text=told.content.text,
        choice=choice_label(told.content.choice),
        places=place_labels(told.content),
        picture=picture_of_places(told.content.regions) if told.content.regions else None,
        mismatch="" if to_person else mismatch_sentence(told.content),
        typed=typed.get(told.changed_in, ""),
        is_new=seen_up_to is not None and told.changed_in > seen_up_to,
    )


def mismatch_sentence(content: Content) -> str:
    """What a colleague would say about medicines that do not feel right; empty where they do."""
    if not rule.medicines_mismatch(content.choice):
        return ""
    if content.choice == rule.TOO_LITTLE:
        return _(
            "They feel they are given too little. "
            "It may be that we have not understood the pain. Ask before explaining."
        )
    return _(
        "They feel that medicines are pushed on them. "
        "It may be that we have not understood what they want. Ask before explaining."
    )


def choice_label(choice: str) -> str:
    label = sections.story().choices.get(choice, "")
    return _(label) if label else ""


def place_labels(content: Content) -> list[str]:
    return [_(figures.region_label(region)) for region in content.regions]


def picture_of_places(regions: Sequence[str], *, live: bool = False) -> Markup:
    """The body map: as the form's drawing (``live``), or as a picture that says what is marked."""
    return figures.body_map(
        regions,
        words=figures.BodyWords(_("Front"), _("Back"), _("left"), _("right")),
        title=_("Where else it hurts"),
        description=", ".join(_(figures.region_label(region)) for region in regions),
        live=live,
    )


def _typed_sentences(version: StoryVersion, partnership: Partnership, *, to_person: bool) -> dict[int, str]:
    """By number of version: who typed it and that it was read back. Only the newest needs no query."""
    numbers = {told.changed_in for told in version.told().values()}
    rows = {version.number: version}
    if numbers - set(rows):
        older = StoryVersion.objects.filter(partnership=partnership, number__in=numbers - set(rows))
        rows |= {one.number: one for one in older.select_related("typed_by").defer("sections")}
    return {
        number: typed_sentence(row, partnership, to_person=to_person)
        for number, row in rows.items()
        if row.typed_by is not None
    }


def typed_sentence(version: StoryVersion, partnership: Partnership, *, to_person: bool) -> str:
    """*Priya Shah, physiotherapist, typed this on the telephone and read it back.* Empty for own words."""
    if version.typed_by is None:
        return ""
    who = named(version.typed_by.name, version.typed_by_profession)
    facts = {"who": who, "person": partnership.known_as}
    if to_person:
        sentences = {
            "telephone": _("You said this on the telephone. %(who)s typed it and read it back to you."),
            "paper": _("You wrote this on paper. %(who)s typed it and read it back to you."),
            "in-person": _("You said this face to face. %(who)s typed it and read it back to you."),
        }
    else:
        sentences = {
            "telephone": _("%(person)s said this on the telephone. Typed and read back by %(who)s."),
            "paper": _("%(person)s wrote this on paper. Typed and read back by %(who)s."),
            "in-person": _("%(person)s said this face to face. Typed and read back by %(who)s."),
        }
    return sentences[version.how] % facts


def readings_of(partnership: Partnership) -> list[StoryReading]:
    """Every first reading of every version, the newest first."""
    readings = StoryReading.objects.filter(partnership=partnership)
    return list(
        readings.select_related("reader", "version").defer("version__sections").order_by("-first_read_at")
    )


def readers(readings: list[StoryReading], number: int | None = None) -> list[Reader]:
    return [
        Reader(named(one.reader.name, one.profession), one.version.number, one.first_read_at)
        for one in readings
        if number is None or one.version.number == number
    ]


def read_before(readings: list[StoryReading], reader: Account, number: int) -> int | None:
    """The newest version before ``number`` that ``reader`` has read; None where this is their first."""
    return max(
        (
            one.version.number
            for one in readings
            if one.reader_id == reader.pk and one.version.number < number
        ),
        default=None,
    )


def changes(earlier: StoryVersion, later: StoryVersion, *, to_person: bool) -> list[SectionChanged]:
    """What differs between two versions, section by section, by words."""
    before, after = earlier.told(), later.told()
    definition = sections.story()
    order = definition.sections if to_person else definition.for_reading()
    found = []
    for section in order:
        was = before[section.id].content if section.id in before else Content()
        became = after[section.id].content if section.id in after else Content()
        if was != became:
            found.append(changed(_(section.title) if to_person else _(section.told), was, became))
    return found


def changed(heading: str, was: Content, became: Content) -> SectionChanged:
    return SectionChanged(
        heading,
        differences.differences(was.text, became.text),
        beside(was) if beside(was) != beside(became) else "",
        beside(became) if beside(was) != beside(became) else "",
    )


def beside(content: Content) -> str:
    """The choice and the places of a section, in words; empty where there are none."""
    return ", ".join(filter(None, [choice_label(content.choice), *place_labels(content)]))


@dataclass(frozen=True, slots=True)
class MyNormal:
    """What is usual for the person, and who agreed: shown beside the safety screen, never instead of it."""

    text: str
    said_at: datetime
    agreed_by: str
    agreed_at: datetime | None


def my_normal(partnership: Partnership, story: Story | None = None) -> MyNormal | None:
    """The shared words on the person's normal; None where nothing was shared about it."""
    story = story or story_of(partnership)
    told = story.told().get("my-normal") if story else None
    if story is None or story.current is None or told is None or told.content.is_empty:
        return None
    agreed = story.agreed_normal
    # Agreed are words, not a version: other words have to be agreed again.
    if agreed is None or agreed.agreed_by is None or agreed.text != told.content.text:
        return MyNormal(told.content.text, story.current.shared_at, "", None)
    who = named(agreed.agreed_by.name, agreed.agreed_by_profession)
    return MyNormal(told.content.text, story.current.shared_at, who, agreed.agreed_at)


def age(partnership: Partnership) -> str:
    """The age in years; empty where the date of birth is not known."""
    if partnership.born_on is None:
        return ""
    today = clock.today(partnership.service.time_zone)
    born = partnership.born_on
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))

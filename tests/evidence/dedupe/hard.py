"""Two works that look alike, and one work that looks like two, as databases really write them.

``OTHERS`` make of a record another work that a careless eye would merge; ``SLIPS`` make of it the same work
in another hand. Both are applied to records made of many fields, of which databases leave some out.
"""

# ruff: noqa: E501 - what databases write is shown as they write it

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from alongside.evidence.importing import SourceRecord
from tests.evidence.dedupe.made import initialled, original, slip

Change = Callable[[SourceRecord, random.Random], SourceRecord]


def elsewhere(one: SourceRecord, chance: random.Random, **more: object) -> SourceRecord:
    """At another place: other pages, volume and identifiers."""
    first = 1000 + chance.randint(1, 900)
    moved = replace(
        one, pages=f"{first}-{first + chance.randint(2, 9)}", volume=str(int(one.volume or 1) + 1),
        issue=str(chance.randint(1, 12)), doi="", pmid="",
    )  # fmt: skip
    return replace(moved, **more)


def later(one: SourceRecord, years: int) -> int:
    return (one.year or 2000) + years


def same_volume(one: SourceRecord, chance: random.Random, **more: object) -> SourceRecord:
    """In the same volume, on other pages."""
    return replace(elsewhere(one, chance), volume=one.volume, **more)


#: Words that differ by little and say the opposite.
OPPOSITES: Final = {
    "symptomatic": "asymptomatic", "invasive": "noninvasive", "abduction": "adduction", "afferent": "efferent",
    "hypertension": "hypotension", "prenatal": "perinatal", "effective": "ineffective", "male": "female",
    "traumatic": "atraumatic", "intracellular": "intercellular", "septic": "aseptic", "with": "without",
    "hyperthyroidism": "hypothyroidism", "microscopic": "macroscopic", "epinephrine": "norepinephrine",
    "early": "late", "responsive": "unresponsive", "preoperative": "postoperative", "men": "women",
    "regular": "irregular", "oral": "aural", "ileum": "ilium", "prescription": "proscription",
}  # fmt: skip

OTHERS: Final[dict[str, Change]] = {
    "part two": lambda one, chance: same_volume(one, chance, title=f"{one.title}. Part II: results"),
    "part B": lambda one, chance: same_volume(one, chance, title=f"{one.title}. Part B"),
    "the correction, with a colon": lambda one, chance: elsewhere(
        one, chance, title=f"{chance.choice(['Correction', 'Publisher Correction', 'Author Correction'])}: {one.title}"
    ),
    "the correction as Web of Science writes it": lambda one, chance: elsewhere(
        one, chance, title=f"{one.title} (vol {one.volume}, pg {one.pages.partition('-')[0]}, {one.year})"
    ),
    "the corrigendum": lambda one, chance: same_volume(one, chance, title=f"Corrigendum to “{one.title}” [J. Pain 12 (2014) 288-297]"),
    "the erratum at the end": lambda one, chance: same_volume(one, chance, title=f"{one.title} (Erratum)"),
    "the retraction": lambda one, chance: same_volume(one, chance, title=f"Retraction: {one.title}"),
    "an expression of concern": lambda one, chance: same_volume(one, chance, title=f"Expression of Concern: {one.title}"),
    "a reply": lambda one, chance: same_volume(one, chance, title=f"{one.title}: reply"),
    "the authors' reply": lambda one, chance: same_volume(one, chance, title=f"{one.title}. Authors’ reply"),
    "a reply in front": lambda one, chance: same_volume(one, chance, title=f"Reply: {one.title}"),
    "a comment": lambda one, chance: same_volume(one, chance, title=f"Comment on: {one.title}"),
    "a commentary": lambda one, chance: same_volume(one, chance, title=f"Commentary: {one.title}"),
    "a letter": lambda one, chance: same_volume(one, chance, title=f"Letter to the editor: {one.title}"),
    "re": lambda one, chance: same_volume(one, chance, title=f"Re: {one.title}"),
    "the conference abstract of the same journal": lambda one, chance: replace(
        same_volume(one, chance), issue=chance.choice(["", "4 Suppl"]), pages=f"S{chance.randint(10, 99)}"
    ),
    "the conference abstract of the year before": lambda one, chance: elsewhere(
        one, chance, journal="Proceedings of the World Congress on Pain", year=later(one, -1), issue=""
    ),
    "published together in two journals": lambda one, chance: elsewhere(
        one, chance, journal=chance.choice(["BMJ", "The Lancet", "Annals of Internal Medicine"])
    ),
    "the same title again years later": lambda one, chance: elsewhere(one, chance, year=later(one, 5)),
    "the same title again in the next volume": lambda one, chance: elsewhere(one, chance, year=later(one, 1)),
    "the next year's report": lambda one, chance: elsewhere(
        one, chance, title=f"{one.title} {later(one, 1)}", year=later(one, 1)
    ),
    "the update of a Cochrane review": lambda one, chance: replace(
        one, year=later(one, chance.choice([1, 2, 3, 6])), doi=chance.choice(["", f"{one.doi}.pub2"])
    ),
    "the protocol of a Cochrane review": lambda one, chance: replace(
        one, year=later(one, -2), title=chance.choice([one.title, f"{one.title} (Protocol)"]), doi=""
    ),
    "one word that says the opposite": same_volume,
    "other people with the same title": lambda one, chance: elsewhere(
        one, chance, authors=("Achterberg, Wim", "Zwart, John-Anker"), journal="Spine"
    ),
    "the study's protocol": lambda one, chance: elsewhere(
        one, chance, title=f"{one.title}: study protocol", year=later(one, -3), journal="Trials"
    ),
    "the erratum in brackets at the end": lambda one, chance: same_volume(one, chance, title=f"{one.title} [Erratum]"),
    "the correction, by whom": lambda one, chance: same_volume(
        one, chance, title=f"Correction for {one.authors[0].partition(',')[0]} et al., {one.title}"
    ),
    "the correction in German": lambda one, chance: same_volume(one, chance, title=f"Berichtigung: {one.title}"),
    "the protocol, with a colon": lambda one, chance: elsewhere(
        one, chance, title=f"Protocol: {one.title}", year=later(one, -2), journal="BMJ Open"
    ),
    "the protocol in brackets, without pages": lambda one, chance: same_volume(
        one, chance, title=f"{one.title} (Protocol)", pages="", issue=""
    ),
    "part two after what the database added": lambda one, chance: same_volume(
        one, chance, title=f"{one.title} [Review] [20 refs]: part II"
    ),
    "the update of a Cochrane review in the same year": lambda one, chance: replace(
        one, issue=str(int(one.issue or 1) + 3), doi=""
    ),
    "the congress abstract on page A123": lambda one, chance: replace(
        same_volume(one, chance), issue=one.issue, volume=f"{one.volume} Suppl {one.issue or 1}", pages="A123"
    ),
    "the same title at the next year's congress": lambda one, chance: replace(
        elsewhere(one, chance, year=later(one, 1)), pages="", issue=""
    ),
    "the congress abstract, of a congress with the journal in its name": lambda one, chance: elsewhere(
        one, chance, journal=f"World {one.journal} Conference", year=later(one, -1), volume="", pages="", issue=""
    ),
    "the abstract in the supplement of the same number": lambda one, chance: replace(
        same_volume(one, chance), volume=f"{one.volume} Suppl 1", issue=one.issue, pages=""
    ),
    "one year of follow-up": lambda one, chance: elsewhere(
        one, chance, title=f"{one.title}: {chance.choice(['one-year', '12-month', 'long-term'])} follow-up"
    ),
}  # fmt: skip


def read_by_machine(text: str, chance: random.Random) -> str:
    """As a scanner reads it: ``rn`` for ``m``, ``1`` for ``l``, ``0`` for ``o``."""
    wrong, right = chance.choice([("m", "rn"), ("l", "1"), ("o", "0"), ("rn", "m"), ("cl", "d")])
    places = [at for at in range(3, len(text) - 3) if text.startswith(wrong, at) and text[at - 1].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + right + text[at + len(wrong) :]


def swapped_digits(year: int | None, chance: random.Random) -> int | None:
    """2012 for 2021, 1 more or less."""
    if year is None:
        return None
    turned = int(f"{str(year)[:2]}{str(year)[3]}{str(year)[2]}")
    return chance.choice([turned if turned <= 2026 else year + 1, year + 1, year - 1])


def ranged(pages: str, chance: random.Random) -> str:
    first, _, last = pages.partition("-")
    short = last[len(first) - 2 :] if len(first) == len(last) > 2 and first[:-2] == last[:-2] else last
    return chance.choice(
        [f"{first}-{short}", f"pp. {first}-{last}", f"{first}–{last}", f"{first} - {last}", first, f"p{first}-{last}"]
    )  # fmt: skip


def abbreviated(journal: str, _chance: random.Random) -> str:
    small = {"of", "the", "and", "on", "in", "for"}
    words = [word for word in journal.split() if word.lower() not in small]
    return " ".join(word[: max(3, len(word) // 2)] + "." for word in words) if len(words) > 1 else journal


SLIPS: Final[dict[str, Change]] = {
    "read by a machine": lambda one, chance: replace(one, title=read_by_machine(one.title, chance)),
    "a slip": lambda one, chance: replace(one, title=slip(one.title, chance)),
    "cut off": lambda one, chance: replace(one, title=one.title[: max(50, int(len(one.title) * 0.75))]),
    "cut off, with dots": lambda one, chance: replace(one, title=one.title[: max(50, int(len(one.title) * 0.8))] + "..."),
    "without its subtitle": lambda one, chance: replace(one, title=one.title.partition(":")[0]),
    "initials": lambda one, chance: replace(one, authors=tuple(map(initialled, one.authors))),
    "et al.": lambda one, chance: replace(one, authors=(*one.authors[:1], "et al.")),
    "names turned": lambda one, chance: replace(
        one, authors=tuple(" ".join(reversed(name.split(", "))) for name in one.authors)
    ),
    "the journal abbreviated": lambda one, chance: replace(one, journal=abbreviated(one.journal, chance)),
    "the year with a slip": lambda one, chance: replace(one, year=swapped_digits(one.year, chance)),
    "pages otherwise": lambda one, chance: replace(one, pages=ranged(one.pages, chance)),
    "in capitals": lambda one, chance: replace(one, title=one.title.upper(), authors=tuple(map(str.upper, one.authors))),
    "a remark of the database": lambda one, chance: replace(
        one, title=one.title + chance.choice([" [Review]", " [Article in German]", ". [German]", " (English)"])
    ),
    "markup": lambda one, chance: replace(one, title=f"<b>{one.title}</b>."),
    "without its number in the archives": lambda one, chance: replace(one, doi="", pmid=""),
    "the volume with a supplement": lambda one, chance: replace(one, volume=f"{one.volume} Suppl 1"),
    "no issue": lambda one, chance: replace(one, issue=""),
    "without accents": lambda one, chance: replace(
        one, authors=tuple(name.translate(str.maketrans("üíéñø", "uieno")) for name in one.authors)
    ),
}  # fmt: skip

#: What databases leave out.
SPARSE: Final = ("", "", "", "issue", "pages", "volume", "doi", "authors", "journal")
#: Slips after which two different works can no longer be told apart by anybody.
HIDING: Final = ("cut off", "cut off, with dots", "without its subtitle")
#: What tells two versions of one review from each other.
TELLING_VERSIONS: Final = ("the year with a slip", "no issue")


def thinned(one: SourceRecord, chance: random.Random, *, keeping: tuple[str, ...] = ()) -> SourceRecord:
    """One field left out, or none."""
    field = chance.choice(SPARSE)
    if not field or field in keeping:
        return one
    return replace(one, **{field: () if field == "authors" else ""})


def two_works(kind: str, seed: int) -> tuple[SourceRecord, SourceRecord]:
    """Two works of a kind in ``OTHERS``, each as some database has it: with a slip, with a field left out."""
    chance = random.Random(seed)
    one = original(seed, chance)
    cochrane = "Cochrane" in kind
    if cochrane:
        one = replace(
            one, journal="Cochrane Database of Systematic Reviews", pages=f"CD{chance.randint(1000, 9999):06d}",
            volume=chance.choice(["", str(one.year), "3"]), doi=f"10.1002/14651858.CD{seed:06d}",
        )  # fmt: skip
    two = OTHERS[kind](one, chance)
    if "opposite" in kind:
        first, second = chance.choice(sorted(OPPOSITES.items()))
        one, two = (
            replace(each, title=each.title.replace(" for ", f" for {word} ", 1))
            for each, word in ((one, first), (two, second))
        )
    told = cochrane or one.title.lower() in two.title.lower()
    slip_ = chance.choice(sorted(SLIPS))
    if slip_ not in HIDING and not (cochrane and slip_ in TELLING_VERSIONS) and chance.random() < 0.5:
        two = SLIPS[slip_](two, chance)
    # Where the titles are the same, only the place tells the two apart.
    keeping = ("volume", "issue", "pages", "journal") if told else ()
    return thinned(one, chance, keeping=keeping), replace(thinned(two, chance, keeping=keeping), id="other")


def one_work(kind: str, seed: int) -> tuple[SourceRecord, SourceRecord]:
    """One work twice: once with a slip of a kind in ``SLIPS``, without its DOI and perhaps another field."""
    chance = random.Random(seed)
    one = original(seed, chance)
    return one, replace(thinned(SLIPS[kind](one, chance), chance), doi="", id="again")


def collection(works: int, seed: int) -> tuple[list[SourceRecord], list[int]]:
    """Works, their look-alikes and their copies, shuffled; and which work each record is of."""
    chance = random.Random(seed)
    records: list[tuple[int, SourceRecord]] = []
    for at in range(works):
        kind = chance.choice(sorted(OTHERS))
        one, two = two_works(kind, seed * 100_000 + at)
        for work, each in ((2 * at, one), (2 * at + 1, two)):
            records.append((work, replace(each, id=f"r{work}")))
            if chance.random() < 0.5 and "Cochrane" not in kind:
                slip_ = chance.choice([name for name in sorted(SLIPS) if name not in HIDING])
                records.append((work, replace(SLIPS[slip_](each, chance), id=f"r{work}c")))
    chance.shuffle(records)
    return [record for _, record in records], [work for work, _ in records]

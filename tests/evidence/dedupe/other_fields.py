"""Works of other fields of medicine, made up, and what databases and authors make of them."""

# ruff: noqa: E501, RUF001 - what databases write is shown as they write it

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from alongside.evidence.importing import Position, SourceRecord

Hand = Callable[[SourceRecord], SourceRecord]


def work(**said: object) -> SourceRecord:
    return SourceRecord(position=Position("made", 1, 1), **said)


WORKS: Final = (
    work(
        title="Effect of early oseltamivir on hospital stay in adults with influenza: a randomised controlled trial",
        authors=("Hernández, María J.", "O'Neill, Patrick", "Van der Berg, Kees", "Li, Xiaoming"), year=2016,
        journal="The Lancet Respiratory Medicine", volume="4", issue="7", pages="525-534",
        abstract="Background: Influenza remains an important cause of hospital admission in adults. Whether early treatment with a "
        "neuraminidase inhibitor shortens the stay is not known. Methods: Adults in 14 hospitals were assigned by a computer. "
        "Findings: the median stay was 5.1 days and 6.0 days. Registered as NCT01546234.",
    ),
    work(
        title="Intravitreal ranibizumab versus laser photocoagulation for diabetic macular oedema",
        authors=("Sørensen, Torben L.", "Kjærgaard, Anne", "Müller, Jürgen"), year=2012,
        journal="Acta Ophthalmologica", volume="90", issue="2", pages="119-126",
        abstract="Purpose: To compare ranibizumab with laser photocoagulation in eyes with visual loss from diabetic macular oedema. "
        "Methods: One hundred and twelve eyes were assigned at random. Results: The mean gain was 6.8 letters and 1.1.",
    ),
    work(
        title="Risk factors for anastomotic leakage after laparoscopic low anterior resection",
        authors=("Kim, Ji Hoon", "Park, Sung-Min", "Lee, Woo Yong"), year=2009,
        journal="Annals of Surgical Oncology", volume="16", issue="11", pages="3021-3028",
        abstract="Leakage of the anastomosis is the most feared complication of rectal surgery. We looked for its risk factors "
        "among 307 consecutive patients with double stapling between 2002 and 2007. Leakage occurred in 29 (9.4%).",
    ),
    work(
        title="Vitamin D supplementation and falls in older people living in care homes",
        authors=("Nowak, Małgorzata", "Čapek, Jiří", "Þórsdóttir, Guðrún"), year=2011,
        journal="Age and Ageing", volume="40", issue="3", pages="321-8", abstract="",
    ),
)  # fmt: skip

#: Other reports of the same people, under a title that says so.
REPORTS: Final = (
    "{}: a pilot study", "{}: a pilot randomized controlled trial", "Feasibility of {}", "{}: preliminary results", "{}: interim analysis",
    "{}: study protocol for a randomised controlled trial", "{}: rationale and design", "{}: baseline characteristics",
    "{}: 5-year follow-up", "{}: five-year results", "{}: an open-label extension study", "{}: updated results", "{}: a secondary analysis",
    "{}: cost-effectiveness analysis", "{}: process evaluation", "{}: statistical analysis plan", "{}. Part 1", "{} (Part II)",
    "{}: a phase II study", "Erratum to: {}", "{} - correction", "RETRACTED: {}", "Comment on “{}”", "Reply to comment on “{}”",
    "{} (letter)", "{} [Letter]", "{} [Editorial]", "{} (abstract)", "{} [Poster]", "Plain language summary of {}", "Journal club: {}",
    "{} in women", "{} revisited", "{}: a replication study", "{}: estudio piloto", "{}: eine Pilotstudie", "{}: résultats préliminaires",
    "{}: year 2", "{}: 6-month outcomes", "Reprint of: {}", "{}: addendum",
)  # fmt: skip
#: Where a database has put it: nothing that it says of the place contradicts.
PLACES: Final[tuple[Hand, ...]] = (
    lambda one: replace(one, volume="", issue="", pages=""),
    lambda one: replace(one, volume="", issue="", pages="", year=(one.year or 0) + 1),
    lambda one: replace(one, issue="", pages=""),
    lambda one: replace(one, pages=""),
    lambda one: replace(one, volume=str(int(one.volume) + 1), issue="", pages=one.pages.partition("-")[0]),
)
#: The same title on another piece of writing.
WRITINGS: Final[tuple[Hand, ...]] = (
    lambda one: replace(one, type="letter", pages="", issue=""),
    lambda one: replace(one, type="Comment", pages="", issue="", abstract=""),
    lambda one: replace(one, type="conference abstract", volume="", pages="", issue=""),
    lambda one: replace(one, pages="S44", issue="Suppl 1"),
    lambda one: replace(one, volume=f"{one.volume} Suppl 1", issue="", pages=""),
    lambda one: replace(one, type="Clinical Trial Protocol", pages="", issue=""),
    lambda one: replace(
        one, journal="https://clinicaltrials.gov/show/NCT01546234", volume="", pages="", issue=""
    ),
    lambda one: replace(one, journal="Revista de Salud Pública", volume="", pages="", issue=""),
)
#: What a careless eye, or one that sees no signs, takes for the same.
UNLIKE: Final = (
    ("HER2+ tumours", "HER2- tumours"), ("HIV(+) people", "HIV(-) people"), ("people >65 years", "people <65 years"),
    ("people ≥65 years", "people <65 years"), ("1.5 mg", "15 mg"), ("amitriptyline versus nortriptyline", "nortriptyline versus amitriptyline"),
    ("sleep on pain", "pain on sleep"), ("smokers", "ex-smokers"), ("opioid", "non-opioid"), ("hepatitis B", "hepatitis C"),
    ("omeprazole", "esomeprazole"), ("dysphagia", "dysphasia"), ("interleukin-1α", "interleukin-1β"), ("six-month", "twelve-month"),
)  # fmt: skip


def in_ascii(name: str) -> str:
    spelled = name.translate(str.maketrans({"ø": "oe", "æ": "ae", "ł": "l", "Þ": "Th", "ð": "d", "ü": "ue"}))
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


def initialled(name: str) -> str:
    surname, _, given = name.partition(",")
    return f"{surname} {''.join(part[0] for part in given.split())}"


#: The same work in another hand. None of them has an identifier, so that all has to come from what is said.
HANDS: Final[dict[str, Hand]] = {
    "the journal as the NLM writes it": lambda one: replace(
        one, journal={"The Lancet Respiratory Medicine": "Lancet Respir Med", "Acta Ophthalmologica": "Acta Ophthalmol",
                      "Annals of Surgical Oncology": "Ann Surg Oncol", "Age and Ageing": "Age Ageing"}[one.journal]
    ),
    "initials": lambda one: replace(one, authors=tuple(map(initialled, one.authors))),
    "names in plain letters": lambda one: replace(one, authors=tuple(map(in_ascii, one.authors))),
    "et al.": lambda one: replace(one, authors=(one.authors[0], "et al.")),
    "no authors": lambda one: replace(one, authors=()),
    "capitals": lambda one: replace(one, title=one.title.upper()),
    "the first page": lambda one: replace(one, pages=one.pages.partition("-")[0]),
    "no pages": lambda one: replace(one, pages=""),
    "no volume": lambda one: replace(one, volume=""),
    "no journal": lambda one: replace(one, journal=""),
    "volume and issue the other way round": lambda one: replace(one, volume=one.issue, issue=one.volume),
    "an abstract cut off": lambda one: replace(one, abstract=one.abstract[:200]),
    "markup": lambda one: replace(one, title=one.title.replace(" in ", " <i>in</i> ") + ".", abstract=f"<p>{one.abstract}</p>"),
    "online first": lambda one: replace(one, year=(one.year or 0) + 1),
    "letters turned": lambda one: replace(one, title=one.title.replace("ti", "it", 1)),
    "as Americans spell": lambda one: replace(one, title=one.title.replace("oedema", "edema").replace("randomised", "randomized")),
    "without its subtitle": lambda one: replace(one, title=one.title.partition(":")[0]),
    "translated, as PubMed marks it": lambda one: replace(one, title=f"[{one.title}]."),
    "a longer type": lambda one: replace(one, type="Journal Article; Randomized Controlled Trial"),
}  # fmt: skip

"""Read the library of steps from its files, and say everything that is wrong with them, all at once.

The shipped files lie in ``definitions/steps``; a clinic lays its own beside them, in a folder of its own, and
they are checked in the same way. Each problem names its file, its line where it has one, its place and its
reason. A library with a problem is not used at all: half a library would suggest by accident.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    DefinitionInvalid,
    Problem,
    Signed,
    Table,
    fingerprint,
    note_repeats,
    parse,
    read_signed,
)
from alongside.care.plan.rules.circumstances import (
    Ability,
    Area,
    Equipment,
    Fear,
    Health,
    Money,
    Place,
    Want,
    Work,
)
from alongside.care.plan.rules.library import (
    Ask,
    Dose,
    Fact,
    Grade,
    Kind,
    Library,
    LibraryStep,
    Safety,
    Stop,
    Theme,
    words_of,
)
from alongside.care.plan.rules.rests_on import RestsOn, findings_at, read_rests_on
from alongside.care.plan.rules.step import MOST_TEXT, Unit, problems

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"
SHIPPED = DEFINITIONS / "steps"

MOST_BYTES = 200_000
MOST_FILES = 200
MOST_TITLE = 60  # characters
MOST_MINUTES = 240
NEW_SIGNS = "new-signs"  # what everything that moves the body has to warn of

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NAMESPACE = re.compile(r"[a-z][a-z0-9]{1,20}")
_MEDICINE_DOSE = re.compile(
    r"\b(\d+|one|two|three)\s?(mg|mcg|g|ml|milligrams?|micrograms?|tablets?|pills?|capsules?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class File:
    """One file of steps as it was found."""

    name: str
    text: str


def files_in(folder: Path) -> list[File]:
    """The files of steps in a folder, in the order of their names; none where there is no folder."""
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.is_file())
    if len(paths) > MOST_FILES:
        raise DefinitionInvalid(folder.name, [Problem(folder.name, f"holds more than {MOST_FILES} files")])
    return [file_at(path) for path in paths]


def file_at(path: Path) -> File:
    """One file of steps; raises ``DefinitionInvalid`` for what is not text."""
    raw = path.read_bytes()
    if len(raw) > MOST_BYTES:
        reason = f"has {len(raw)} bytes; at most {MOST_BYTES} are read"
        raise DefinitionInvalid(path.name, [Problem(path.name, reason)])
    try:
        return File(path.name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8"
        raise DefinitionInvalid(path.name, [Problem(path.name, reason)]) from error


def read_library(
    own: Iterable[File] = (),
    *,
    shipped: Iterable[File] | None = None,
    findings: Collection[str] | None = None,
) -> Library:
    """The shipped library with a clinic's ``own`` files. Raises ``DefinitionInvalid`` with every problem.

    ``findings`` are the ids of the findings bundle: any other is a problem. None: there is no bundle to ask.
    """
    found: list[Problem] = []
    facts = _read_facts((DEFINITIONS / "facts.toml").read_text(encoding="utf-8"), found)
    safety = read_safety((DEFINITIONS / "safety.toml").read_text(encoding="utf-8"), found)
    rests_on = read_rests_on(found, findings)
    steps: list[LibraryStep] = []
    signed: dict[str, Signed] = {}
    sources = [(file, False) for file in (files_in(SHIPPED) if shipped is None else shipped)]
    sources += [(file, True) for file in own]
    for file, is_own in sources:
        reader = _FileReader(file, facts, safety, rests_on, is_own)
        steps += reader.steps
        if reader.signed is not None:
            signed[file.name] = reader.signed
        found += reader.placed()
    note_repeats([step.id for step in steps], "the steps", found)
    steps = _neighbours(steps, found)
    library = Library({step.id: step for step in steps}, facts, safety, signed)
    found += _not_for_a_plan(library)
    if found:
        raise DefinitionInvalid("The library of steps", found)
    return library


def read_safety(text: str, found: list[Problem]) -> Safety:
    """``safety.toml``: who asks first, what to stop for."""
    root = Table(_parsed("safety.toml", text, found), "safety.toml", found)
    root.text("id"), root.text("version")
    signed = read_signed(root)
    held = root.table("hold")
    days = held.whole("days", least=1, most=365)
    title, words = held.text("title"), held.texts("text")
    held.close()
    asks, stops = {}, {}
    for table in root.tables("ask"):
        code = table.text("code")
        asks[code] = Ask(code, table.text("tick", may_be_empty=True), table.text("why"), table.text("whom"))
        if asks[code].tick and code not in set(Health):
            table.note("tick", "is asked, and no rule knows this code: see Health in rules/circumstances.py")
        table.close()
    for table in root.tables("stop"):
        code = table.text("code")
        stops[code] = Stop(code, table.text("sign"), table.text("do"))
        table.close()
    root.close()
    return Safety(signed, days, title, words, asks, stops)


def _read_facts(text: str, found: list[Problem]) -> dict[str, Fact]:
    root = Table(_parsed("facts.toml", text, found), "facts.toml", found)
    root.text("id"), root.text("version")
    read_signed(root)
    facts = {}
    for table in root.tables("fact"):
        one = Fact(table.text("id"), table.text("source"), table.text("says"))
        table.close()
        facts[one.id] = one
    root.close()
    return facts


def _parsed(name: str, text: str, found: list[Problem]) -> Mapping[str, object]:
    try:
        return parse(text, name)
    except DefinitionInvalid as wrong:
        found += wrong.problems
        return {}


class _FileReader:
    """Reads one file; ``steps`` are those that could be read, ``placed()`` says what is wrong, with lines."""

    def __init__(
        self, file: File, facts: Mapping[str, Fact], safety: Safety, rests_on: RestsOn, is_own: bool
    ) -> None:
        self.file, self.facts, self.safety, self.is_own = file, facts, safety, is_own
        self.rests_on = rests_on
        self.found: list[Problem] = []
        self.steps: list[LibraryStep] = []
        self.signed: Signed | None = None
        self.prefix = ""
        before = len(self.found)
        data = _parsed(file.name, file.text, self.found)
        if len(self.found) > before:
            return
        root = Table(data, file.name, self.found)
        self.signed = read_signed(root)
        self.area = root.choice("area", Area)
        if is_own:
            self.prefix = f"{self._namespace(root)}_"
        self.steps = [self._step(table) for table in root.tables("step")]
        root.close()

    def placed(self) -> list[Problem]:
        """The problems, each with the line on which it is to be mended where one can be named."""
        return [_with_line(problem, self.file) for problem in self.found]

    def _namespace(self, root: Table) -> str:
        name = root.text("namespace")
        if name and not _NAMESPACE.fullmatch(name):
            root.note("namespace", "must be a short word of small letters and digits, such as riverside")
        return name

    def _step(self, table: Table) -> LibraryStep:
        moves = table.truth("moves")
        theme = table.choice("theme", Theme) if table.has("theme") else Theme.INDIVIDUAL
        needs = table.table("needs") if table.has("needs") else Table({}, table.at("needs"), self.found)
        step = LibraryStep(
            id=self._id(table),
            area=self.area,
            grade=table.choice("grade", Grade),
            kind=table.choice("kind", Kind) if table.has("kind") else Kind.DO,
            theme=theme,
            moves=moves,
            title=table.text("title"),
            what=table.text("what"),
            how=table.texts("how"),
            dose=_dose(table.table("dose")),
            minutes=table.whole("minutes", least=1, most=MOST_MINUTES),
            cost=table.choice("cost", Money) if table.has("cost") else Money.NONE,
            cost_words=table.text("cost_words", optional=True, may_be_empty=True),
            equipment=frozenset(table.choices("equipment", Equipment, optional=True)),
            places=table.choices("places", Place),
            standing=_need(needs, "standing"),
            walking=_need(needs, "walking"),
            floor=_need(needs, "floor"),
            for_work=frozenset(table.choices("for_work", Work, optional=True)),
            helps_with=frozenset(table.choices("helps_with", Want)),
            eases=frozenset(table.choices("eases", Fear, optional=True)),
            facts=self._known(table, "facts", self.facts),
            findings=self._findings(table, theme),
            ask_first=self._known(table, "ask_first", self.safety.asks),
            stop_for=self._known(table, "stop_for", self.safety.stops),
            not_for=table.text("not_for", optional=True, may_be_empty=True),
            easier=table.texts("easier", optional=True),
            harder=table.texts("harder", optional=True),
            origin=self.file.name,
            hash=fingerprint(table.data),
        )
        needs.close()
        table.close()
        self._check(table, step)
        return step

    def _id(self, table: Table) -> str:
        name = table.text("id")
        own_name = name.removeprefix(self.prefix)
        if self.prefix and own_name == name and name:
            table.note("id", f"must begin with {self.prefix}, so that it never meets a shipped step")
        if name and not _ID.fullmatch(own_name):
            table.note("id", "must be small letters and digits joined by single hyphens")
        return name

    def _findings(self, table: Table, theme: Theme) -> tuple[str, ...]:
        if table.has("findings"):
            return findings_at(table, self.rests_on.known, self.found)
        return self.rests_on.of_idea(self.area, theme)

    def _known(self, table: Table, key: str, known: Mapping[str, object]) -> tuple[str, ...]:
        names = table.texts(key)
        for name in names:
            if name not in known:
                table.note(key, f"“{name}” is not one of: {', '.join(sorted(known))}")
        note_repeats(names, table.at(key), self.found)
        return tuple(name for name in names if name in known)

    def _check(self, table: Table, step: LibraryStep) -> None:
        if len(step.title) > MOST_TITLE:
            table.note("title", f"has {len(step.title)} characters; at most {MOST_TITLE} fit")
        if step.moves and NEW_SIGNS not in step.stop_for:
            table.note("stop_for", f"must name {NEW_SIGNS}: it moves the body")
        if step.moves and not any(code != "unsure" for code in step.ask_first):
            table.note("ask_first", "must say who should ask first: it moves the body")
        if step.cost is not Money.NONE and not step.cost_words:
            table.note("cost_words", "must say what it costs")
        if step.dose.unit is Unit.MINUTES and (step.dose.amount or 0) > step.minutes:
            table.note("minutes", "is less than the dose takes")
        for key, text in (("what", step.what), *(("how", each) for each in step.how)):
            if _MEDICINE_DOSE.search(text):
                table.note(key, "names an amount of a medicine; that is for a pharmacist or doctor to say")


def _dose(table: Table) -> Dose:
    words = table.text("words", optional=True, may_be_empty=True)
    if words:
        often = table.whole("times_a_week", least=1, most=70) if table.has("times_a_week") else None
        table.close()
        return Dose(None, None, None, None, often, words)
    dose = Dose(
        table.whole("amount", least=1, most=10_000),
        table.choice("unit", Unit),
        table.whole("least", least=1, most=10_000),
        table.whole("most", least=1, most=10_000),
        table.whole("times_a_week", least=1, most=70),
        "",
    )
    table.close()
    return dose


def _need(needs: Table, name: str) -> Ability:
    return needs.choice(name, Ability) if needs.has(name) else Ability.NONE


def _neighbours(steps: list[LibraryStep], found: list[Problem]) -> list[LibraryStep]:
    """Every step with both its neighbours: what one file says of one of the two holds for the other."""
    known = {step.id: step for step in steps}
    easier: dict[str, list[str]] = {step.id: [] for step in steps}
    harder: dict[str, list[str]] = {step.id: [] for step in steps}
    for step in steps:
        pairs = [(name, step.id, "easier") for name in step.easier]
        pairs += [(step.id, name, "harder") for name in step.harder]
        for low, high, key in pairs:
            other = low if key == "easier" else high
            place = f"{step.origin}.step[{step.id}].{key}"
            if other not in known:
                found.append(Problem(place, f"there is no step “{other}”"))
            elif low == high or known[low].grade.rank > known[high].grade.rank:
                found.append(Problem(place, f"“{low}” is not easier than “{high}” by its grade"))
            elif high not in harder[low]:
                harder[low].append(high)
                easier[high].append(low)
    if not found:
        found += _circles(easier)
    return [replace(one, easier=tuple(easier[one.id]), harder=tuple(harder[one.id])) for one in steps]


def _circles(easier: Mapping[str, list[str]]) -> list[Problem]:
    """Steps from which ever easier ones lead back to themselves."""
    waiting = {name: set(below) for name, below in easier.items()}
    while free := {name for name, below in waiting.items() if not below}:
        waiting = {name: below - free for name, below in waiting.items() if name not in free}
    if not waiting:
        return []
    return [Problem("the steps", f"go round in a circle by `easier`: {', '.join(sorted(waiting))}")]


def _not_for_a_plan(library: Library) -> list[Problem]:
    """Steps whose words would not be taken by a plan: too long, or an amount outside its own range."""
    found = []
    for step in library.steps.values():
        words = words_of(step, library, reason="", place="")
        for name, code in problems(words).items():
            reason = f"cannot stand on a plan ({code}, at most {MOST_TEXT} characters of text)"
            found.append(Problem(f"{step.origin}.step[{step.id}].{name}", reason))
    return found


_PLACE = re.compile(r"\.step\[([^\]]+)\](?:\.(\w+))?(?:\.(\w+))?")


def _with_line(problem: Problem, file: File) -> Problem:
    """The same problem with the line of the step's key, or of its id, in front of its place."""
    match = _PLACE.search(problem.place)
    if match is None:
        return problem
    lines = file.text.splitlines()
    step_id, *keys = match.groups()
    heads = [number for number, line in enumerate(lines) if line.strip() == "[[step]]"]
    if step_id.isdigit() and 0 < int(step_id) <= len(heads):
        start = heads[int(step_id) - 1]
    else:
        named = re.compile(rf'\s*id\s*=\s*"{re.escape(step_id)}"')
        at = next((number for number, line in enumerate(lines) if named.match(line)), None)
        if at is None:
            return problem
        start = max((head for head in heads if head <= at), default=at)
    end = next((head for head in heads if head > start), len(lines))
    for key in filter(None, reversed(keys)):
        pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
        for number in range(start, end):
            if pattern.match(lines[number]):
                return Problem(f"line {number + 1}, {problem.place}", problem.reason)
    return Problem(f"line {start + 1}, {problem.place}", problem.reason)

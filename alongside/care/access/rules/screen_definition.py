"""Read the safety screen from its definition, and refuse one that could harm.

Refused, with every place and reason at once: what is missing, misspelt or named twice; a question whose
time is the back pain's and not the symptom's; a group and speed without advice; advice that does not say
that nobody was told; words that would tell someone they are well.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alongside.care.access.rules.help_numbers import LineKind
from alongside.care.access.rules.screen import (
    Advice,
    Answer,
    Combination,
    FlagGroup,
    Question,
    Screen,
    Speed,
    Window,
)
from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Problem,
    Table,
    definition,
    fingerprint,
    note_blanks,
    note_repeats,
    read_signed,
    read_words,
)


def read_screen(text: str, name: str = "safety-screen") -> Screen:
    """Read a screen from TOML. Raises `DefinitionInvalid` with every fault at once."""
    with definition(text, name) as root:
        digest = fingerprint(root.data)
        edition = root.whole("edition", least=1, most=9999)
        labels = root.table("answers")
        screen = Screen(
            signed=read_signed(root),
            version=f"{name}-{edition}-{digest[:12]}",
            digest=digest,
            intro=read_words(root.table("intro")),
            labels={answer: labels.text(answer.value) for answer in Answer},
            questions=tuple(_read_question(table) for table in root.tables("question")),
            combinations=tuple(
                _read_combination(table) for table in root.tables("combination", optional=True)
            ),
            advice=tuple(_read_advice(table) for table in root.tables("advice")),
            ending=read_words(root.table("ending")),
            pause=read_words(root.table("pause")),
        )
        labels.close()
        root.problems.extend(_faults_between(screen, name))
    return screen


@cache
def safety_screen(path: Path = DEFINITIONS / "safety-screen.toml") -> Screen:
    """The screen that Alongside ships with, read once per process."""
    return read_screen(path.read_text(encoding="utf-8"))


def _read_question(table: Table) -> Question:
    question = Question(
        id=table.text("id"),
        text=table.text("text"),
        help=table.texts("help"),
        flag=table.text("flag"),
        group=table.choice("group", FlagGroup),
        speed=table.choice("speed", Speed),
        window=table.choice("window", Window),
        say=table.text("say"),
        my_normal=table.truth("my_normal"),
    )
    if question.window is Window.NEW_OR_WORSE and not (
        "two weeks" in question.text and "worse" in question.text
    ):
        table.note("text", "must ask whether this is new in the last two weeks, or getting worse")
    if question.group in (FlagGroup.CAUDA_EQUINA, FlagGroup.DESPAIR) and question.speed is not Speed.NOW:
        table.note("speed", "must be “now” for this group")
    note_blanks(table, (question.text, *question.help, question.say))
    table.close()
    return question


def _read_combination(table: Table) -> Combination:
    flags = table.texts("flags")
    at_least = (
        table.whole("at_least", least=2, most=max(2, len(flags))) if table.has("at_least") else len(flags)
    )
    if len(set(flags)) < 2:
        table.note("flags", "must name two flags or more")
    combination = Combination(
        id=table.text("id"),
        flags=flags,
        at_least=at_least,
        group=table.choice("group", FlagGroup),
        speed=table.choice("speed", Speed),
        why=table.text("why"),
    )
    table.close()
    return combination


def _read_advice(table: Table) -> Advice:
    advice = Advice(
        id=table.text("id"),
        groups=table.choices("groups", FlagGroup),
        speed=table.choice("speed", Speed),
        title=table.text("title"),
        do=table.texts("do"),
        where=table.text("where"),
        ring=table.choices("ring", LineKind),
        say=table.text("say"),
        show=table.text("show"),
        told=table.text("told"),
    )
    if "We have not told anyone." not in advice.told:
        table.note("told", "must say “We have not told anyone.”")
    if advice.speed is not Speed.THIS_WEEK and "Please ring now." not in advice.told:
        table.note("told", "must say “Please ring now.”")
    if advice.speed is Speed.NOW and LineKind.EMERGENCY not in advice.ring:
        table.note("ring", "must hold “emergency” when the speed is “now”")
    note_blanks(table, (advice.title, *advice.do, advice.where, advice.say, advice.show, advice.told))
    table.close()
    return advice


def _faults_between(screen: Screen, name: str) -> list[Problem]:
    """Faults that show only when the parts are laid beside each other."""
    problems: list[Problem] = []
    note_repeats([question.id for question in screen.questions], f"{name}.question", problems)
    note_repeats([question.flag for question in screen.questions], f"{name}.question.flag", problems)
    note_repeats([combination.id for combination in screen.combinations], f"{name}.combination", problems)
    note_repeats([advice.id for advice in screen.advice], f"{name}.advice", problems)
    return (
        problems + _unknown_flags(screen, name) + _missing_advice(screen, name) + _wrong_order(screen, name)
    )


def _unknown_flags(screen: Screen, name: str) -> list[Problem]:
    known = {question.flag for question in screen.questions}
    return [
        Problem(f"{name}.combination[{combination.id}].flags", f"no question raises “{flag}”")
        for combination in screen.combinations
        for flag in combination.flags
        if flag not in known
    ]


def _missing_advice(screen: Screen, name: str) -> list[Problem]:
    """Each group at each speed that it can have needs one piece of advice, no fewer and no more."""
    problems = []
    reachable = {(question.group, question.speed) for question in screen.questions}
    reachable |= {(combination.group, combination.speed) for combination in screen.combinations}
    for group, speed in sorted(reachable):
        count = sum(group in advice.groups and advice.speed is speed for advice in screen.advice)
        if count != 1:
            reason = f"{group.value} at “{speed.value}” has {count} pieces of advice; it needs one"
            problems.append(Problem(f"{name}.advice", reason))
    return problems


def _wrong_order(screen: Screen, name: str) -> list[Problem]:
    groups = [question.group for question in screen.questions]
    problems = [
        Problem(f"{name}.question", f"nothing asks about {needed.value}")
        for needed in (FlagGroup.CAUDA_EQUINA, FlagGroup.DESPAIR)
        if needed not in groups
    ]
    if sorted(groups, key=lambda group: group is not FlagGroup.CAUDA_EQUINA) != groups:
        problems.append(Problem(f"{name}.question", "the questions about cauda equina must come first"))
    return problems

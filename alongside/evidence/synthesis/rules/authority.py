"""Who may do what in a synthesis: the one table. What is not in it is refused."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account is to one synthesis. ``NONE`` sees nothing, not even that it exists."""

    LEAD = "lead"  # runs it, and screens as well
    REVIEWER = "reviewer"  # screens, appraises, fills the matrix
    ARBITER = "arbiter"  # the third: settles what two reviewers see differently
    READER = "reader"  # sees what has come out, never who decided what before it is settled
    NONE = "none"


class Verb(StrEnum):
    OPEN = "open"  # the overview, the protocol, the report, single records
    WRITE_PROTOCOL = "write-protocol"
    MANAGE_MEMBERS = "manage-members"
    BRING_IN_RECORDS = "bring-in-records"
    COMPARE_RECORDS = "compare-records"  # merge, keep apart, undo
    SCREEN = "screen"
    SEE_CONFLICTS = "see-conflicts"
    SETTLE = "settle"  # as the third
    TALK = "talk"  # the two found a common decision
    GET_FULL_TEXTS = "get-full-texts"
    APPRAISE = "appraise"
    FILL_MATRIX = "fill-matrix"
    TAKE_OUT = "take-out"  # exports and the archive


_L, _R, _A, _E = Role.LEAD, Role.REVIEWER, Role.ARBITER, Role.READER
_ALL = frozenset({_L, _R, _A, _E})
_WORK = frozenset({_L, _R})

ALLOWED: dict[Verb, frozenset[Role]] = {
    Verb.OPEN: _ALL,
    Verb.WRITE_PROTOCOL: frozenset({_L}),
    Verb.MANAGE_MEMBERS: frozenset({_L}),
    Verb.BRING_IN_RECORDS: _WORK,
    Verb.COMPARE_RECORDS: _WORK | {_A},
    Verb.SCREEN: _WORK,
    Verb.SEE_CONFLICTS: _WORK | {_A},
    Verb.SETTLE: frozenset({_L, _A}),
    Verb.TALK: _WORK,
    Verb.GET_FULL_TEXTS: _WORK | {_A},
    Verb.APPRAISE: _WORK | {_A},
    Verb.FILL_MATRIX: _WORK,
    Verb.TAKE_OUT: _ALL,
}


def allows(role: Role, verb: Verb) -> bool:
    """Whether somebody who is ``role`` in a synthesis may ``verb``."""
    return role in ALLOWED[verb]

"""Who may do what with a partnership: the one table.

Pure data over two enumerations. A *relation* is what somebody is to one partnership; a *verb* is what
they want to do. What is not in the table is refused.
"""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """What an account is to one partnership. ``NONE`` sees nothing, not even that it exists."""

    PERSON = "person"
    CONTACT = "contact"  # the named professional: *your contact*
    MEMBER = "member"  # a professional who was brought in by name
    TEAM = "team"  # works in the team that the service put on it
    LEAD = "lead"  # leads the service, and nobody else is left: neither in the team nor by name
    NONE = "none"


class Verb(StrEnum):
    OPEN = "open"  # the overview
    READ_STORY = "read-story"
    WRITE_STORY = "write-story"  # includes sharing it, and saying *I had to tell it again*
    TYPE_FOR_PERSON = "type-for-person"  # what was said by telephone or on paper, read back
    REFLECT = "reflect"  # write back what was heard
    ANSWER_REFLECTION = "answer-reflection"
    COPY_FOR_NOTES = "copy-for-notes"
    RATE_AS_PERSON = "rate-as-person"
    RATE_AS_PROFESSIONAL = "rate-as-professional"
    SEE_SIDES = "see-sides"
    TALK_ABOUT_DIFFERENCE = "talk-about-difference"
    SAY_NEW_OR_WORSE = "say-new-or-worse"
    SET_MY_WAY = "set-my-way"  # how I want to be reached, supported, heard
    SEE_MY_WAY = "see-my-way"
    SET_MY_NORMAL = "set-my-normal"
    SEE_TIMELINE = "see-timeline"
    SEE_WHO_LOOKED = "see-who-looked"
    TAKE_OWN_COPY = "take-own-copy"  # everything held about them, as one file
    ASK_FOR_ERASURE = "ask-for-erasure"
    TAKE_ON = "take-on"
    HAND_OVER = "hand-over"
    BRING_IN = "bring-in"
    WORK_ATTENTION = "work-attention"  # act on, snooze or close what needs somebody
    SEE_CONTACT_DETAILS = "see-contact-details"
    SEE_AGREEMENTS = "see-agreements"  # problems, goals, decisions, the plan
    WORK_OUT_TOGETHER = "work-out-together"  # propose, change and answer them
    SEE_PROMPTS = "see-prompts"  # how readiness shapes the talk: the professional's, never the person's
    CHECK_IN = "check-in"  # how it went; a bad day
    SEE_CHECK_INS = "see-check-ins"
    REVIEW = "review"  # look back together, and decide how to go on
    CHOOSE_LINES = "choose-lines"  # what we have understood, for somebody outside
    CONFIRM_LINES = "confirm-lines"
    PROMISE = "promise"  # what a professional will do, by a day
    SEE_PROMISES = "see-promises"
    READ_MESSAGES = "read-messages"
    WRITE_TO_TEAM = "write-to-team"
    WRITE_TO_PERSON = "write-to-person"  # messages, and whose they are
    ASK_FOR_CALL = "ask-for-call"
    SEE_CALLS = "see-calls"
    WORK_CALLS = "work-calls"  # promise a time, ring, write down what came of it
    SEE_VISITS = "see-visits"
    PREPARE_VISIT = "prepare-visit"  # what each side wants to talk about
    KEEP_VISITS = "keep-visits"  # dates in and out, what was said, by a professional
    CONFIRM_SUMMARY = "confirm-summary"  # the person: that is right, or not quite
    SEE_DELIVERIES = "see-deliveries"  # what was sent, when, and what became of it
    SET_REMINDERS = "set-reminders"
    SEE_FOLLOW_UP = "see-follow-up"  # how one comes back: what both agreed
    AGREE_FOLLOW_UP = "agree-follow-up"
    COME_BACK = "come-back"
    TRIAGE = "triage"  # what becomes of a referral, with its reason
    SEE_LETTERS = "see-letters"  # to the GP
    WRITE_LETTER = "write-letter"
    CHOOSE_LETTER = "choose-letter"  # the person: this may go, this may not


_P, _C, _M, _T = Relation.PERSON, Relation.CONTACT, Relation.MEMBER, Relation.TEAM
_PROFESSIONALS = frozenset({_C, _M, _T})
_EVERYONE = _PROFESSIONALS | {_P}
# Who owns what comes in because nobody else is left must find out whether it is urgent, reach the person,
# and give them somebody: no more. Their story, ratings, plan and visits stay closed to a lead.
_LAST = frozenset({Relation.LEAD})
_NAMED = frozenset({_C, _M})

ALLOWED: dict[Verb, frozenset[Relation]] = {
    Verb.OPEN: _EVERYONE | _LAST,
    Verb.READ_STORY: _EVERYONE,
    Verb.WRITE_STORY: frozenset({_P}),
    Verb.TYPE_FOR_PERSON: _PROFESSIONALS,
    Verb.REFLECT: _PROFESSIONALS,
    Verb.ANSWER_REFLECTION: frozenset({_P}),
    Verb.COPY_FOR_NOTES: _PROFESSIONALS,
    Verb.RATE_AS_PERSON: frozenset({_P}),
    Verb.RATE_AS_PROFESSIONAL: _NAMED,
    Verb.SEE_SIDES: _EVERYONE,
    Verb.TALK_ABOUT_DIFFERENCE: _EVERYONE,
    Verb.SAY_NEW_OR_WORSE: frozenset({_P}),
    Verb.SET_MY_WAY: frozenset({_P}),
    Verb.SEE_MY_WAY: _EVERYONE | _LAST,
    Verb.SET_MY_NORMAL: _EVERYONE,
    Verb.SEE_TIMELINE: _EVERYONE,
    Verb.SEE_WHO_LOOKED: frozenset({_P}),
    Verb.TAKE_OWN_COPY: frozenset({_P}),
    Verb.ASK_FOR_ERASURE: frozenset({_P}),
    Verb.TAKE_ON: frozenset({_T, _M}),
    Verb.HAND_OVER: frozenset({_C}) | _LAST,
    Verb.BRING_IN: frozenset({_C}),
    Verb.WORK_ATTENTION: _PROFESSIONALS | _LAST,
    Verb.SEE_CONTACT_DETAILS: _EVERYONE | _LAST,
    Verb.SEE_AGREEMENTS: _EVERYONE,
    Verb.WORK_OUT_TOGETHER: _NAMED | {_P},
    Verb.SEE_PROMPTS: _PROFESSIONALS,
    Verb.CHECK_IN: frozenset({_P}),
    Verb.SEE_CHECK_INS: _EVERYONE,
    Verb.REVIEW: _NAMED | {_P},
    Verb.CHOOSE_LINES: frozenset({_P}),
    Verb.CONFIRM_LINES: _NAMED,
    Verb.PROMISE: _PROFESSIONALS,
    Verb.SEE_PROMISES: _EVERYONE,
    Verb.READ_MESSAGES: _EVERYONE | _LAST,
    Verb.WRITE_TO_TEAM: frozenset({_P}),
    Verb.WRITE_TO_PERSON: _PROFESSIONALS | _LAST,
    Verb.ASK_FOR_CALL: frozenset({_P}),
    Verb.SEE_CALLS: _EVERYONE | _LAST,
    Verb.WORK_CALLS: _PROFESSIONALS | _LAST,
    Verb.SEE_VISITS: _EVERYONE,
    Verb.PREPARE_VISIT: _EVERYONE,
    Verb.KEEP_VISITS: _PROFESSIONALS,
    Verb.CONFIRM_SUMMARY: frozenset({_P}),
    Verb.SEE_DELIVERIES: _EVERYONE,
    Verb.SET_REMINDERS: _NAMED | {_P},
    Verb.SEE_FOLLOW_UP: _EVERYONE,
    Verb.AGREE_FOLLOW_UP: _NAMED | {_P},
    Verb.COME_BACK: frozenset({_P}),
    Verb.TRIAGE: _PROFESSIONALS,
    Verb.SEE_LETTERS: _EVERYONE,
    Verb.WRITE_LETTER: _NAMED,
    Verb.CHOOSE_LETTER: frozenset({_P}),
}


def allows(relation: Relation, verb: Verb) -> bool:
    """Whether somebody who is ``relation`` to a partnership may ``verb`` it."""
    return relation in ALLOWED[verb]

"""What speaks against ringing somebody now, and where a message may be left: pure.

Nothing here forbids: a professional weighs it, writes why, and it is recorded.
"""

from __future__ import annotations

from enum import StrEnum

from alongside.care.partnership.rules.preferences import Channel, MayContact, Preferences, Purpose


class Objection(StrEnum):
    """Each needs a reason, written down before the number is dialled."""

    DO_NOT_CONTACT = "do-not-contact"
    ONLY_REPLIES = "only-replies"
    NOT_BY_TELEPHONE = "not-by-telephone"
    BAD_DAY = "bad-day"  # routine calls rest while it lasts
    OUTSIDE_HOURS = "outside-hours"


def objections(
    preferences: Preferences, *, purpose: Purpose, said_how: bool, in_hours: bool, quiet: bool
) -> tuple[Objection, ...]:
    """What speaks against it, the gravest first.

    What answers the person is held back by their hours alone, whatever else they asked of us: they asked for
    it. What is for their safety is never held back by a bad day or a channel. ``said_how``: whether they ever
    chose how to be reached; whoever did not is not thought to have refused the telephone.
    """
    found = []
    if purpose is not Purpose.REPLY and preferences.contact is MayContact.DO_NOT_CONTACT:
        found.append(Objection.DO_NOT_CONTACT)
    if purpose is Purpose.ROUTINE:
        if preferences.contact is MayContact.ONLY_REPLIES:
            found.append(Objection.ONLY_REPLIES)
        if said_how and Channel.PHONE not in preferences.channels:
            found.append(Objection.NOT_BY_TELEPHONE)
        if quiet:
            found.append(Objection.BAD_DAY)
    if not in_hours:
        found.append(Objection.OUTSIDE_HOURS)
    return tuple(found)


def may_leave_message(*, said_nothing: bool, protected: bool, way_is_newer: bool) -> bool:
    """Whether a message may be left: ``said_nothing``, the person's word for this call; ``protected``, what
    their way asks (*leave no voicemail*). The stricter counts, unless they allowed it for this call after
    they last said how they want to be reached.
    """
    return not said_nothing and (not protected or not way_is_newer)

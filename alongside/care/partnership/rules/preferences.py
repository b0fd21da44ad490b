"""What a person asked of us, and what the software may therefore do.

At the bottom of the care wing, because every room obeys it. Two rules:

- `may_offer_advice`: *no advice unless I ask* is obeyed everywhere, except for emergency advice, which is
  always shown.
- `may_contact`: channels, hours and *do not contact me* are obeyed; where someone else may see the phone,
  every message is neutral.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SeenByOthers(StrEnum):
    """Whether anyone else sees the person's phone or e-mail."""

    NOBODY = "nobody"
    SOMEONE = "someone"
    NOT_SURE = "not_sure"
    NOT_SAID = "not_said"


class Channel(StrEnum):
    """A way to reach the person. `HERE` means only on these pages, when they sign in."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    HERE = "here"


class Hours(StrEnum):
    """When the person may be rung or texted, in their local time."""

    WEEKDAY_MORNING = "weekday_morning"
    WEEKDAY_AFTERNOON = "weekday_afternoon"
    WEEKDAY_EVENING = "weekday_evening"
    WEEKEND = "weekend"


class MayContact(StrEnum):
    """Whether the team may get in touch first."""

    WELCOME = "welcome"
    ONLY_REPLIES = "only_replies"
    DO_NOT_CONTACT = "do_not_contact"


class Support(StrEnum):
    """How much support the person would like."""

    NONE_UNLESS_I_ASK = "none_unless_i_ask"
    A_LITTLE = "a_little"
    SOME = "some"
    A_LOT = "a_lot"
    NOT_SURE = "not_sure"


class SupportFrom(StrEnum):
    """From whom the person would like support."""

    TEAM = "team"
    GP = "gp"
    FAMILY_OR_FRIENDS = "family_or_friends"
    PEERS = "peers"


class GpInvolved(StrEnum):
    """Whether the person's general practitioner may be involved. Reversible, and it never suppresses
    emergency advice.
    """

    WELCOME = "welcome"
    ASK_ME_FIRST = "ask_me_first"
    NOT_INVOLVED = "not_involved"


class Say(StrEnum):
    """How much say the person would like."""

    I_DECIDE = "i_decide"
    WE_DECIDE = "we_decide"
    YOU_DECIDE = "you_decide"
    VARIES = "varies"


class Need(StrEnum):
    """What the person needs in order to read, hear and understand (Accessible Information Standard)."""

    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    BRAILLE = "braille"
    AUDIO = "audio"
    PLAIN_EMAIL = "plain_email"
    SOMEONE_TO_RING = "someone_to_ring"
    BSL = "bsl"
    LIP_READING = "lip_reading"
    HEARING_LOOP = "hearing_loop"
    TEXT_RELAY = "text_relay"
    DEAFBLIND = "deafblind"
    INTERPRETER = "interpreter"
    MORE_TIME = "more_time"
    SOMEONE_WITH_ME = "someone_with_me"
    OTHER = "other"


class Purpose(StrEnum):
    """Why the team would get in touch."""

    ROUTINE = "routine"
    REPLY = "reply"  # the person asked, and this answers them
    URGENT = "urgent"  # for their safety: after red-flag advice, was it acted on?


class ContactReason(StrEnum):
    """Why contact is or is not allowed; a presenter turns it into a sentence."""

    ALLOWED = "allowed"
    URGENT = "urgent"
    URGENT_AGAINST_WISH = "urgent_against_wish"  # a professional weighs it each time; never sent by itself
    CHANNEL_NOT_CHOSEN = "channel_not_chosen"
    OUTSIDE_HOURS = "outside_hours"
    ONLY_REPLIES = "only_replies"
    DO_NOT_CONTACT = "do_not_contact"


@dataclass(frozen=True)
class Preferences:
    """What one person asked of us. The defaults are for someone who skipped everything: careful, and in the
    open.
    """

    seen_by_others: SeenByOthers = SeenByOthers.NOT_SAID
    channels: tuple[Channel, ...] = (Channel.HERE,)
    hours: frozenset[Hours] = frozenset()
    contact: MayContact = MayContact.WELCOME
    support: Support = Support.NOT_SURE
    from_whom: frozenset[SupportFrom] = frozenset()
    gp: GpInvolved = GpInvolved.ASK_ME_FIRST
    say: Say = Say.VARIES
    needs: frozenset[Need] = frozenset()
    language: str = ""


@dataclass(frozen=True)
class Protection:
    """What follows when someone else may see the phone or the e-mail."""

    neutral_sender: bool
    quick_exit: bool
    advise_pin_or_passkey: bool
    leave_no_voicemail: bool


@dataclass(frozen=True)
class Contact:
    """Whether the team may get in touch, and why. `neutral`: the message must not show who sends it or what
    it is about.
    """

    allowed: bool
    reason: ContactReason
    neutral: bool

    @property
    def by_a_professional_only(self) -> bool:
        """True when a professional must decide each time: nothing may be sent by the software itself."""
        return self.reason is ContactReason.URGENT_AGAINST_WISH


_BANDS: Mapping[Hours, tuple[range, dt.time, dt.time]] = {
    Hours.WEEKDAY_MORNING: (range(5), dt.time(8), dt.time(12)),
    Hours.WEEKDAY_AFTERNOON: (range(5), dt.time(12), dt.time(17)),
    Hours.WEEKDAY_EVENING: (range(5), dt.time(17), dt.time(20)),
    Hours.WEEKEND: (range(5, 7), dt.time(9), dt.time(17)),
}


def may_offer_advice(preferences: Preferences, asked: bool, urgent: bool) -> bool:
    """Whether advice may be shown or sent.

    *No advice unless I ask* is obeyed always; emergency advice (`urgent`) is shown always, whatever the
    person's preferences.
    """
    return urgent or asked or preferences.support is not Support.NONE_UNLESS_I_ASK


def may_involve_gp(preferences: Preferences, agreed_this_time: bool) -> bool:
    """Whether the general practitioner may be told or asked. Emergency advice never passes through here: it
    is shown to the person.
    """
    if preferences.gp is GpInvolved.ASK_ME_FIRST:
        return agreed_this_time
    return preferences.gp is GpInvolved.WELCOME


def protection(preferences: Preferences) -> Protection:
    """How the person's messages and pages are protected. Unless they said that nobody else looks, someone
    may.

    Quick exit is offered to everyone: its presence must not show what someone answered.
    """
    careful = preferences.seen_by_others is not SeenByOthers.NOBODY
    return Protection(
        neutral_sender=careful, quick_exit=True, advise_pin_or_passkey=careful, leave_no_voicemail=careful
    )


def may_contact(
    preferences: Preferences, channel: Channel, purpose: Purpose, local_time: dt.datetime
) -> Contact:
    """Whether the team may use `channel` for `purpose` at `local_time` (the wall clock where the person
    lives).

    An urgent call for someone's safety is always possible by telephone; where it goes against a wish, the
    answer says so and a professional decides. Emergency advice on the page is not contact and does not pass
    through here.
    """
    neutral = protection(preferences).neutral_sender
    refusal = _refusal(preferences, channel, purpose, local_time)
    if purpose is Purpose.URGENT and (refusal is None or channel is Channel.PHONE):
        against = refusal in (ContactReason.DO_NOT_CONTACT, ContactReason.CHANNEL_NOT_CHOSEN)
        return Contact(True, ContactReason.URGENT_AGAINST_WISH if against else ContactReason.URGENT, neutral)
    if refusal is not None:
        return Contact(False, refusal, neutral)
    return Contact(True, ContactReason.ALLOWED, neutral)


def _refusal(
    preferences: Preferences, channel: Channel, purpose: Purpose, local_time: dt.datetime
) -> ContactReason | None:
    if channel is Channel.HERE:  # waits on the person's own pages until they come; it reaches for nobody
        return None
    if preferences.contact is MayContact.DO_NOT_CONTACT:
        return ContactReason.DO_NOT_CONTACT
    if preferences.contact is MayContact.ONLY_REPLIES and purpose is Purpose.ROUTINE:
        return ContactReason.ONLY_REPLIES
    if channel not in preferences.channels:
        return ContactReason.CHANNEL_NOT_CHOSEN
    if channel in (Channel.PHONE, Channel.TEXT) and not _within_hours(preferences.hours, local_time):
        return ContactReason.OUTSIDE_HOURS
    return None


def _within_hours(hours: frozenset[Hours], local_time: dt.datetime) -> bool:
    for band in hours or frozenset(Hours):
        days, start, end = _BANDS[band]
        if local_time.weekday() in days and start <= local_time.time() < end:
            return True
    return False

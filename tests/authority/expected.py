"""What every address answers to whom. Somebody reads this table before a page exists.

One line an address: the policy that decides, and what those whom it lets in are answered to GET, and to
POST with nothing filled in. Those whom it keeps out never learn that anything is there: signed out they
are led to sign-in, signed in they are told that it does not exist.

An answer is a status, or ``to NAME``: a redirect to the page of that name. ``OK(joan="to support:home")``
names somebody who is let in and answered differently.

Methods other than these two change nothing anywhere; ``test_every_address.py`` says what they answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from tests.authority.cast import KINDS, NOBODY

SIGN_IN = "to account_login"
NOT_THERE = "404"
NO_SUCH_METHOD = "405"


@dataclass(frozen=True)
class Answer:
    """What those who are let in are answered; ``but`` for some of them by name."""

    usual: str
    but: tuple[tuple[str, str], ...] = ()

    def __call__(self, **but: str) -> Answer:
        return Answer(self.usual, tuple(but.items()))

    def to(self, kind: str) -> str:
        return dict(self.but).get(kind, self.usual)


@dataclass(frozen=True)
class Policy:
    """Who is let in; ``out`` is what the others are answered when they are signed in."""

    let_in: frozenset[str]
    out: str = NOT_THERE
    signed_out: str = SIGN_IN

    def answers(self, answer: Answer) -> Mapping[str, str]:
        return {kind: answer.to(kind) if kind in self.let_in else self.refusal(kind) for kind in KINDS}

    def refusal(self, kind: str) -> str:
        return self.signed_out if kind == NOBODY else self.out


@dataclass(frozen=True)
class Line:
    """One address. ``or_else`` decides POST where another policy does."""

    policy: Policy
    get: Answer
    post: Answer
    or_else: Policy | None = None

    def answers(self, method: str) -> Mapping[str, str]:
        if method == "GET":
            return self.policy.answers(self.get)
        return (self.or_else or self.policy).answers(self.post)

    def let_in(self) -> frozenset[str]:
        return self.policy.let_in | (self.or_else.let_in if self.or_else else frozenset())


def policy(*kinds: str) -> Policy:
    return Policy(frozenset(kinds))


# Who is let in.                     of the cast
ANYONE = policy(*KINDS)
SIGNED_IN = policy(*KINDS[1:])
SIGNED_OUT = Policy(frozenset({NOBODY}), out="to support:home")
STAFF = policy("priya", "okafor", "tamsin", "noor", "lena")  # works for the service now
WORKED_HERE = policy(*STAFF.let_in, "lee")  # a professional's account, in a seat or not any more
SEATED = policy("priya", "okafor", "tamsin", "noor")  # has a seat in one of its teams
LEAD = policy("lena")
# Of one partnership, Joan's:
EVERYONE_IN_IT = policy("joan", "priya", "okafor", "tamsin")
PERSON_ONLY = policy("joan")
PROFESSIONALS = policy("priya", "okafor", "tamsin")  # its contact, its team, whoever was brought in by name
NAMED = policy("priya", "tamsin")  # its contact, and whoever was brought in by name
WHO_RATE = policy("joan", *NAMED.let_in)  # each side rates: the person, and the professionals by name
CONTACT_ONLY = policy("priya")
BESIDE_THE_CONTACT = policy("okafor", "tamsin")  # may become the contact

# Of one synthesis; what somebody is in care does not matter (``cast.synthesis_of``):
IN_SYNTHESIS = policy("noor", "lee", "okafor", "stranger")
SCREENERS = policy("noor", "lee")
SCREENERS_AND_ARBITER = policy("noor", "lee", "okafor")
SYNTHESIS_LEAD = policy("noor")

# At the door: whoever is no professional; a professional first says for whom (door:for-someone).
AT_THE_DOOR = Policy(frozenset({NOBODY, "stranger", "sam", "joan"}), out="to door:start")
# Of one invitation, Priya's to somebody of her team's:
THEIR_TEAM = policy("priya", "okafor", "lena")  # and who leads the service

# What they are answered.
OK = Answer("200")
GONE = Answer("404")  # nothing filled in names nothing that exists
FORBIDDEN = Answer("403")
NEVER = Answer(NO_SUCH_METHOD)
HOME = Answer("to support:home")
AGAIN = Answer("to account_sign_in_again")


BACK_TO_SAFETY = Answer("to door:safety")


def leads(name: str) -> Answer:
    return Answer(f"to {name}")


EXPECTED: dict[str, Line] = {
    # The first page, and what belongs to no room.
    "support:home": Line(ANYONE, OK(nobody="to door:start"), NEVER),
    "pages:who-sees-what": Line(ANYONE, OK, NEVER),
    "pages:display": Line(ANYONE, OK, OK),
    "pages:language": Line(ANYONE, NEVER, HOME),
    "simulated": Line(ANYONE, GONE, GONE),  # this database is not marked simulated
    # Evidence: what is known is open to everybody; a professional signs it.
    **{
        f"findings:{page}": Line(ANYONE, OK, NEVER)
        for page in ("index", "how-made", "matrix", "theme", "study", "finding", "bundle")
    },
    "knowing:finding": Line(ANYONE, OK, NEVER),
    "findings:sign": Line(WORKED_HERE, OK, OK),
    "findings:withdraw": Line(SIGNED_IN, NEVER, leads("findings:sign"), or_else=WORKED_HERE),
    # A synthesis, from the protocol to the report.
    "synthesis:index": Line(SIGNED_IN, OK, NEVER),
    "synthesis:begin": Line(WORKED_HERE, OK, OK),
    "synthesis:overview": Line(IN_SYNTHESIS, OK, NEVER),
    "synthesis:protocol": Line(IN_SYNTHESIS, OK, NEVER),
    "synthesis:version": Line(IN_SYNTHESIS, OK, NEVER),
    "synthesis:change-protocol": Line(SYNTHESIS_LEAD, OK, OK),
    "synthesis:members": Line(IN_SYNTHESIS, OK, OK, or_else=SYNTHESIS_LEAD),
    "synthesis:let-go": Line(SYNTHESIS_LEAD, NEVER, leads("synthesis:members")),
    "synthesis:work-again": Line(SCREENERS, NEVER, leads("synthesis:overview")),
    "synthesis:history": Line(IN_SYNTHESIS, OK, NEVER),
    "records:imports": Line(IN_SYNTHESIS, OK, OK, or_else=SCREENERS),
    "records:import": Line(IN_SYNTHESIS, OK, NEVER),
    "records:file": Line(IN_SYNTHESIS, OK, NEVER),
    "records:records": Line(IN_SYNTHESIS, OK, NEVER),
    "records:record": Line(IN_SYNTHESIS, OK, NEVER),
    "records:duplicates": Line(IN_SYNTHESIS, OK, NEVER),
    "records:merges": Line(IN_SYNTHESIS, OK, NEVER),
    "records:undo-merge": Line(SCREENERS_AND_ARBITER, NEVER, leads("records:merges")),
    "records:pair": Line(SCREENERS_AND_ARBITER, OK, leads("records:pair")),
    "screening:standing": Line(IN_SYNTHESIS, OK, NEVER),
    "screening:sample": Line(IN_SYNTHESIS, OK, OK, or_else=SCREENERS),
    "screening:next": Line(SCREENERS, leads("screening:screen"), NEVER),
    "screening:finished": Line(SCREENERS, OK, NEVER),
    "screening:mine": Line(SCREENERS, OK, NEVER),
    "screening:screen": Line(SCREENERS, OK, OK),
    # One's own decision, one's own settling.
    "screening:take-back": Line(SCREENERS, NEVER, leads("screening:screen"), or_else=policy("noor")),
    "screening:reopen": Line(
        SCREENERS_AND_ARBITER, NEVER, leads("screening:conflicts"), or_else=policy("okafor")
    ),
    "screening:conflicts": Line(SCREENERS_AND_ARBITER, OK, NEVER),
    "screening:conflict": Line(SCREENERS_AND_ARBITER, OK, OK),
    "screening:full-texts": Line(IN_SYNTHESIS, OK, NEVER),
    "screening:full-text": Line(SCREENERS_AND_ARBITER, NEVER, leads("screening:full-texts")),
    "appraisal:studies": Line(IN_SYNTHESIS, OK, NEVER),
    # Both have appraised it: their answers stand side by side now.
    "appraisal:appraise": Line(
        SCREENERS_AND_ARBITER, leads("appraisal:together"), leads("appraisal:together")
    ),
    "appraisal:together": Line(IN_SYNTHESIS, OK, OK, or_else=SCREENERS_AND_ARBITER),
    "appraisal:reopen": Line(
        SCREENERS_AND_ARBITER, NEVER, leads("appraisal:together"), or_else=policy("okafor")
    ),
    "appraisal:matrix": Line(IN_SYNTHESIS, OK, OK, or_else=SCREENERS),
    "appraisal:fill": Line(SCREENERS, OK, leads("appraisal:matrix")),
    "appraisal:theme": Line(SCREENERS, OK, OK),
    "appraisal:theme-out": Line(SCREENERS, NEVER, leads("appraisal:matrix")),
    "appraisal:model": Line(IN_SYNTHESIS, OK, OK, or_else=SCREENERS),
    "appraisal:arrow": Line(SCREENERS, OK, OK),
    "appraisal:arrow-out": Line(SCREENERS, NEVER, leads("appraisal:model")),
    **{
        f"report:{name}": Line(IN_SYNTHESIS, OK, NEVER)
        for name in ("report", "behind", "page", "export", "archive")
    },
    "report:open-archive": Line(WORKED_HERE, OK, OK),
    # Lists.
    "support:people": Line(STAFF, OK, OK),
    "support:clinic": Line(LEAD, OK, NEVER, or_else=SIGNED_IN),
    # One person at a glance.
    "support:overview": Line(EVERYONE_IN_IT, OK(joan="to support:home"), NEVER),
    "support:deal": Line(PROFESSIONALS, NEVER, leads("support:overview")),
    # Looking back: both sides by name.
    "support:review": Line(WHO_RATE, OK, leads("support:review")),
    "support:review-tell": Line(WHO_RATE, NEVER, OK, or_else=PERSON_ONLY),
    "support:review-say": Line(WHO_RATE, NEVER, OK, or_else=NAMED),
    "support:review-step": Line(WHO_RATE, NEVER, leads("support:review")),
    "support:review-how": Line(WHO_RATE, NEVER, OK),
    "support:review-answer": Line(WHO_RATE, NEVER, leads("support:review")),
    "support:review-type-told": Line(NAMED, OK, OK),
    "support:review-type-rest": Line(NAMED, OK, OK),
    "support:typed": Line(EVERYONE_IN_IT, OK, HOME, or_else=PERSON_ONLY),
    # Coming back. Joan is under way: there is nothing to come back from.
    "support:come-back": Line(EVERYONE_IN_IT, OK, NEVER),
    "support:come-back-say": Line(PERSON_ONLY, leads("support:come-back"), leads("support:come-back")),
    "support:come-back-heard": Line(PROFESSIONALS, NEVER, OK),
    "support:take-up": Line(WHO_RATE, NEVER, leads("support:overview"), or_else=NAMED),
    # Nobody is lost between two appointments.
    "support:no-next-step": Line(STAFF, OK, NEVER, or_else=SIGNED_IN),
    "support:next-step": Line(PROFESSIONALS, OK, OK),
    # A letter to the GP. Joan has said yes to it.
    "support:letters": Line(EVERYONE_IN_IT, OK, NEVER),
    "support:letter-draft": Line(NAMED, OK, OK),
    "support:letter": Line(EVERYONE_IN_IT, OK, OK),
    "support:letter-text": Line(EVERYONE_IN_IT, OK, NEVER),
    "support:letter-pdf": Line(EVERYONE_IN_IT, OK, NEVER),
    "support:word": Line(PROFESSIONALS, OK, OK),
    "support:word-seen": Line(EVERYONE_IN_IT, NEVER, HOME),
    "support:understood": Line(EVERYONE_IN_IT, OK, NEVER),
    "support:understood-choose": Line(PERSON_ONLY, OK, OK),
    "support:understood-one": Line(EVERYONE_IN_IT, OK, OK),
    # A professional's diary; a person's own calendar opens to whoever has its key, as an invitation does.
    "communication:diary": Line(STAFF, OK, NEVER),
    "communication:diary-file": Line(SEATED, OK, OK),
    "communication:diary-feed": Line(STAFF, OK, OK),
    "communication:diary-stop": Line(STAFF, NEVER, leads("communication:diary"), or_else=CONTACT_ONLY),
    "communication:diary-entry": Line(CONTACT_ONLY, OK, OK),
    "communication:calendar-feed": Line(ANYONE, OK, NEVER),
    # Visits: what was said, whether it is right, both agendas.
    "communication:visits": Line(EVERYONE_IN_IT, OK, NEVER),
    "communication:visit": Line(EVERYONE_IN_IT, OK, NEVER),
    "communication:visit-new": Line(PROFESSIONALS, OK, OK),
    "communication:visit-change": Line(PROFESSIONALS, OK, OK),
    "communication:visit-off": Line(PROFESSIONALS, OK, leads("communication:visit")),
    "communication:visit-became": Line(PROFESSIONALS, NEVER, GONE),
    "communication:visit-cannot-come": Line(
        EVERYONE_IN_IT, NEVER, leads("communication:visit"), or_else=PERSON_ONLY
    ),
    "communication:visit-ready": Line(PROFESSIONALS, NEVER, GONE),
    "communication:visit-said": Line(PROFESSIONALS, OK, OK),
    "communication:visit-answer": Line(PERSON_ONLY, OK, OK),
    "communication:visit-at-home": Line(PERSON_ONLY, OK, OK),
    "communication:visit-reply": Line(PROFESSIONALS, OK, OK),
    "communication:visit-code": Line(PROFESSIONALS, NEVER, leads("communication:visits")),
    "communication:visit-file": Line(EVERYONE_IN_IT, OK, NEVER),
    "communication:my-calendar": Line(PERSON_ONLY, OK, leads("communication:my-calendar")),
    "communication:agenda": Line(EVERYONE_IN_IT, OK, OK),
    "communication:agenda-move": Line(
        EVERYONE_IN_IT, NEVER, leads("communication:agenda"), or_else=PERSON_ONLY
    ),
    "communication:agenda-remove": Line(
        EVERYONE_IN_IT, NEVER, leads("communication:agenda"), or_else=PERSON_ONLY
    ),
    "partnership:timeline": Line(EVERYONE_IN_IT, OK, NEVER),
    "partnership:who-looked": Line(PERSON_ONLY, OK, NEVER),
    "partnership:own-copy": Line(PERSON_ONLY, OK, AGAIN),
    "partnership:ask-erasure": Line(PERSON_ONLY, OK, leads("partnership:ask-erasure")),
    "partnership:keeping": Line(LEAD, OK, NEVER),
    "partnership:keep-or-erase": Line(LEAD, AGAIN, AGAIN),
    "partnership:take-on": Line(BESIDE_THE_CONTACT, NEVER, leads("support:overview")),
    "partnership:team": Line(CONTACT_ONLY, OK, OK),
    "partnership:promises": Line(EVERYONE_IN_IT, OK, OK, or_else=PROFESSIONALS),
    "partnership:promise": Line(PROFESSIONALS, NEVER, leads("partnership:promises")),
    "partnership:deliveries": Line(EVERYONE_IN_IT, OK, NEVER),
    "partnership:reminders": Line(EVERYONE_IN_IT, OK, leads("partnership:reminders"), or_else=WHO_RATE),
    "partnership:reminder": Line(WHO_RATE, OK, OK),
    "partnership:reminder-after": Line(WHO_RATE, OK, OK),
    "partnership:reminder-zone": Line(PERSON_ONLY, OK, OK),
    "evaluation:all": Line(LEAD, OK, OK),
    "evaluation:new-plan": Line(LEAD, OK, OK),
    "evaluation:columns": Line(LEAD, OK, NEVER, or_else=SIGNED_IN),
    "evaluation:plan": Line(LEAD, OK, NEVER, or_else=SIGNED_IN),
    "evaluation:put-away": Line(SIGNED_IN, NEVER, leads("evaluation:all"), or_else=LEAD),
    "evaluation:take": Line(LEAD, GONE, NEVER, or_else=SIGNED_IN),  # nothing was evaluated
    "partnership:leave": Line(LEAD, OK, leads("support:clinic")),
    # Invitations. Another's, and one that does not exist, look the same.
    "partnership:invitations": Line(STAFF, OK, NEVER),
    "partnership:invite-person": Line(SEATED, OK, OK),
    "partnership:invite-professional": Line(LEAD, OK, OK),
    "partnership:invitation-again": Line(STAFF, NEVER, leads("partnership:invitations"), or_else=THEIR_TEAM),
    "partnership:invitation-withdraw": Line(
        STAFF, NEVER, leads("partnership:invitations"), or_else=THEIR_TEAM
    ),
    # Whoever reads the mail answers it; in a browser where somebody else is signed in it is not answered.
    "partnership:invitation": Line(Policy(frozenset({NOBODY}), out="409"), OK, leads("door:safety")),
    # The door. Nothing filled in goes nowhere: everything after the safety screen leads back to it.
    "door:start": Line(ANYONE, OK, NEVER),
    "door:forget": Line(ANYONE, NEVER, leads("door:start")),
    "door:leave": Line(ANYONE, NEVER, Answer(f"to {settings.LEAVE_FOR}")),
    "door:for-someone": Line(SEATED, OK, OK),
    "door:safety": Line(AT_THE_DOOR, OK, NEVER),
    "door:question": Line(AT_THE_DOOR, OK, OK),
    "door:advice": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:after": Line(AT_THE_DOOR, BACK_TO_SAFETY, NEVER),
    "door:born": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:place": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:not-here": Line(ANYONE, OK, NEVER),
    "door:under-age": Line(ANYONE, OK, NEVER),
    "door:alone": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:details": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:code": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:how": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:check": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:sent": Line(AT_THE_DOOR, BACK_TO_SAFETY, BACK_TO_SAFETY),
    "door:open": Line(ANYONE, NEVER, BACK_TO_SAFETY, or_else=AT_THE_DOOR),
    # My way, my normal, something new or worse.
    "access:way": Line(EVERYONE_IN_IT, OK, NEVER),
    "access:way-change": Line(PERSON_ONLY, OK, leads("access:way")),
    "access:my-normal": Line(EVERYONE_IN_IT, OK, NEVER),
    "access:my-normal-write": Line(EVERYONE_IN_IT, OK, OK),
    "access:my-normal-agree": Line(EVERYONE_IN_IT, NEVER, leads("access:my-normal")),
    "access:new-or-worse": Line(EVERYONE_IN_IT, OK, OK(joan="to access:worse-question")),
    "access:worse-question": Line(PERSON_ONLY, OK, OK),
    "access:worse-advice": Line(PERSON_ONLY, leads("access:new-or-worse"), NEVER),
    "access:worse-words": Line(PERSON_ONLY, OK, OK),
    "access:report": Line(EVERYONE_IN_IT, OK, OK),
    # How one comes back, and where the referral stands.
    "access:follow-up": Line(EVERYONE_IN_IT, OK, NEVER),
    "access:follow-up-propose": Line(WHO_RATE, OK, OK),
    "access:follow-up-answer": Line(WHO_RATE, NEVER, leads("access:follow-up")),
    "access:follow-up-type-answer": Line(PROFESSIONALS, OK, OK),  # as the person says it
    "access:follow-up-talked": Line(PROFESSIONALS, NEVER, GONE),  # no door stands open by both sides
    "access:referral": Line(EVERYONE_IN_IT, OK, NEVER),
    "access:referral-decide": Line(PROFESSIONALS, OK, OK),
    # The story.
    "understanding:story": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:section": Line(
        EVERYONE_IN_IT, OK, leads("understanding:typed")(joan="to understanding:section")
    ),
    "understanding:settle": Line(EVERYONE_IN_IT, NEVER, GONE),
    "understanding:share": Line(EVERYONE_IN_IT, OK, OK(joan="to understanding:story")),
    "understanding:typed": Line(PROFESSIONALS, OK, NEVER),
    "understanding:version": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:changes": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:notes": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:notes-file": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:heard": Line(EVERYONE_IN_IT, OK, OK(joan="404")),
    "understanding:release": Line(PERSON_ONLY, NEVER, leads("understanding:story")),
    "understanding:offer": Line(CONTACT_ONLY, OK, OK),
    "understanding:agree-normal": Line(EVERYONE_IN_IT, NEVER, GONE),
    "understanding:told-again": Line(PERSON_ONLY, NEVER, leads("understanding:told-again-thanks")),
    "understanding:told-again-thanks": Line(PERSON_ONLY, OK, OK),
    # How we each see it.
    "understanding:both": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:both-then": Line(EVERYONE_IN_IT, OK, NEVER),
    "understanding:note": Line(EVERYONE_IN_IT, OK, OK),
    "understanding:difference": Line(EVERYONE_IN_IT, NEVER, GONE),
    "understanding:difference-found": Line(EVERYONE_IN_IT, OK, OK),
    "understanding:difference-not-how": Line(EVERYONE_IN_IT, OK, OK),
    # What both agree on: problems, goals, decisions.
    "involvement:together": Line(EVERYONE_IN_IT, OK, NEVER),
    "involvement:problem-new": Line(WHO_RATE, OK, OK),
    "involvement:goal-new": Line(WHO_RATE, OK, OK),
    **{
        f"involvement:{name}": Line(PROFESSIONALS, OK, OK)  # typed as the person says it
        for name in ("problem-type", "goal-type", "matter-type-answer", "matter-type-rating")
    },
    "involvement:matter": Line(EVERYONE_IN_IT, OK, NEVER),
    "involvement:matter-change": Line(WHO_RATE, OK, OK),
    "involvement:matter-answer": Line(WHO_RATE, OK, GONE),
    "involvement:matter-rate": Line(PERSON_ONLY, OK, OK),
    "involvement:matter-behind": Line(WHO_RATE, NEVER, GONE),
    "involvement:decision-new": Line(WHO_RATE, OK, OK),
    "involvement:decision": Line(EVERYONE_IN_IT, OK, NEVER),
    "involvement:decision-prepare": Line(PERSON_ONLY, OK, OK),
    "involvement:option-new": Line(WHO_RATE, OK, OK),
    "involvement:option-change": Line(WHO_RATE, OK, OK),
    "involvement:decision-reopen": Line(WHO_RATE, NEVER, leads("involvement:decision")),
    "involvement:recommend": Line(NAMED, OK, OK),
    "involvement:respond": Line(PERSON_ONLY, OK, GONE),
    "involvement:choose": Line(WHO_RATE, OK, OK),
    "involvement:choice-answer": Line(WHO_RATE, OK, GONE),
    # Talk: messages, and the team's inbox.
    "communication:talk": Line(EVERYONE_IN_IT, OK, NEVER),
    "communication:write": Line(EVERYONE_IN_IT, OK, OK),
    "communication:settle": Line(EVERYONE_IN_IT, NEVER, GONE),
    "communication:thread": Line(EVERYONE_IN_IT, OK, OK),
    "communication:right": Line(PERSON_ONLY, NEVER, leads("communication:thread")),
    "communication:not-quite": Line(PERSON_ONLY, OK, OK),
    "communication:take": Line(PROFESSIONALS, NEVER, leads("communication:thread")),
    "communication:hand-over": Line(PROFESSIONALS, OK, OK),
    "communication:no-answer": Line(PROFESSIONALS, OK, OK),
    "communication:inbox": Line(STAFF, OK, NEVER, or_else=SIGNED_IN),
    "communication:away": Line(STAFF, OK, OK),
    "communication:back": Line(
        SIGNED_IN, NEVER, leads("communication:away"), or_else=policy("priya", "lena")
    ),
    "communication:promise": Line(LEAD, OK, OK),
    # Calls, and whom to ring. Joan has asked for one, and Priya is ringing.
    "communication:calls": Line(WORKED_HERE, OK, NEVER, or_else=SIGNED_IN),
    "communication:calls-of-one": Line(EVERYONE_IN_IT, OK, NEVER),
    "communication:call-ask": Line(PERSON_ONLY, leads("communication:call"), leads("communication:call")),
    "communication:call-start": Line(PROFESSIONALS, OK, OK),
    "communication:call": Line(EVERYONE_IN_IT, OK, NEVER),
    "communication:call-change": Line(PERSON_ONLY, OK, OK),
    "communication:call-take-back": Line(PERSON_ONLY, NEVER, leads("communication:call")),
    "communication:call-take": Line(PROFESSIONALS, NEVER, leads("communication:call")),
    "communication:call-hand-over": Line(PROFESSIONALS, NEVER, OK),
    "communication:call-promise": Line(PROFESSIONALS, NEVER, OK),
    "communication:call-begin": Line(PROFESSIONALS, NEVER, leads("communication:call")),
    "communication:call-outcome": Line(PROFESSIONALS, NEVER, OK),
    "communication:call-wrote": Line(PROFESSIONALS, NEVER, leads("communication:call")),
    "communication:call-decide": Line(PROFESSIONALS, OK, OK),
    "communication:call-interpreter": Line(PROFESSIONALS, NEVER, leads("communication:call")),
    "support:ring": Line(WORKED_HERE, OK, NEVER, or_else=SIGNED_IN),
    "support:ring-them": Line(PROFESSIONALS, NEVER, leads("communication:call")),
    "support:were-you-seen": Line(PROFESSIONALS, OK, OK),
    # The plan.
    "plan:plan": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:check-in": Line(PERSON_ONLY, OK, leads("plan:check-in")),
    "plan:check-in-type": Line(PROFESSIONALS, OK, OK),
    "plan:type-answer": Line(PROFESSIONALS, OK, OK),
    "plan:checked-in": Line(PERSON_ONLY, OK, NEVER),
    "plan:ease": Line(PERSON_ONLY, NEVER, leads("plan:going")),
    "plan:bad-day": Line(PERSON_ONLY, OK, leads("plan:bad-day")),
    "plan:bad-day-answer": Line(PERSON_ONLY, NEVER, GONE),
    "plan:going": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:flare-up": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:print": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:versions": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:version": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:propose": Line(WHO_RATE, OK, OK),
    "plan:ideas": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:idea": Line(EVERYONE_IN_IT, OK, OK),
    "plan:fits": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:fits-part": Line(PERSON_ONLY, OK, leads("plan:fits")),
    "plan:prompts": Line(PROFESSIONALS, OK, NEVER),
    "plan:step": Line(EVERYONE_IN_IT, OK, NEVER),
    "plan:change": Line(WHO_RATE, OK, OK),
    "plan:stop": Line(WHO_RATE, OK, OK),
    "plan:resume": Line(WHO_RATE, NEVER, leads("plan:step")),
    "plan:move": Line(WHO_RATE, NEVER, leads("plan:step")),
    "plan:look-again": Line(WHO_RATE, NEVER, leads("plan:step")),
    "plan:answer": Line(WHO_RATE, OK, OK),
    "plan:show": Line(WHO_RATE, NEVER, leads("plan:plan"), or_else=PERSON_ONLY),
    "plan:take-back": Line(WHO_RATE, NEVER, leads("plan:plan"), or_else=PERSON_ONLY),  # they are hers
    # Checks.
    "measures:checks": Line(EVERYONE_IN_IT, OK, NEVER),
    "measures:check": Line(EVERYONE_IN_IT, OK, NEVER),
    "measures:ask": Line(EVERYONE_IN_IT, NEVER, leads("measures:checks")),
    "measures:who-reads": Line(PERSON_ONLY, OK, OK),
    "measures:counted": Line(PERSON_ONLY, OK, OK),
    "measures:answer": Line(WHO_RATE, OK, OK),
    "measures:answer-page": Line(WHO_RATE, OK, OK),
    "measures:new": Line(EVERYONE_IN_IT, leads("measures:answer"), OK, or_else=WHO_RATE),
    "measures:type": Line(PROFESSIONALS, OK, OK),
    "measures:type-page": Line(PROFESSIONALS, OK, OK),
    "measures:new-typed": Line(PROFESSIONALS, leads("measures:type"), OK),
    # Signing in.
    "account_login": Line(SIGNED_OUT, OK, OK),
    "account_request_login_code": Line(SIGNED_OUT, OK, OK),
    "account_confirm_login_code": Line(SIGNED_OUT, Answer(SIGN_IN), Answer(SIGN_IN)),
    "account_login_password": Line(SIGNED_OUT, OK, OK),
    "mfa_login_webauthn": Line(SIGNED_OUT, Answer(SIGN_IN), Answer(SIGN_IN)),
    "mfa_authenticate": Line(SIGNED_OUT, Answer(SIGN_IN), Answer(SIGN_IN)),
    "account_inactive": Line(ANYONE, OK, NEVER),
    "account_signup": Line(ANYONE, OK, NEVER),
    "account_reset_password": Line(ANYONE, OK, OK),
    "account_confirm_password_reset_code": Line(ANYONE, Answer(SIGN_IN), Answer(SIGN_IN)),
    "account_complete_password_reset": Line(
        ANYONE, leads("account_reset_password"), leads("account_reset_password")
    ),
    "account_password_reset_completed": Line(ANYONE, OK, NEVER),
    # My sign-in: one's own. What makes a new way in asks who signed in long ago to do it again.
    "account_index": Line(SIGNED_IN, OK, NEVER),
    "account_logout": Line(SIGNED_IN, OK, Answer(SIGN_IN)),
    "account_sign_in_again": Line(SIGNED_IN, OK, Answer(SIGN_IN)),
    "account_reauthenticate": Line(SIGNED_IN, FORBIDDEN, FORBIDDEN),
    "mfa_reauthenticate": Line(SIGNED_IN, FORBIDDEN, FORBIDDEN),
    "mfa_reauthenticate_webauthn": Line(SIGNED_IN, FORBIDDEN, FORBIDDEN),
    "account_email": Line(SIGNED_IN, AGAIN, AGAIN),
    "account_email_verification_sent": Line(SIGNED_IN, leads("account_email"), leads("account_email")),
    "account_change_password": Line(SIGNED_IN, leads("account_set_password"), leads("account_set_password")),
    "account_set_password": Line(SIGNED_IN, AGAIN, AGAIN),
    "account_second_factor": Line(SIGNED_IN, OK, NEVER),
    "mfa_index": Line(SIGNED_IN, OK, NEVER),
    "mfa_activate_totp": Line(SIGNED_IN, AGAIN, AGAIN),
    "mfa_deactivate_totp": Line(SIGNED_IN, GONE, GONE),
    "mfa_view_recovery_codes": Line(SIGNED_IN, GONE, NEVER),
    "mfa_generate_recovery_codes": Line(SIGNED_IN, OK, OK),
    "mfa_download_recovery_codes": Line(SIGNED_IN, GONE, GONE),
    "mfa_list_webauthn": Line(SIGNED_IN, OK, NEVER),
    "mfa_add_webauthn": Line(SIGNED_IN, AGAIN, AGAIN),
    "mfa_edit_webauthn": Line(SIGNED_IN, GONE, GONE),
    "mfa_remove_webauthn": Line(SIGNED_IN, GONE, GONE),
    "usersessions_list": Line(SIGNED_IN, OK, leads("usersessions_list")),
}

# Forms that name a row: the field, the key of the row in ``World.rows``, and what else the form needs.
NAMES_A_ROW: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "understanding:settle": [("aside", "aside", {"keep": "this"})],
    "understanding:heard": [("reflection", "reflection", {"said": "right"})],
    "understanding:agree-normal": [("version", "number", {})],
    "involvement:respond": [("recommendation", "recommendation", {"says": "understand"})],
    "involvement:recommend": [("option", "option_id", {"reason": "So."})],
    "communication:visit-answer": [("summary", "summary_id", {"said": "right"})],
    "communication:visit-at-home": [("summary", "summary_id", {"at_home": "So."})],
    "communication:visit-reply": [("summary", "summary_id", {"text": "So."})],
}

# Leaving is never refused because a form has grown old, and nothing can be done with it from another site.
NEEDS_NO_TOKEN = frozenset({"door:leave"})

# allauth's pages answer PUT as they answer POST; its forms then read nothing from it.
PUT_IS_POST = ("account_", "mfa_", "usersessions_")

"""Joan's partnership as a machine: every action of every room, by anybody, at any time.

Whoever may not, by the one table, must be refused, and nothing may have changed. Whoever may, succeeds or
meets one of the exceptions that the action names in its docstring.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record import deliveries, mail
from alongside.base.record.models import Delivery, Event
from alongside.care.access.actions import my_normal, new_or_worse, way
from alongside.care.access.models import Found, NewOrWorse
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.involvement.actions import matter
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.measures.actions import assessment, audience, occasion
from alongside.care.measures.models import Occasion, RatingAudience
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem, Membership, MyNormal, Partnership
from alongside.care.partnership.rules.agreement import Answer as Agreed
from alongside.care.partnership.rules.authority import allows
from alongside.care.understanding.actions import (
    difference,
    draft,
    offer,
    reflection,
    retold,
    side_note,
    story,
)
from alongside.care.understanding.models import (
    Difference,
    Draft,
    Reflection,
    Retold,
    SetAside,
    StoryVersion,
)
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.reflection import Answer
from tests.conftest import THURSDAY, make_clinic
from tests.machine.promises import Promises

WHO = st.sampled_from([*["joan"] * 6, *["priya"] * 6, "okafor", "okafor", "noor", "sam", "lena", "stranger"])
PROFESSIONAL = st.sampled_from(["priya", "okafor", "noor"])
SECTION = st.sampled_from(["happened", "hopes", "my-normal", "medicines"])
TEXT = st.sampled_from(["", "It began.", "It began at work.", "Numb toes."])
RATING = st.sampled_from(["0", "4", "8"])
PICK = st.integers(min_value=0, max_value=5)
SIDED = ("managing-check", "partnership-check")
ITEM = st.sampled_from(["helps", "active", "listened", "understood"])
HOURS = st.sampled_from([1, 16, 24 * 4, 24 * 30])


# What one side alone must not bring about is tried more often than the rest.
OFTEN = {"difference", "answer", "write_back", "share", "write", "mail_goes_out"}
ACTIONS: list[tuple[str, dict[str, st.SearchStrategy[Any]]]] = []


def does(**how: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that somebody can do. Not one hypothesis rule each: it switches rules off at random, and
    thirty of them then rarely meet; here every step draws from all of them.
    """

    def declare(action: Callable[..., None]) -> Callable[..., None]:
        ACTIONS.append((action.__name__, how))
        return action

    return declare


class PartnershipMachine(Promises, RuleBasedStateMachine):
    """The rules are the rooms' actions; the invariants are the promises."""

    @initialize(under_way=st.sampled_from([True, True, False]))
    def clinic(self, under_way: bool) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.now = THURSDAY
        self.frozen = ExitStack()
        self.frozen.enter_context(clock.frozen(self.now))
        self.people = make_clinic()
        self.as_it_is: Partnership | None = None
        self.seen_events: dict[Any, str] = {}
        self.seen_versions: dict[Any, str] = {}
        self.seen_closed: dict[Any, str] = {}

        if under_way:
            self.have_begun()

    def have_begun(self) -> None:
        """Start in the middle: the story was shared and read, both have rated and see it differently."""
        self.write("joan", "happened", "It began.", stale=False)
        self.share("joan")
        self.read("priya", 0)
        self.rate("joan", SIDED[0], "0", "0", as_person=True)
        self.rate("priya", SIDED[0], "8", "8", as_person=False)
        self.set_way("joan", {"channels": ["email"], "seen_by_others": "someone"})
        assert Difference.objects.filter(partnership=self.partnership).count() == 2

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.frozen.close()
            transaction.set_rollback(True)
            self.stack.close()

    @rule(data=st.data())
    def somebody_does_something(self, data: Any) -> None:
        often = [each for each in ACTIONS if each[0] in OFTEN]
        name, how = data.draw(st.sampled_from([*ACTIONS, *often * 3]))
        getattr(self, name)(**{key: data.draw(strategy, label=key) for key, strategy in how.items()})

    # -- help -----------------------------------------------------------------------------------------

    @property
    def partnership(self) -> Partnership:
        """As it is now; read once a step."""
        if self.as_it_is is None:
            rows = Partnership.objects.select_related("service", "team__inbox_owner", "person")
            self.as_it_is = rows.get(pk=self.people.partnership.pk)
        return self.as_it_is

    def account(self, who: str) -> Account:
        return self.people.everyone[who]

    def act(self, who: str, verb: Verb, do: Callable[[], object], *expected: type[Exception]) -> None:
        """Do it as ``who``: refused without a trace where the table refuses, and only there (or narrower)."""
        self.as_it_is = None
        allowed = allows(authority.relation_of(self.account(who), self.partnership), verb)
        before = Event.objects.count()
        try:
            with transaction.atomic():
                do()
        except Refused:
            assert not allowed or Refused in expected, f"{who} was refused {verb}"
            assert Event.objects.count() == before, "refused, and something was recorded"
        except expected:
            assert allowed, f"{who} got past the refusal of {verb}"
            assert Event.objects.count() == before, "not done, and something was recorded"
        else:
            assert allowed, f"{who} may not {verb}, and did"
        self.as_it_is = None

    def write_verb(self, who: str) -> Verb:
        mine = authority.relation_of(self.account(who), self.partnership) is Relation.PERSON
        return Verb.WRITE_STORY if mine else Verb.TYPE_FOR_PERSON

    def newest(self, rows: Any, pick: int) -> Any:
        found = list(rows[: pick + 1])
        return found[-1] if found else None

    # -- time -----------------------------------------------------------------------------------------

    @does(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.frozen.close()
        self.frozen = ExitStack()
        self.frozen.enter_context(clock.frozen(self.now))

    @does()
    def mail_goes_out(self) -> None:
        """What leaves never names the clinic to a mailbox that somebody else may read."""

        def send(delivery: Delivery) -> None:
            said = mail.message(delivery)
            neutral = Account.objects.get(pk=delivery.to_id).neutral_mail
            named = self.people.service.name in f"{said.subject}{said.body}{said.from_email}"
            assert not (neutral and named), delivery.template

        deliveries.work_off(send)

    # -- who is in it ---------------------------------------------------------------------------------

    @does(who=WHO)
    def take_on(self, who: str) -> None:
        self.act(
            who,
            Verb.TAKE_ON,
            lambda: partnerships.take_on(partnership=self.partnership, by=self.account(who)),
            partnerships.AlreadyTaken,
        )

    @does(who=WHO, to=PROFESSIONAL)
    def hand_over(self, who: str, to: str) -> None:
        self.act(
            who,
            Verb.HAND_OVER,
            lambda: partnerships.hand_over(
                partnership=self.partnership, to=self.account(to), by=self.account(who)
            ),
            partnerships.NotInTeam,
        )

    @does(who=WHO, colleague=PROFESSIONAL)
    def bring_in(self, who: str, colleague: str) -> None:
        there = Membership.objects.filter(
            partnership=self.partnership, account=self.account(colleague), until_at=None
        )
        if there.exists():
            return  # the page does not offer it
        self.act(
            who,
            Verb.BRING_IN,
            lambda: partnerships.bring_in(
                partnership=self.partnership, colleague=self.account(colleague), by=self.account(who)
            ),
            partnerships.NotInTeam,
        )

    # -- what needs somebody --------------------------------------------------------------------------

    @does(who=WHO, pick=PICK, outcome=st.sampled_from(AttentionItem.Outcome.values[:2]))
    def close(self, who: str, pick: int, outcome: str) -> None:
        item = self.newest(
            AttentionItem.objects.filter(partnership=self.partnership).order_by("-opened_at"), pick
        )
        if item is None:
            return
        self.act(
            who,
            Verb.WORK_ATTENTION,
            lambda: attention.close(item=item, outcome=AttentionItem.Outcome(outcome), by=self.account(who)),
        )

    @does(who=WHO, pick=PICK)
    def snooze(self, who: str, pick: int) -> None:
        items = AttentionItem.objects.filter(partnership=self.partnership).open()
        item = self.newest(items.order_by("-opened_at"), pick)
        if item is None:
            return
        self.act(
            who,
            Verb.WORK_ATTENTION,
            lambda: attention.snooze(item=item, until=self.now + timedelta(days=3), by=self.account(who)),
            ValueError,
        )
        item.refresh_from_db()
        assert item.harm != AttentionItem.Harm.DANGER or item.wakes_at <= self.now + timedelta(days=4)

    # -- the story ------------------------------------------------------------------------------------

    @does(who=WHO, section=SECTION, text=TEXT, stale=st.booleans())
    def write(self, who: str, section: str, text: str, stale: bool) -> None:
        by = self.account(who)
        row = Draft.objects.filter(partnership=self.partnership, author=by, section=section).first()
        choice = "too-much" if section == "medicines" and text else ""
        self.act(
            who,
            self.write_verb(who),
            lambda: draft.save(
                partnership=self.partnership,
                section=section,
                content=Content(text, choice),
                revision=0 if stale or row is None else row.revision,
                window=ids.uuid7(),
                by=by,
            ),
        )

    @does(who=WHO, keep=st.sampled_from(list(draft.Keep)))
    def settle_windows(self, who: str, keep: draft.Keep) -> None:
        aside = SetAside.objects.filter(partnership=self.partnership, settled_at=None).first()
        if aside is None:
            return
        self.act(
            who,
            self.write_verb(who),
            lambda: draft.settle(aside=aside, keep=keep, by=self.account(who)),
            Refused,  # another's words are nobody else's to settle
        )

    @does(who=WHO)
    def share(self, who: str) -> None:
        self.act(
            who,
            Verb.WRITE_STORY,
            lambda: story.share(partnership=self.partnership, by=self.account(who)),
            story.NothingNew,
        )

    @does(who=WHO, read_back=st.booleans())
    def share_typed(self, who: str, read_back: bool) -> None:
        self.act(
            who,
            Verb.TYPE_FOR_PERSON,
            lambda: story.share_typed(
                partnership=self.partnership,
                how=StoryVersion.How.TELEPHONE,
                read_back=read_back,
                by=self.account(who),
            ),
            story.NothingNew,
            story.NotReadBack,
        )

    @does(who=WHO, pick=PICK)
    def read(self, who: str, pick: int) -> None:
        version = self.newest(
            StoryVersion.objects.filter(partnership=self.partnership).order_by("-number"), pick
        )
        if version is not None:
            self.act(who, Verb.READ_STORY, lambda: story.read(version=version, by=self.account(who)))

    @does(who=WHO, pick=PICK)
    def agree_normal(self, who: str, pick: int) -> None:
        version = self.newest(
            StoryVersion.objects.filter(partnership=self.partnership).order_by("-number"), pick
        )
        if version is None:
            return
        self.act(
            who,
            Verb.SET_MY_NORMAL,
            lambda: story.agree_normal(version=version, by=self.account(who)),
            story.NothingToAgree,
            Refused,  # the person does not agree with herself
        )

    @does(who=WHO)
    def offer(self, who: str) -> None:
        self.act(
            who,
            Verb.REFLECT,
            lambda: offer.write_offer(partnership=self.partnership, text="Two visits.", by=self.account(who)),
            Refused,  # only the contact
        )

    @does(who=WHO)
    def told_again(self, who: str) -> None:
        self.act(
            who,
            Verb.WRITE_STORY,
            lambda: retold.told_again(partnership=self.partnership, by=self.account(who)),
        )

    @does(who=WHO)
    def undo_told_again(self, who: str) -> None:
        row = Retold.objects.filter(partnership=self.partnership).order_by("-at").first()
        if row is not None:
            self.act(who, Verb.WRITE_STORY, lambda: retold.undo(retold=row, by=self.account(who)))

    # -- what was heard -------------------------------------------------------------------------------

    @does(who=WHO)
    def write_back(self, who: str) -> None:
        version = StoryVersion.objects.filter(partnership=self.partnership).order_by("-number").first()
        if version is None:
            return
        self.act(
            who,
            Verb.REFLECT,
            lambda: reflection.write_back(version=version, text="I heard.", by=self.account(who)),
            reflection.NotNow,
        )

    @does(who=WHO, said=st.sampled_from([Answer.RIGHT, Answer.NOT_QUITE]))
    def answer(self, who: str, said: Answer) -> None:
        row = Reflection.objects.filter(partnership=self.partnership).order_by("-number").first()
        if row is None:
            return
        self.act(
            who,
            Verb.ANSWER_REFLECTION,
            lambda: reflection.answer(reflection=row, said=said, by=self.account(who)),
            reflection.NotNow,
        )

    @does(who=WHO, any_time=st.booleans())
    def choose_release(self, who: str, any_time: bool) -> None:
        self.act(
            who,
            Verb.WRITE_STORY,
            lambda: reflection.choose_release(
                partnership=self.partnership, any_time=any_time, by=self.account(who)
            ),
        )

    # -- agreeing -------------------------------------------------------------------------------------

    @does(who=WHO, text=TEXT, pick=PICK, stale=st.booleans())
    def propose_or_change(self, who: str, text: str, pick: int, stale: bool) -> None:
        rows = Matter.objects.filter(partnership=self.partnership).select_related("newest", "partnership")
        row, words = self.newest(rows.order_by("-made_at"), pick), Words(text, reason="So.")
        if row is None or pick == 0:
            do = lambda: matter.propose(  # noqa: E731
                partnership=self.partnership, kind=Kind.GOAL, words=words, by=self.account(who)
            )
        else:
            number = row.wording.number - stale
            do = lambda: matter.change(matter=row, number=number, words=words, by=self.account(who))  # noqa: E731
        refused = (matter.NoWords, matter.Changed, matter.NothingNew, matter.NotPossible)
        self.act(who, Verb.WORK_OUT_TOGETHER, do, *refused)

    @does(who=WHO, pick=PICK, says=st.sampled_from(Agreed), stale=st.booleans())
    def answer_words(self, who: str, pick: int, says: Agreed, stale: bool) -> None:
        rows = Matter.objects.filter(partnership=self.partnership).select_related("newest", "partnership")
        row = self.newest(rows.order_by("-made_at"), pick)
        if row is None:
            return
        number, by = row.wording.number - stale, self.account(who)
        self.act(
            who,
            Verb.WORK_OUT_TOGETHER,
            lambda: matter.answer(matter=row, number=number, says=says, by=by),
            matter.Changed,
            matter.NotPossible,
        )

    # -- rating from both sides -----------------------------------------------------------------------

    def an_occasion(self, key: str) -> Occasion:
        made = occasion.open_baseline(partnership=self.partnership, by=self.people.joan)
        return next(one for one in made if one.key == key)

    @does(who=WHO, key=st.sampled_from(SIDED), a=RATING, b=RATING, as_person=st.booleans())
    def rate(self, who: str, key: str, a: str, b: str, as_person: bool) -> None:
        by = self.account(who)
        relation = authority.relation_of(by, self.partnership)
        side = Side.PERSON if as_person else Side.PROFESSIONAL
        verb = Verb.RATE_AS_PROFESSIONAL
        if as_person:
            verb = Verb.RATE_AS_PERSON if relation is Relation.PERSON else Verb.TYPE_FOR_PERSON
        names = ("helps", "active") if key == "managing-check" else ("listened", "understood")
        typed: dict[str, Any] = (
            {"how": "telephone", "read_back": True} if as_person and relation is not Relation.PERSON else {}
        )
        self.act(
            who,
            verb,
            lambda: assessment.complete(
                occasion=self.an_occasion(key),
                side=side,
                sent={names[0]: [a], names[1]: [b]},
                words={names[0]: "Because."},
                by=by,
                **typed,
            ),
            assessment.AlreadyAnswered,
            assessment.NotBlind,
            assessment.NotSound,
        )

    @does(who=WHO, whom=st.sampled_from(RatingAudience.Audience.values), chosen=PROFESSIONAL)
    def choose_audience(self, who: str, whom: str, chosen: str) -> None:
        self.act(
            who,
            Verb.RATE_AS_PERSON,
            lambda: audience.choose(
                partnership=self.partnership, audience=whom, by=self.account(who), chosen=self.account(chosen)
            ),
            audience.NotHere,
        )

    @does(
        who=WHO,
        pick=PICK,
        move=st.sampled_from(["talk", "say_found", "agree", "not_how", "leave_open", "reopen"]),
    )
    def difference(self, who: str, pick: int, move: str) -> None:
        row = self.newest(Difference.objects.filter(partnership=self.partnership).order_by("-moved_at"), pick)
        if row is None:
            return
        more = {"found": "We both found."} if move == "say_found" else {}
        self.act(
            who,
            Verb.TALK_ABOUT_DIFFERENCE,
            lambda: getattr(difference, move)(difference=row, by=self.account(who), **more),
            difference.NotPossible,
            Refused,  # who may not read both ratings
        )

    @does(who=WHO, item=ITEM)
    def note(self, who: str, item: str) -> None:
        key = SIDED[0] if item in {"helps", "active"} else SIDED[1]
        where = Occasion.objects.filter(partnership=self.partnership, key=key).first()
        if where is None:
            return
        self.act(
            who,
            Verb.TALK_ABOUT_DIFFERENCE,
            lambda: side_note.write(occasion=where, item=item, text="Because.", by=self.account(who)),
            side_note.NotBothIn,
            Refused,
        )

    # -- access ---------------------------------------------------------------------------------------

    @does(who=WHO)
    def new_or_worse(self, who: str) -> None:
        self.act(
            who,
            Verb.SAY_NEW_OR_WORSE,
            lambda: new_or_worse.tell(partnership=self.partnership, words="Worse.", by=self.account(who)),
        )

    @does(who=WHO, what=st.sampled_from(list(Found.What)))
    def found(self, who: str, what: Found.What) -> None:
        report = NewOrWorse.objects.filter(partnership=self.partnership).order_by("-at").first()
        if report is not None:
            self.act(
                who,
                Verb.WORK_ATTENTION,
                lambda: new_or_worse.found(report=report, what=what, words="", by=self.account(who)),
            )

    @does(
        who=WHO,
        answers=st.sampled_from(
            [
                {"seen_by_others": "someone"},
                {"seen_by_others": "nobody"},
                {"say": "we_decide"},
                {"channels": ["phone"]},
            ]
        ),
    )
    def set_way(self, who: str, answers: dict[str, Any]) -> None:
        self.act(
            who,
            Verb.SET_MY_WAY,
            lambda: way.set_way(partnership=self.partnership, answers=answers, by=self.account(who)),
        )

    @does(who=WHO, text=st.sampled_from(["Numb toes.", "Numb left foot."]))
    def write_normal(self, who: str, text: str) -> None:
        question = next(each.id for each in safety_screen().questions if each.my_normal)
        row = MyNormal.objects.filter(partnership=self.partnership, question=question, until_at=None).first()
        self.act(
            who,
            Verb.SET_MY_NORMAL,
            lambda: my_normal.write(
                partnership=self.partnership,
                question=question,
                text=text,
                by=self.account(who),
                seen=str(row.pk) if row else "",
            ),
        )

    @does(who=WHO, pick=PICK)
    def agree_my_normal(self, who: str, pick: int) -> None:
        row = self.newest(MyNormal.objects.filter(partnership=self.partnership).order_by("-written_at"), pick)
        if row is None:
            return
        self.act(
            who,
            Verb.SET_MY_NORMAL,
            lambda: my_normal.agree(normal=row, by=self.account(who)),
            my_normal.NotBothSides,
            my_normal.ChangedMeanwhile,
        )

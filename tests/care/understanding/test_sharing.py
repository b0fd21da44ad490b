"""Sharing makes a version that never changes; who has read it is seen; who typed it is said."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from alongside.base import clock, ids
from alongside.base.record.models import Event
from alongside.care.partnership import figures
from alongside.care.partnership.actions.attention import NobodyToOwn
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Membership, Partnership
from alongside.care.understanding import attention as kinds
from alongside.care.understanding.actions import story
from alongside.care.understanding.models import StoryReading, StoryVersion
from alongside.care.understanding.presenters import told
from tests.care.understanding.conftest import SATURDAY
from tests.queries import cost, held

TELEPHONE = StoryVersion.How.TELEPHONE


def open_kinds(clinic):
    items = AttentionItem.objects.filter(partnership=clinic.partnership, closed_at=None)
    return sorted(item.kind for item in items)


def normal_of(clinic) -> told.MyNormal:
    normal = told.my_normal(clinic.partnership)
    assert normal is not None
    return normal


def agree(clinic):
    return figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def test_only_what_was_shared_is_read_by_the_team(as_, clinic, page, shared, write):
    write("matters", "A second thought, not shared.")
    text = as_("priya").get(page()).text
    assert "Being thought lazy" in text
    assert "second thought" not in text
    assert agree(clinic)


def test_sharing_opens_something_to_read_with_an_owner_until_somebody_has_read_it(clinic, shared):
    item = AttentionItem.objects.get(partnership=clinic.partnership, closed_at=None)
    assert (item.kind, item.owner) == (kinds.STORY_SHARED, clinic.priya)
    story.read(version=shared, by=clinic.okafor)
    assert open_kinds(clinic) == [kinds.REFLECTION_OWED]
    assert agree(clinic)


def test_on_sharing_the_person_is_told_when_it_will_be_read(as_, page, write):
    write("matters", "x")
    with clock.frozen(SATURDAY):
        answer = as_("joan").post(page("share/"), follow=True)
    assert "Sent." in answer.text
    assert "Nobody reads this before Monday 9:00." in answer.text


def test_sharing_twice_makes_one_version(as_, clinic, page, write):
    write("matters", "x")
    client = as_("joan")
    client.post(page("share/"))
    answer = client.post(page("share/"), follow=True)
    assert "nothing new to share" in answer.text
    assert StoryVersion.objects.count() == 1
    with pytest.raises(story.NothingNew):
        story.share(partnership=clinic.partnership, by=clinic.joan)


def test_changing_and_sharing_again_keeps_the_first_version_whole(as_, clinic, page, shared, write):
    write("matters", "My garden.")
    second = story.share(partnership=clinic.partnership, by=clinic.joan)
    assert second.changed == ["matters"]
    first = StoryVersion.objects.get(number=1)
    assert first.told()["matters"].content.text == "Being thought lazy is worse than the pain."
    assert second.told()["happened"].changed_in == 1
    for who in ("joan", "priya"):
        assert "Being thought lazy" in as_(who).get(page("versions/1/")).text
        changed = as_(who).get(page("versions/2/since/1/")).text
        assert "<del>" in changed
        assert "<ins>" in changed


def test_a_version_is_never_changed(shared):
    shared.sections = []
    with pytest.raises(RuntimeError):
        shared.save()


def test_the_person_sees_who_has_read_which_version(as_, clinic, page, shared, thursday):
    assert "Nobody has read version 1 yet." in as_("joan").get(page()).text
    as_("priya").get(page())
    as_("priya").get(page())
    assert StoryReading.objects.count() == 1
    text = as_("joan").get(page()).text
    assert "Priya Shah, physiotherapist read version 1 on" in text
    assert Event.objects.filter(kind="story.read").count() == 1


def test_the_person_reading_their_own_story_is_no_reading(as_, clinic, page, shared):
    as_("joan").get(page("versions/1/"))
    assert story.read(version=shared, by=clinic.joan) is None
    assert not StoryReading.objects.exists()


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_nobody_else_reads_or_shares(clinic, shared, who):
    by = clinic.everyone[who]
    for act in (
        lambda: story.read(version=shared, by=by),
        lambda: story.share(partnership=clinic.partnership, by=by),
        lambda: story.share_typed(partnership=clinic.partnership, how=TELEPHONE, read_back=True, by=by),
        lambda: story.agree_normal(version=shared, by=by),
    ):
        with pytest.raises(Refused):
            act()


def test_a_professional_does_not_share_in_the_persons_place(clinic, write):
    write("matters", "x")
    with pytest.raises(Refused):
        story.share(partnership=clinic.partnership, by=clinic.priya)
    with pytest.raises(Refused):
        story.share_typed(partnership=clinic.partnership, how=TELEPHONE, read_back=True, by=clinic.joan)


def test_reading_an_old_version_does_not_count_as_reading_the_new_one(clinic, shared, write):
    write("matters", "My garden.")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    story.read(version=shared, by=clinic.priya)
    assert kinds.STORY_SHARED in open_kinds(clinic)
    assert figures.kept(clinic.partnership)["story_read_at"] is None
    assert agree(clinic)


def test_the_reader_sees_what_changed_since_they_last_read(as_, clinic, page, shared, write):
    as_("priya").get(page())
    write("matters", "My garden.")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    for _look in range(2):
        text = as_("priya").get(page()).text
        assert text.count("New since you read it") == 1
    assert "New since you read it" not in as_("okafor").get(page()).text


def test_the_team_reads_what_matters_first(as_, page, shared):
    text = as_("priya").get(page()).text
    assert text.index('id="matters"') < text.index('id="hopes"') < text.index('id="happened"')
    assert "Nothing said about:" in text


def test_typed_for_the_person_only_when_read_back(as_, clinic, page, write):
    write("matters", "My garden, she said.", by=clinic.priya)
    refused = as_("priya").post(page("share/"), {"how": "telephone"})
    assert "Read it back to them first" in refused.text
    assert not StoryVersion.objects.exists()
    with pytest.raises(story.NotReadBack):
        story.share_typed(partnership=clinic.partnership, how=TELEPHONE, read_back=False, by=clinic.priya)
    as_("priya").post(page("share/"), {"how": "telephone", "read_back": "on"})
    row = StoryVersion.objects.get()
    assert (row.typed_by, row.how, row.read_back_at is not None) == (clinic.priya, "telephone", True)
    assert agree(clinic)


def test_what_was_typed_says_so_everywhere_until_the_person_changes_it(as_, clinic, page, write):
    write("matters", "My garden, she said.", by=clinic.priya)
    write("day", "Long, she said.", by=clinic.priya)
    story.share_typed(partnership=clinic.partnership, how=TELEPHONE, read_back=True, by=clinic.priya)
    said = "Typed and read back by Priya Shah, physiotherapist."
    for tail in ("", "versions/1/", "notes/"):
        assert "Priya Shah, physiotherapist." in " ".join(as_("okafor").get(page(tail)).text.split())
    assert "read it back to you" in as_("joan").get(page()).text
    write("matters", "My garden and my dog.")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    text = as_("okafor").get(page()).text
    assert text.count(said) == 1, "the day is still as typed, what matters is in her own hand now"


def test_half_marked_as_typed_cannot_be_stored(clinic):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryVersion.objects.create(
            service=clinic.service,
            partnership=clinic.partnership,
            number=9,
            sections=[],
            changed=[],
            typed_by=clinic.priya,
        )


def test_a_colleagues_typing_waits_for_the_contact_to_read(clinic, write):
    write("matters", "x", by=clinic.okafor)
    story.share_typed(partnership=clinic.partnership, how=TELEPHONE, read_back=True, by=clinic.okafor)
    item = AttentionItem.objects.get(kind=kinds.STORY_SHARED, closed_at=None)
    assert item.owner == clinic.priya


def test_the_contacts_own_typing_counts_as_read(clinic, write):
    write("matters", "x", by=clinic.priya)
    story.share_typed(partnership=clinic.partnership, how=TELEPHONE, read_back=True, by=clinic.priya)
    assert open_kinds(clinic) == [kinds.REFLECTION_OWED]
    assert agree(clinic)


@pytest.mark.parametrize("choice", ["too-little", "too-much"])
def test_medicines_that_do_not_feel_right_are_flagged_and_settled(as_, clinic, page, write, choice):
    write("medicines", "x", choice=choice)
    story.share(partnership=clinic.partnership, by=clinic.joan)
    assert kinds.MEDICINES_MISMATCH in open_kinds(clinic)
    assert "we may have misunderstood each other" in as_("priya").get(page()).text
    assert "misunderstood" not in as_("joan").get(page("versions/1/")).text
    write("medicines", "x", choice="about-right")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    assert kinds.MEDICINES_MISMATCH not in open_kinds(clinic)


def test_what_is_about_right_is_not_flagged(clinic, write):
    write("medicines", "x", choice="about-right")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    assert kinds.MEDICINES_MISMATCH not in open_kinds(clinic)


def test_a_professional_agrees_what_is_normal_until_the_words_change(as_, clinic, page, write):
    write("my-normal", "My left foot is always numb.")
    version = story.share(partnership=clinic.partnership, by=clinic.joan)
    assert normal_of(clinic).agreed_at is None
    as_("priya").post(page("normal/"), {"version": "1"})
    normal = normal_of(clinic)
    assert normal.agreed_by == "Priya Shah, physiotherapist"
    assert "Agreed by Priya Shah" in as_("okafor").get(page()).text
    write("matters", "x")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    assert normal_of(clinic).agreed_at is not None, "other words leave it agreed"
    write("my-normal", "Both feet are numb now.")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    assert normal_of(clinic).agreed_at is None
    with pytest.raises(story.NothingToAgree):
        story.agree_normal(version=version, by=clinic.priya)


def test_the_person_cannot_agree_with_themselves(as_, clinic, page, write):
    write("my-normal", "My left foot is always numb.")
    version = story.share(partnership=clinic.partnership, by=clinic.joan)
    with pytest.raises(Refused):
        story.agree_normal(version=version, by=clinic.joan)
    assert as_("joan").post(page("normal/"), {"version": "1"}).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "7", "9" * 40, "²"])
def test_agreeing_with_a_version_that_is_not_there_is_not_found(as_, page, shared, number):
    assert as_("priya").post(page("normal/"), {"version": number}).status_code == 404


def test_where_nobody_would_read_it_nothing_is_called_sent(as_, clinic, page, write):
    Membership.objects.all().delete()
    Partnership.objects.filter(pk=clinic.partnership.pk).update(team=None)
    write("matters", "x")
    answer = as_("joan").post(page("share/"), follow=True)
    assert "nobody here could read it yet" in answer.text
    assert "Sent." not in answer.text
    assert not StoryVersion.objects.exists()
    clinic.partnership.refresh_from_db()
    with pytest.raises(NobodyToOwn):
        story.share(partnership=clinic.partnership, by=clinic.joan)


def test_events_hold_no_words(clinic, shared):
    story.read(version=shared, by=clinic.priya)
    kept = str(list(Event.objects.values_list("facts", flat=True)))
    assert "lazy" not in kept
    assert "warehouse" not in kept


@pytest.mark.django_db(transaction=True)
def test_sharing_again_asks_the_database_little_and_is_one_commit(as_, page, shared, write):
    joan = as_("joan")
    for text in ("one", "two"):
        write("matters", text)
        with cost() as everyday:
            joan.post(page("share/"), {"once": str(ids.uuid7())})
    assert (everyday.queries, everyday.commits) == (15 + held(1), 1)
    assert StoryVersion.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_sharing_the_first_time_costs_two_more_for_who_reads_it(as_, clinic, page, write):
    joan = as_("joan")
    write("matters", "one")
    joan.get(page("share/"))
    with cost() as first:
        joan.post(page("share/"), {"once": str(ids.uuid7())})
    assert (first.queries, first.commits) == (17 + held(1), 1)
    assert open_kinds(clinic) == [kinds.STORY_SHARED]
    assert agree(clinic)

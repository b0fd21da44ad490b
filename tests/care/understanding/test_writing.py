"""Writing a section: kept, never overwritten unseen, never cut off, never shared by itself."""

from __future__ import annotations

import pytest

from alongside.base import ids
from alongside.base.record.models import Event
from alongside.care.partnership.authority import Refused
from alongside.care.understanding.actions import draft as drafts
from alongside.care.understanding.actions import story
from alongside.care.understanding.actions.draft import Keep
from alongside.care.understanding.models import Draft, SetAside, StoryVersion
from alongside.care.understanding.rules.content import MOST_CHARACTERS, Content
from tests.queries import cost, held

ITSELF = {"X-Autosave": "1"}


def sent(text="", revision=0, window=None, **more):
    return {"text": text, "revision": revision, "window": str(window or ids.uuid7()), **more}


def kept(section="matters"):
    return Draft.objects.get(section=section).content["text"]


def test_save_keeps_the_words_and_shares_nothing(as_, clinic, page):
    answer = as_("joan").post(page("part/matters/"), sent("My garden."), follow=True)
    assert "Saved." in answer.text
    assert "Started" in answer.text
    assert kept() == "My garden."
    assert not StoryVersion.objects.exists()
    assert "My garden." not in as_("priya").get(page()).text


def test_a_draft_is_its_authors_alone(as_, clinic, page, write):
    write("matters", "CANARY of Joan")
    assert "CANARY" not in as_("priya").get(page("part/matters/")).text
    write("matters", "CANARY typed by Priya", by=clinic.priya)
    assert "typed by Priya" not in as_("joan").get(page("part/matters/")).text
    assert "CANARY" not in as_("okafor").get(page("part/matters/")).text


def test_the_same_save_twice_is_one_save(as_, page):
    client, form = as_("joan"), sent("My garden.")
    client.post(page("part/matters/"), form)
    client.post(page("part/matters/"), form)
    assert Draft.objects.get().revision == 1
    assert not SetAside.objects.exists()


def test_saving_and_going_on_leads_to_the_next_section(as_, page):
    answer = as_("joan").post(page("part/matters/"), sent("x", next="yes"))
    assert answer.url == page("part/tried/")
    assert as_("joan").post(page("part/my-normal/"), sent("x", next="yes")).url == page("part/happened/")


def test_autosave_answers_with_the_time_and_the_next_revision(as_, page, thursday):
    answer = as_("joan").post(page("part/matters/"), sent("My gar"), headers=ITSELF)
    assert answer.json() == {"saved_at": "10:30", "fields": {"revision": "1"}}
    assert kept() == "My gar"


def test_autosave_and_then_save_from_one_window_are_one_stream(as_, page):
    client, window = as_("joan"), ids.uuid7()
    client.post(page("part/matters/"), sent("My gar", window=window), headers=ITSELF)
    client.post(page("part/matters/"), sent("My garden.", window=window))
    assert kept() == "My garden."
    assert not SetAside.objects.exists()


def test_an_autosave_that_arrives_after_save_does_not_undo_it(as_, page):
    client, window = as_("joan"), ids.uuid7()
    client.post(page("part/matters/"), sent("My garden.", window=window))
    late = client.post(page("part/matters/"), sent("My gar", window=window), headers=ITSELF)
    assert late.status_code == 409
    assert kept() == "My garden."


def test_a_second_window_sees_both_versions(as_, page):
    client = as_("joan")
    client.post(page("part/matters/"), sent("From the phone."))
    answer = client.post(page("part/matters/"), sent("From the laptop."), follow=True)
    assert "You wrote in two windows" in answer.text
    assert "From the phone." in answer.text
    assert "From the laptop." in answer.text
    assert kept() == "From the phone."


def test_an_autosave_of_a_second_window_is_kept_too(as_, page):
    client, other = as_("joan"), ids.uuid7()
    client.post(page("part/matters/"), sent("From the phone."))
    for text in ("From", "From the laptop."):
        answer = client.post(page("part/matters/"), sent(text, window=other), headers=ITSELF)
        assert answer.status_code == 409
    assert SetAside.objects.get().content["text"] == "From the laptop."


@pytest.mark.parametrize(
    "keep, then",
    [
        ("this", "From the laptop."),
        ("other", "From the phone."),
        ("both", "From the phone.\n\nFrom the laptop."),
    ],
)
def test_the_author_chooses_and_nothing_is_lost(as_, page, keep, then):
    client = as_("joan")
    client.post(page("part/matters/"), sent("From the phone."))
    client.post(page("part/matters/"), sent("From the laptop."))
    aside = SetAside.objects.get()
    answer = client.post(page("part/matters/settle/"), {"aside": aside.pk, "keep": keep}, follow=True)
    assert "two windows" not in answer.text
    assert kept() == then
    everything = {kept(), *SetAside.objects.values_list("content__text", flat=True)}
    assert {"From the phone.", "From the laptop."} <= {
        part for text in everything for part in text.split("\n\n")
    }


@pytest.mark.parametrize("keep", ["", "neither"])
def test_there_is_no_fourth_choice(as_, page, keep):
    client = as_("joan")
    client.post(page("part/matters/"), sent("a"))
    client.post(page("part/matters/"), sent("b"))
    assert (
        client.post(
            page("part/matters/settle/"), {"aside": SetAside.objects.get().pk, "keep": keep}
        ).status_code
        == 404
    )
    assert client.post(page("part/matters/settle/"), {"aside": "x", "keep": "this"}).status_code == 404


def test_nobody_settles_somebody_elses_windows(as_, clinic, page):
    client = as_("joan")
    client.post(page("part/matters/"), sent("a"))
    client.post(page("part/matters/"), sent("b"))
    aside = SetAside.objects.get()
    assert (
        as_("priya").post(page("part/matters/settle/"), {"aside": aside.pk, "keep": "this"}).status_code
        == 404
    )
    with pytest.raises(Refused):
        drafts.settle(aside=aside, keep=Keep.THIS, by=clinic.priya)
    with pytest.raises(Refused):
        drafts.settle(aside=aside, keep=Keep.THIS, by=clinic.sam)


def test_words_up_to_the_limit_are_kept_and_beyond_it_come_back(as_, page):
    client = as_("joan")
    client.post(page("part/matters/"), sent("x\r\n" * (MOST_CHARACTERS // 2 - 1) + "yz"))
    assert len(kept()) == MOST_CHARACTERS, "a line end counts as one character, however it travels"
    long = "z" * (MOST_CHARACTERS + 1)
    answer = client.post(page("part/day/"), sent(long))
    assert answer.status_code == 200
    assert "20001 characters, and 20000 fit" in answer.text
    assert long in answer.text
    assert not Draft.objects.filter(section="day").exists()
    assert client.post(page("part/day/"), sent(long), headers=ITSELF).status_code == 422


def test_what_nobody_can_see_is_left_out(as_, page):
    as_("joan").post(page("part/matters/"), sent("My\x00 gar\x07den.\r\nAnd me.\x1b"))
    assert kept() == "My garden.\nAnd me."


@pytest.mark.parametrize(
    "form",
    [{}, {"text": "x"}, {"text": "x", "revision": "-1"}, {"text": "x", "revision": "many", "window": "no"}],
)
def test_a_form_with_missing_or_wrong_keys_loses_nothing(as_, page, form):
    answer = as_("joan").post(page("part/matters/"), form)
    if answer.status_code == 302:
        assert Draft.objects.filter(content__text=form.get("text", "")).exists() or not form
    else:
        assert form["text"] in answer.text


def test_medicines_carry_a_choice_and_other_pain_carries_places(as_, page):
    client = as_("joan")
    client.post(page("part/medicines/"), sent("They fog me.", choice="too-much"))
    client.post(page("part/other-pain/"), sent("", regions=["knee_left", "neck"]))
    assert Draft.objects.get(section="medicines").content["choice"] == "too-much"
    assert Draft.objects.get(section="other-pain").content["regions"] == ["knee_left", "neck"]
    assert 'value="neck" id="regions_neck" checked' in client.get(page("part/other-pain/")).text


@pytest.mark.parametrize("form", [{"choice": "far too much"}, {"regions": ["wings"]}])
def test_what_cannot_be_chosen_is_refused_and_the_words_come_back(as_, page, form):
    section = "medicines" if "choice" in form else "other-pain"
    answer = as_("joan").post(page(f"part/{section}/"), sent("They fog me.", **form))
    assert answer.status_code == 200
    assert "They fog me." in answer.text
    assert not Draft.objects.exists()


def test_rather_not_say_is_no_choice(as_, page):
    as_("joan").post(page("part/medicines/"), sent("x", choice="rather-not-say"))
    assert Draft.objects.get().content["choice"] == ""


@pytest.mark.parametrize("who", ["sam", "noor", "lena", "stranger"])
def test_nobody_else_writes_in_the_story(clinic, who):
    with pytest.raises(Refused):
        drafts.save(
            partnership=clinic.partnership,
            section="matters",
            content=Content("x"),
            revision=0,
            window=ids.uuid7(),
            by=clinic.everyone[who],
        )
    assert not Draft.objects.exists()


def test_writing_is_no_event(clinic, write):
    before = Event.objects.count()
    write("matters", "x")
    assert Event.objects.count() == before


def test_what_was_typed_meanwhile_stands_beside_the_persons_own_draft(as_, clinic, page, shared, write):
    write("matters", "What I am writing.")
    write("matters", "What I said on the telephone.", by=clinic.priya)
    story.share_typed(
        partnership=clinic.partnership, how=StoryVersion.How.TELEPHONE, read_back=True, by=clinic.priya
    )
    text = as_("joan").get(page("part/matters/")).text
    assert "Something newer was shared" in text
    assert "What I said on the telephone." in text
    assert "What I am writing." in text


def test_after_sharing_the_section_starts_from_what_was_shared(as_, page, shared):
    assert "Being thought lazy is worse than the pain." in as_("joan").get(page("part/matters/")).text


@pytest.mark.django_db(transaction=True)
def test_a_save_asks_the_database_little_and_is_one_commit(as_, page, thursday):
    joan, window = as_("joan"), ids.uuid7()
    for revision in range(3):
        with cost() as everyday:
            joan.post(page("part/matters/"), sent(f"My garden {revision}.", revision, window))
    assert (everyday.queries, everyday.commits) == (8 + held(1), 1)
    assert kept() == "My garden 2."

"""The pages: one tap, what came of it, and what stands beside every box."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import textstat
from django.test import Client

from alongside.base import ids
from alongside.care.plan.models import BadDay, CheckIn, CheckInWord, EaseOffer
from alongside.care.plan.presenters import going_today
from alongside.care.plan.rules.checking_in import Did, Hard
from tests.care.plan.going.cast import agreed, on_day, tell
from tests.conftest import Clinic
from tests.test_reading_age import ENOUGH_WORDS, FOR_PEOPLE, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
As = Callable[[str], Client]


def at(clinic: Clinic, page: str) -> str:
    return f"/p/{clinic.partnership.pk}/plan/{page}"


def form(clinic: Clinic, *steps: str, **more: str) -> dict[str, str]:
    return {"key": str(ids.uuid7()), "shown": " ".join(steps), **more}


def test_one_tap_for_every_step_that_was_on_the_page(clinic: Clinic, as_: As) -> None:
    one, other = str(agreed(clinic).pk), str(agreed(clinic).pk)
    sent = form(clinic, one, other, everything="yes", **{f"did-{other}": "no"})
    led = as_("joan").post(at(clinic, "check-in/"), sent)
    steps = CheckIn.objects.get().day().steps
    assert (steps[one].did, steps[other].did) == (Did.YES, Did.NO), "one's own answer counts before all's"
    assert led.url == at(clinic, f"check-in/{CheckIn.objects.get().pk}/")
    as_("joan").post(at(clinic, "check-in/"), sent)
    assert CheckIn.objects.count() == 1


def test_nothing_tapped_is_nothing_kept_and_nobody_is_blamed(clinic: Clinic, as_: As) -> None:
    step = str(agreed(clinic).pk)
    page = as_("joan").post(at(clinic, "check-in/"), form(clinic, step), follow=True)
    assert "That is fine." in page.content.decode()
    assert not CheckIn.objects.exists()


def test_what_is_off_its_ruler_or_too_long_is_refused_and_what_was_typed_is_kept(
    clinic: Clinic, as_: As
) -> None:
    step = str(agreed(clinic).pk)
    for wrong in ({"pain": "11"}, {"words": "ah" * 2000}, {f"hard-{step}": "impossible"}):
        page = as_("joan").post(at(clinic, "check-in/"), form(clinic, step, everything="yes", **wrong))
        assert page.status_code == 200
        assert "Please look at this again" in page.content.decode()
    assert "ah" * 2000 in as_("joan").post(
        at(clinic, "check-in/"), form(clinic, step, words="ah" * 2000)
    ).content.decode()  # fmt: skip
    assert not CheckIn.objects.exists()


def test_a_page_left_open_too_long_asks_about_today_instead(clinic: Clinic, as_: As) -> None:
    step = str(agreed(clinic).pk)
    sent = form(clinic, step, everything="yes")
    with on_day(8):
        page = as_("joan").post(at(clinic, "check-in/"), sent, follow=True)
        assert "Please tell us about today instead." in page.content.decode()
    assert not CheckIn.objects.exists()


def test_wherever_one_checks_in_it_says_that_nobody_watches(clinic: Clinic, as_: As) -> None:
    taken = tell(clinic, agreed(clinic))
    for page in ("check-in/", f"check-in/{taken.check_in.pk}/", "going/"):
        html = as_("joan").get(at(clinic, page)).content.decode()
        assert "Nobody watches your check-ins between visits." in html, page


def test_beside_every_box_stands_whom_to_ring(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    tell(clinic, step, Did.NO, Hard.COULD_NOT_HERE)
    for page in ("check-in/", "going/"):
        html = as_("joan").get(at(clinic, page)).content.decode()
        boxes = len(re.findall(r"<textarea|<input class=\"input\" type=\"text\"", html))
        assert boxes == html.count('class="crisis') > 0, page


def test_the_offer_is_answered_on_the_page_and_why_stands_there_for_both(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    tell(clinic, step, Did.A_BIT, Hard.TOO_HARD)
    with on_day(1):
        tell(clinic, step, Did.A_BIT, Hard.TOO_HARD)
        offer = EaseOffer.objects.get()
        sent = {"says": "yes", "once": str(ids.uuid7())}
        page = as_("joan").post(at(clinic, f"ease/{offer.pk}/"), sent, follow=True)
        assert "Done. Your plan has changed from today." in page.content.decode()
        twice = as_("joan").post(at(clinic, f"ease/{offer.pk}/"), {"says": "keep"}, follow=True)
        assert "This is how it stands now." in twice.content.decode()
        assert "Said “too hard” twice" in as_("priya").get(at(clinic, "going/")).content.decode()
        assert "Yes, ease it" not in as_("priya").get(at(clinic, "going/")).content.decode()


def test_after_a_gap_it_says_welcome_back_and_nothing_of_the_days_between(clinic: Clinic, as_: As) -> None:
    tell(clinic, agreed(clinic))
    with on_day(20):
        html = as_("joan").get(at(clinic, "check-in/")).content.decode()
        clinic.partnership.refresh_from_db()
        (card,) = going_today.cards(clinic.partnership)
    assert "Welcome back" in html
    assert card.title == "Welcome back. How did it go today?"
    assert not re.search(r"missed|streak|20 days|in a row", html)


def test_the_picture_goes_back_week_by_week_and_a_day_that_is_none_is_today(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    tell(clinic, step, pain=4)
    with on_day(100):
        tell(clinic, step, pain=2)
        page = as_("joan").get(at(clinic, "going/")).content.decode()
        assert "?until=2026-11-12" in page
        earlier = as_("joan").get(at(clinic, "going/?until=2026-11-12")).content.decode()
        assert "The newest weeks" in earlier
        for odd in ("yesterday", "2999-01-01", "0001-01-01"):
            assert as_("joan").get(at(clinic, f"going/?until={odd}")).status_code == 200, odd


def test_a_bad_day_by_one_tap_twice_and_taken_back(clinic: Clinic, as_: As) -> None:
    agreed(clinic)
    for _again in range(2):
        as_("joan").post(at(clinic, "bad-day/"), {"once": str(ids.uuid7())})
    row = BadDay.objects.get()
    page = as_("joan").get(at(clinic, "bad-day/")).content.decode()
    assert "We ask you nothing until the end of Saturday 14 November." in page
    assert as_("joan").post(at(clinic, f"bad-day/{row.pk}/"), {"what": "dance"}).status_code == 404
    as_("joan").post(at(clinic, f"bad-day/{row.pk}/"), {"what": "undo"})
    assert not BadDay.objects.standing().exists()


def test_a_word_is_read_by_both_in_their_words(clinic: Clinic, as_: As) -> None:
    step = str(agreed(clinic).pk)
    as_("joan").post(at(clinic, "check-in/"), form(clinic, step, words="I saw the <ducks>."))
    assert CheckInWord.objects.get().text == "I saw the <ducks>."
    for who in ("joan", "priya", "okafor"):
        assert "I saw the &lt;ducks&gt;." in as_(who).get(at(clinic, "going/")).content.decode()


def test_every_page_of_keeping_going_is_easy_to_read(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    tell(clinic, step, Did.A_BIT, Hard.TOO_HARD)
    with on_day(1):
        taken = tell(clinic, step, Did.A_BIT, Hard.TOO_HARD, worse=True, no_difference=True)
        other = agreed(clinic)
        tell(clinic, other, Did.NO, Hard.COULD_NOT_HERE)
        for page in ("check-in/", f"check-in/{taken.check_in.pk}/", "going/", "bad-day/"):
            text = words_of(as_("joan").get(at(clinic, page)).text)
            assert len(text.split()) >= ENOUGH_WORDS, page
            assert textstat.flesch_kincaid_grade(text) <= FOR_PEOPLE, (page, text)


def test_no_answer_to_a_check_in_looks_like_the_good_one(clinic: Clinic, as_: As) -> None:
    agreed(clinic)
    for address in (at(clinic, "check-in/"), "/"):
        page = as_("joan").get(address).content.decode()
        looks = set(
            re.findall(r'<button class="([^"]*)"[^>]*>(?:Yes|A bit|No|I chose not to)</button>', page)
        )
        assert len(looks) == 1, looks

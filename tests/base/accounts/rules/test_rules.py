from __future__ import annotations

import pytest

from alongside.base.accounts.rules import devices, limits


@pytest.mark.parametrize(
    "says, browser, system",
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130 Safari/537.36 Edg/130",
            "Edge",
            "Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari",
            "iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox", "Linux"),
        ("curl/8.0", "", ""),
        ("", "", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(says, browser, system):
    assert (devices.browser(says), devices.system(says)) == (browser, system)


def test_guessing_codes_all_year_finds_one_with_a_chance_below_one_in_a_thousand():
    guesses = 365 * 24 * 60 / limits.WRONG_CODES.minutes * limits.WRONG_CODES.tries
    assert guesses / 10**limits.CODE_DIGITS < 1 / 1000


def test_one_code_in_one_session_never_gives_more_tries_than_the_address_has():
    assert limits.WRONG_CODES.tries >= limits.TRIES_WITH_ONE_CODE

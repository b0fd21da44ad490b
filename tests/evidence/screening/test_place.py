"""After a decision one is where one was: the title says which record it is, the row keeps its place."""

from __future__ import annotations

import re

import pytest

from alongside.evidence.records.models import Pair, Record
from tests.evidence import web
from tests.evidence.screening.test_deciding import Three

pytestmark = pytest.mark.django_db


def test_each_record_names_its_own_window_and_says_what_was_decided_last() -> None:
    three = Three()
    ruth = three.browser(three.ruth)
    first = ruth.get(f"{three.home}screening/title/next/", follow=True)
    title = re.search(r"<title>([^<]+)<", first.content.decode())
    assert title
    assert title[1].startswith("Waving one · Title and abstract")
    address = first.redirect_chain[-1][0].partition("#")[0]
    second = ruth.post(address, {"verdict": "in"}, follow=True)
    assert second.redirect_chain[-1][0].endswith("#main"), "past what every page begins with"
    page = second.content.decode()
    assert "<title>Waving two · Title and abstract" in page
    assert "Last: include. Waving one" in page
    back = ruth.post(re.findall(r'action="([^"]+take-back[^"]+)"', page)[0], follow=True)
    assert back.redirect_chain[-1][0] == f"{address}#main"


def test_what_is_said_of_a_full_text_leads_back_to_its_row_on_its_page() -> None:
    three = Three()
    web.bring_in(three.synthesis, web.ris([f"Waving again {n}" for n in range(40)], first=100), three.ruth)
    Record.objects.filter(synthesis=three.synthesis, merged_into=None).update(title_state="in")
    record = three.synthesis.records.order_by("number")[30]
    ruth = three.browser(three.ruth)
    said = ruth.post(f"{three.home}full-texts/{record.pk}/", {"got": "got", "page": "2"})
    assert said.headers["Location"] == f"{three.home}full-texts/?page=2#r{record.number}"
    page = ruth.get(f"{three.home}full-texts/?page=2").content.decode()
    assert f'id="r{record.number}" tabindex="-1"' in page
    assert re.search(r'class="display">42<', page), "how many are still to get, not how many there are"
    first = three.synthesis.records.order_by("number")[0]
    assert f'href="?page=1#r{first.number}"' in page
    for odd in ("-1", "2#x", "2&words=x", "//elsewhere.example"):
        said = ruth.post(f"{three.home}full-texts/{record.pk}/", {"got": "sought", "page": odd})
        assert said.headers["Location"] == f"{three.home}full-texts/#r{record.number}", odd


def test_a_merge_taken_apart_leads_back_to_its_row() -> None:
    three = Three()
    web.bring_in(three.synthesis, web.ris(["Waving one"]), three.ruth, name="again.ris")
    merge = three.synthesis.merges.get()
    ruth = three.browser(three.ruth)
    undone = ruth.post(f"{three.home}duplicates/merged/{merge.pk}/undo/", {"page": "1"})
    assert undone.headers["Location"] == f"{three.home}duplicates/merged/?page=1#m{merge.pk}"
    assert f'id="m{merge.pk}"' in ruth.get(undone.headers["Location"]).content.decode()


def test_each_pair_says_what_became_of_the_one_before_and_its_keys_can_be_turned_off() -> None:
    three = Three()
    first, second, third = three.synthesis.source_records.order_by("number")
    pairs = [
        Pair.objects.create(synthesis=three.synthesis, first=one, second=other, score=score, reason="title")
        for one, other, score in ((first, second, 0.9), (second, third, 0.8))
    ]
    ruth = three.browser(three.ruth)
    address = f"{three.home}duplicates/{pairs[0].pk}/"
    page = ruth.get(address).content.decode()
    assert "data-keys-on" in page
    assert "<title>Waving one · Are these the same?" in page
    said = ruth.post(address, {"answer": "different"}, follow=True)
    assert said.redirect_chain[-1][0] == f"{three.home}duplicates/{pairs[1].pk}/#main"
    assert "Those two stay apart." in said.content.decode()
    said = ruth.post(f"{three.home}duplicates/{pairs[1].pk}/", {"answer": "same"}, follow=True)
    assert "Those two are one now." in said.content.decode()
    assert "Those two" not in ruth.post(address, {"answer": "nonsense"}, follow=True).content.decode()

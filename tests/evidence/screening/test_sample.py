"""A random sample of the unread: it can be drawn again, is screened as all are, and proves something."""

from __future__ import annotations

import pytest

from alongside.evidence.sampling import sample_of_rest
from alongside.evidence.screening import queue, sampling
from alongside.evidence.screening.actions import decision as actions
from alongside.evidence.screening.actions import sample as samples
from alongside.evidence.screening.models import Drawn, Sample
from alongside.evidence.synthesis.authority import Refused
from alongside.evidence.synthesis.models import Entry
from tests.evidence import web

pytestmark = pytest.mark.django_db


class Begun:
    """Two screen, each record once; twelve of forty were looked at, two of them let in."""

    def __init__(self) -> None:
        self.ruth, self.eli = web.account("Ruth Adler", professional=True), web.account("Eli Marks")
        self.synthesis = web.begun(self.ruth, needed=1)
        self.seat = web.joins(self.synthesis, self.eli)
        web.joins(self.synthesis, web.account("Nina Holm"), "reader")
        web.bring_in(self.synthesis, web.ris([f"Waving, volume {at}" for at in range(40)]), self.ruth)
        for at, record in enumerate(self.synthesis.records.order_by("number")[:12]):
            self.say(record, "in" if at < 2 else "out")

    def say(self, record, verdict: str) -> None:
        actions.decide(record=record, stage="title", verdict=verdict, reasons=[], by=self.ruth)

    def drawn(self, sample: Sample) -> list:
        return [each.record for each in Drawn.objects.filter(sample=sample).select_related("record")]


@pytest.fixture
def begun(db: None) -> Begun:
    return Begun()


def test_it_is_drawn_from_what_nobody_looked_at_and_can_be_drawn_again(begun: Begun) -> None:
    rest = list(queue.untouched(begun.synthesis).order_by("number").values_list("pk", flat=True))
    sample = samples.draw(synthesis=begun.synthesis, size=10, by=begun.ruth)
    assert (sample.rest, sample.found, sample.size) == (28, 2, 10)
    again = {rest[at] for at in sample_of_rest(range(28), 10, sample.seed)}
    assert {record.pk for record in begun.drawn(sample)} == again
    assert Entry.objects.get(kind="sample-drawn").facts == {"size": 10, "rest": 28}


def test_it_comes_next_for_everybody_and_no_ranking_puts_anything_before_it(begun: Begun) -> None:
    sample = samples.draw(synthesis=begun.synthesis, size=5, by=begun.ruth)
    keys = {record.pk for record in begun.drawn(sample)}
    assert queue.upcoming(begun.seat, "title", 1).pk in keys
    web.work()
    assert begun.synthesis.rankings.exists()
    assert queue.upcoming(begun.seat, "title", 1).pk in keys


def test_its_result_waits_until_all_of_it_is_decided_and_is_then_said_and_drawn(begun: Begun) -> None:
    sample = samples.draw(synthesis=begun.synthesis, size=20, by=begun.ruth)
    records = begun.drawn(sample)
    for record in records[:-1]:
        begun.say(record, "out")
    (line,) = sampling.drawn(begun.synthesis)
    assert line["left"] == 1
    assert not line["picture"]
    begun.say(records[-1], "in")
    (line,) = sampling.drawn(begun.synthesis)
    assert "1 of the 20 are relevant" in line["words"]
    # 3 are known. With 4 relevant among the 28, 20 of them hold 1 or none in 58 of 1000 draws; with 5, in 15.
    # So at most 3 are still unread: 3 of 6.
    assert "at least 50%" in line["words"]
    assert "at most 3 " in line["words"]
    assert "<svg" in line["picture"]


def test_all_of_the_rest_proves_that_everything_is_found(begun: Begun) -> None:
    sample = samples.draw(synthesis=begun.synthesis, size=28, by=begun.ruth)
    for record in begun.drawn(sample):
        begun.say(record, "out")
    (line,) = sampling.drawn(begun.synthesis)
    assert "100%" in line["words"]
    with pytest.raises(samples.NothingLeft):
        samples.draw(synthesis=begun.synthesis, size=1, by=begun.ruth)


@pytest.mark.parametrize("size", [0, 29])
def test_nobody_draws_more_than_there_are(begun: Begun, size: int) -> None:
    with pytest.raises(samples.TooMany):
        samples.draw(synthesis=begun.synthesis, size=size, by=begun.ruth)


def test_a_reader_draws_nothing_and_reads_the_page(begun: Begun, client) -> None:
    reader = begun.synthesis.members.get(role="reader").account
    with pytest.raises(Refused):
        samples.draw(synthesis=begun.synthesis, size=3, by=reader)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/evidence/s/{begun.synthesis.pk}/screening/sample/")
    assert "Nobody has looked at 28 records" in shown.content.decode()


def test_drawing_on_the_page_says_so_and_a_wrong_number_is_refused_in_words(begun: Begun, client) -> None:
    client.force_login(begun.ruth, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/evidence/s/{begun.synthesis.pk}/screening/sample/"
    refused = client.post(page, {"size": "999"})
    assert "At most 28 can be drawn." in refused.content.decode()
    assert client.post(page, {"size": "4"}).status_code == 302
    assert "4 of 28 records were drawn." in client.get(page).content.decode()
    assert "Screen them" in client.get(page).content.decode()

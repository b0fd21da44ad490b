"""What leads to what, in any synthesis: drawn by its reviewers, on its studies, never written over."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest
from django.test import Client

from alongside.base.accounts.models import Account
from alongside.evidence.appraisal import picture
from alongside.evidence.appraisal.actions import appraisal, arrow, theme
from alongside.evidence.appraisal.models import Arrow, Cell, Theme
from alongside.evidence.records.models import Record
from alongside.evidence.report import archive as archives
from alongside.evidence.report.actions import archive as opening
from alongside.evidence.screening.actions import decision
from alongside.evidence.synthesis.authority import Refused
from tests.evidence import web

pytestmark = pytest.mark.django_db


class Drawn:
    """Ruth and Eli let two studies in and named two themes; Nina only reads."""

    def __init__(self) -> None:
        self.ruth, self.eli = web.account("Ruth Adler", professional=True), web.account("Eli Marks")
        self.nina = web.account("Nina Holm")
        self.synthesis = web.begun(self.ruth)
        web.joins(self.synthesis, self.eli)
        web.joins(self.synthesis, self.nina, "reader")
        web.bring_in(self.synthesis, web.ris(["Waving one", "Waving two", "Rats three"]), self.ruth)
        self.one, self.two, self.rats = self.synthesis.records.order_by("number")
        for record in (self.one, self.two):
            for stage in ("title", "text"):
                for who in (self.ruth, self.eli):
                    decision.decide(record=record, stage=stage, verdict="in", reasons=[], by=who)
                if stage == "title":
                    decision.full_text(record=record, got="got", why="", by=self.ruth)
            record.refresh_from_db()
        self.talking, self.trust = (
            theme.add(synthesis=self.synthesis, name=name, about=f"{name}, in all its ways", by=self.eli)
            for name in ("Talking", "Trust")
        )

    def draws(self, *records: Record, says: str = "Talking brings trust.", seen: UUID | None = None) -> Arrow:
        return arrow.draw(
            start=self.talking, end=self.trust, how="helps", says=says,
            grounds={each.pk: "p. 4" for each in records}, seen=seen, by=self.eli,
        )  # fmt: skip

    def browser(self, who: Account) -> Client:
        client = Client()
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    @property
    def home(self) -> str:
        return f"/evidence/s/{self.synthesis.pk}/"

    @property
    def way(self) -> str:
        return f"{self.home}model/{self.talking.pk}/{self.trust.pk}/"


@pytest.fixture
def drawn(db: None) -> Drawn:
    return Drawn()


def test_two_reviewers_draw_a_model_and_everybody_in_it_reads_on_what_it_rests(drawn: Drawn) -> None:
    ruth, eli = drawn.browser(drawn.ruth), drawn.browser(drawn.eli)
    goes = ruth.post(f"{drawn.home}model/", {"start": drawn.talking.pk.hex, "end": drawn.trust.pk.hex})
    assert goes.headers["Location"] == drawn.way
    said = {
        "how": "helps", "says": "Being listened to comes first.",
        f"on-{drawn.one.pk.hex}": "on", f"place-{drawn.one.pk.hex}": "page 288",
    }  # fmt: skip
    assert ruth.post(drawn.way, said).status_code == 302
    assert eli.post(f"{drawn.home}model/", {"end_name": "Managing"}).status_code == 302
    for who in (drawn.nina, drawn.eli):
        for page in ("model/", "report/"):
            told = drawn.browser(who).get(f"{drawn.home}{page}").content.decode()
            assert "Talking helps Trust" in told
            assert "Being listened to comes first." in told
            assert re.search(r"Author0 1980</a>: page 288", told)
            assert 'class="fig fig-model"' in told
    assert "No arrow yet: Managing." in eli.get(f"{drawn.home}model/").content.decode()
    alone = b"".join(eli.get(f"{drawn.home}report/page/")).decode()
    assert "page 288" in alone
    assert "<svg" in alone.partition("What leads to what")[2]


def test_who_only_reads_draws_nothing(drawn: Drawn) -> None:
    with pytest.raises(Refused):
        arrow.draw(
            start=drawn.talking,
            end=drawn.trust,
            how="helps",
            says="No.",
            grounds={},
            seen=None,
            by=drawn.nina,
        )
    nina = drawn.browser(drawn.nina)
    assert nina.get(drawn.way).status_code == 404
    assert nina.post(f"{drawn.home}model/", {"end_name": "Managing"}).status_code == 404
    assert "Draw an arrow" not in nina.get(f"{drawn.home}model/").content.decode()


def test_an_arrow_rests_on_studies_of_the_synthesis_and_on_nothing_else(drawn: Drawn) -> None:
    for stranger in (drawn.rats, Record(synthesis=drawn.synthesis)):
        with pytest.raises(arrow.NoGround):
            drawn.draws(drawn.one, stranger)
    with pytest.raises(arrow.NoSuchWay):
        arrow.draw(
            start=drawn.trust, end=drawn.trust, how="helps", says="-", grounds={}, seen=None, by=drawn.eli
        )
    assert not Arrow.objects.exists()


def test_what_another_drew_meanwhile_is_never_written_over_unseen(drawn: Drawn) -> None:
    """Both open the page; the second who saves is shown what the first said, and nothing of it is lost."""
    ruth = drawn.browser(drawn.ruth)
    first = drawn.draws(drawn.one, says="Eli was here first.")
    late = ruth.post(drawn.way, {"how": "limits", "says": "Ruth says otherwise.", "seen": ""})
    page = late.content.decode()
    assert late.status_code == 200
    assert "Eli was here first." in page
    assert "Ruth says otherwise." in page
    assert list(Arrow.objects.filter(ended_at=None)) == [first]
    again = ruth.post(drawn.way, {"how": "limits", "says": "Ruth says otherwise.", "seen": first.pk.hex})
    assert again.status_code == 302
    assert Arrow.objects.get(ended_at=None).says == "Ruth says otherwise."
    assert Arrow.objects.get(pk=first.pk).grounds.count() == 1


def test_a_study_that_is_left_out_later_is_no_longer_what_an_arrow_rests_on(drawn: Drawn) -> None:
    drawn.draws(drawn.one, drawn.two)
    for who in (drawn.ruth, drawn.eli):
        decision.decide(record=drawn.two, stage="text", verdict="out", reasons=["out-animals"], by=who)
    (line,) = picture.drawn(drawn.synthesis)["lines"]
    assert [ground["record"] for ground in line["grounds"]] == [drawn.one]


def test_a_theme_taken_out_leaves_matrix_and_model_and_its_name_is_free(drawn: Drawn) -> None:
    drawn.draws(drawn.one)
    appraisal.fill(record=drawn.one, themes={drawn.trust: "p. 2", drawn.talking: ""}, by=drawn.ruth)
    theme.take_out(theme=drawn.trust, by=drawn.ruth)
    assert picture.drawn(drawn.synthesis)["lines"] == []
    page = drawn.browser(drawn.eli).get(f"{drawn.home}matrix/").content.decode()
    assert "Trust" not in page
    with pytest.raises(appraisal.NotATheme):
        appraisal.fill(record=drawn.one, themes={drawn.trust: ""}, by=drawn.eli)
    with pytest.raises(theme.TakenOut):
        theme.change(theme=drawn.trust, name="Faith", about="", by=drawn.eli)
    assert Cell.objects.filter(theme=drawn.trust, place="p. 2").exists(), "kept, as everything is"
    assert theme.add(synthesis=drawn.synthesis, name="Trust", about="", by=drawn.eli) != drawn.trust
    with pytest.raises(theme.NameTaken):
        theme.change(theme=drawn.talking, name="Trust", about="", by=drawn.eli)


def test_matrix_and_model_travel_in_the_archive(drawn: Drawn) -> None:
    drawn.draws(drawn.one, says="As it was first.")
    drawn.draws(drawn.one, drawn.two, seen=Arrow.objects.get().pk)
    theme.add(synthesis=drawn.synthesis, name="Managing", about="", kind="end", by=drawn.ruth)
    appraisal.fill(record=drawn.two, themes={drawn.trust: "p. 2"}, by=drawn.ruth)
    packed = io.BytesIO()
    archives.write(drawn.synthesis, packed)
    opened = opening.open_(file=packed, by=drawn.ruth)

    def told(synthesis) -> list[object]:
        lines = picture.drawn(synthesis)["lines"]
        names = [(each.name, each.about, each.kind) for each in picture.themes(synthesis)]
        rests = [[(g["name"], g["place"]) for g in line["grounds"]] for line in lines]
        cells = Cell.objects.filter(theme__synthesis=synthesis).values_list("theme__name", "place")
        return [names, [(line["said"], line["says"]) for line in lines], rests, list(cells)]

    assert told(opened) == told(drawn.synthesis)
    assert told(opened)[2] == [[("Author0 1980", "p. 4"), ("Author1 1981", "p. 4")]]
    assert opened.arrows.filter(says="As it was first.").exclude(ended_at=None).count() == 1
    assert Theme.objects.filter(synthesis=opened).count() == 3

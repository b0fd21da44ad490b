"""Who looked: each by what they were to the person at that moment, and what they did in plain words."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import reverse

from alongside.base.record import access
from alongside.care.partnership import looked
from alongside.care.partnership.actions import erasure
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.actions import team as teams
from tests.care.partnership.test_erasure import just_signed_in

CARE = Path(looked.__file__).resolve().parents[1]


def sentences(clinic) -> set[str]:
    return {line.sentence for line in looked.who_looked(clinic.partnership)}


def test_own_team_is_named_with_what_they_are_and_everybody_else_by_what_they_are_here(clinic, as_):
    page = reverse("understanding:story", args=[clinic.partnership.pk])
    as_("okafor").get(page)
    assert sentences(clinic) == {"Someone in the team (doctor) read your story"}
    as_("priya").get(page)
    partnerships.hand_over(partnership=clinic.partnership, to=clinic.okafor, by=clinic.priya)
    as_("joan").get(page)
    # Who she knows by name now is named for what they did before; who was hers then is named too.
    assert sentences(clinic) == {
        "Dr Chidi Okafor, doctor, of the clinic’s team then, read your story",
        "Priya Shah, physiotherapist, your contact then, read your story",
        "You read your story",
    }


def test_who_leads_is_called_the_lead_also_where_they_have_a_seat(clinic, as_):
    teams.seat(team=clinic.team, account=clinic.lena, profession="physiotherapist")
    erasure.ask(partnership=clinic.partnership, by=clinic.joan)
    just_signed_in(clinic, as_("lena")).get(
        reverse("partnership:keep-or-erase", args=[clinic.partnership.pk])
    )
    assert sentences(clinic) == {"The lead of the clinic looked at whether your record is kept"}
    as_("lena").get(reverse("understanding:story", args=[clinic.partnership.pk]))
    assert "Someone in the team (physiotherapist) read your story" in sentences(clinic)


def test_whatever_a_page_is_opened_for_is_said_in_words():
    used = set()
    for file in CARE.rglob("*.py"):
        used |= set(re.findall(r'partnership_page\([\w.]+, purpose="([\w-]+)"', file.read_text("utf-8")))
    assert len(used) > 20
    assert used <= set(looked.PURPOSES), used - set(looked.PURPOSES)


def test_the_page_says_it(clinic, as_):
    access.seen(
        service=clinic.service,
        viewer=clinic.priya,
        relation="contact",
        subject=clinic.partnership.pk,
        purpose="fits",
    )
    page = as_("joan").get(reverse("partnership:who-looked", args=[clinic.partnership.pk])).text
    assert "Priya Shah, physiotherapist, your contact, looked at what a step must fit in with" in page


def test_who_works_here_reads_that_nothing_is_hidden_from_the_person(as_):
    page = reverse("pages:who-sees-what")
    said = "for somebody’s safety, such as a fear of violence at home, does not belong here"
    assert said in as_("priya").get(page).text
    assert said not in as_("joan").get(page).text  # who holds her phone learns nothing by it

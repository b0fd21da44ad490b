"""Found by thinking like the machine: who owns what, when the contact changes."""

from __future__ import annotations

from alongside.care.measures import attention as kinds
from alongside.care.measures.actions import assessment, audience, instrument, occasion
from alongside.care.measures.models import RatingAudience
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.models import AttentionItem
from tests.conftest import Clinic


def test_handing_over_leaves_what_joan_wrote_with_whom_she_chose_to_read_it(clinic: Clinic, thursday) -> None:
    instrument.ensure_own_checks()
    joans = clinic.partnership
    made = {one.key: one for one in occasion.open_baseline(partnership=joans, by=clinic.joan)}
    chosen = RatingAudience.Audience.SOMEONE_ELSE
    audience.choose(partnership=joans, audience=chosen, chosen=clinic.okafor, by=clinic.joan)
    assessment.complete(
        occasion=made["partnership-check"],
        side=Side.PERSON,
        sent={"listened": ["1"]},
        words={"listened": "She never looks up."},
        by=clinic.joan,
    )
    attention.open_item(partnership=joans, kind="plain", harm=AttentionItem.Harm.WORSE, by=clinic.joan)
    partnerships.hand_over(partnership=joans, to=clinic.noor, by=clinic.priya)
    owners = dict(AttentionItem.objects.filter(partnership=joans).open().values_list("kind", "owner__name"))
    assert owners[kinds.WORDS] == "Dr Chidi Okafor"
    assert owners["plain"] == "Noor Haddad"

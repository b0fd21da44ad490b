"""What is usual for a person, as both sides agreed it: shown beside the safety screen, never more.

The rooms above write it: *my normal* by question, or the story's section as a whole (question empty).
"""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.partnership.models import MyNormal, Partnership

WHOLE = ""  # not about one question: what the story says is usual


def agreed(partnership: Partnership) -> list[MyNormal]:
    """What stands now and both sides have agreed, with who wrote and who agreed it."""
    rows = MyNormal.objects.filter(partnership=partnership, until_at=None, agreed_at__isnull=False)
    return list(rows.select_related("written_by", "agreed_by"))


@transaction.atomic
def agree_whole(
    *, partnership: Partnership, text: str, written_by: Account, agreed_by: Account, profession: str = ""
) -> MyNormal:
    """The story's words on what is usual, just agreed: they replace what stood, and show from now on.

    Permission is the caller's (the action in which the other side agreed).
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    now = clock.now()
    MyNormal.objects.filter(partnership=partnership, question=WHOLE, until_at=None).update(until_at=now)
    return MyNormal.objects.create(
        service=partnership.service,
        partnership=partnership,
        question=WHOLE,
        text=text,
        written_by=written_by,
        written_at=now,
        agreed_by=agreed_by,
        agreed_by_profession=profession,
        agreed_at=now,
    )

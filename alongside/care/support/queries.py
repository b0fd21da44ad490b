"""What the pages of this room ask of the rows, each in a constant number of queries."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.partnership.models import AttentionItem, Partnership

MOST_SHOWN = 25  # people on one page
MOST_READ = 8 * MOST_SHOWN  # items, so that somebody with many does not hide the others


def needs(account: Account) -> list[list[AttentionItem]]:
    """What needs ``account`` now, one list a person with the worst first: at most ``MOST_SHOWN`` people."""
    items = AttentionItem.objects.filter(owner=account).due().by_harm()
    by_person: dict[UUID, list[AttentionItem]] = {}
    for item in items.select_related("partnership", "owner")[:MOST_READ]:
        by_person.setdefault(item.partnership_id, []).append(item)
    return list(by_person.values())[:MOST_SHOWN]


def needing(account: Account) -> int:
    """How many people something of ``account``'s waits for."""
    items = AttentionItem.objects.filter(owner=account).due()
    return items.values("partnership").distinct().count()


def people(account: Account, *, name: str = "", whose: str = "mine") -> QuerySet[Partnership]:
    """The people ``account`` may see, by name; ``whose`` narrows to their own or the waiting."""
    mine = Partnership.objects.visible_to(account).exclude(person=account)
    if whose == "waiting":
        mine = mine.waiting()
    elif whose != "team":
        mine = mine.filter(memberships__account=account, memberships__until_at=None)
    for word in name.split():
        mine = mine.filter(Q(full_name__icontains=word) | Q(known_as__icontains=word))
    found: QuerySet[Partnership] = mine.select_related("figures").order_by("full_name", "pk")
    return found


def not_useful_by_rule(service: Service) -> list[tuple[str, int, int]]:
    """(rule, how often closed, how often called not useful), the noisiest first."""
    rows = (
        AttentionItem.objects.filter(service=service, closed_at__isnull=False)
        .values_list("kind")
        .annotate(
            closed=Count("kind"), useless=Count("kind", filter=Q(outcome=AttentionItem.Outcome.NOT_USEFUL))
        )
        .order_by("-useless", "kind")
    )
    return [(kind, closed, useless) for kind, closed, useless in rows]

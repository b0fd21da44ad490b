"""The navigation of each side: what a person finds in the header, and what a professional does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.base.pages.jinja import day
from alongside.base.services.installation import the_service
from alongside.care.access.presenters import crisis
from alongside.care.partnership.models import Partnership, ServiceRole
from alongside.care.partnership.rules.authority import Relation
from alongside.evidence.findings.rules.founding import known
from alongside.evidence.synthesis.models import Member


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What the shell shows around a page.

    ``nav`` and ``subnav`` are lists of ``label``, ``url``, ``current``; ``about`` says to a professional
    whose record this is (``name``, ``born``); ``links`` the addresses of the frame, ``worse`` among them:
    *Something new or worse*, on every page of the person's, and ``told_again``, the one tap of whoever had
    to tell their story again, at the foot of each. ``crisis`` is what stands by every box in which
    a person writes. ``quick_exit`` is there for everyone who is not a
    professional: its presence must not show what somebody answered.
    """
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    help_ = crisis(_service(request))
    links = {"home": reverse("support:home"), "language": reverse("pages:language")}
    links["leave"] = reverse("door:leave")
    links |= _known(request)
    links["privacy"] = reverse("pages:who-sees-what")
    links["display"] = f"{reverse('pages:display')}?{urlencode({'next': request.path})}"
    if account is None:
        return {"nav": [], "subnav": [], "links": links, "crisis": help_, "quick_exit": settings.LEAVE_FOR}
    links["sign_out"] = reverse("account_logout")
    links["sign_in"] = reverse("account_index")
    if account.is_professional:
        nav = [*_professional(request, account), *_syntheses(request, account)]
        return {
            "nav": nav,
            "subnav": _about(request),
            "about": _whose(request),
            "links": links,
            "crisis": help_,
        }
    mine = _mine(request, account)
    if mine is not None:
        links["worse"] = reverse("access:new-or-worse", args=[mine.pk])
        links["told_again"] = reverse("understanding:told-again", args=[mine.pk])
    return {
        "nav": [*_person(request, mine), *_syntheses(request, account)],
        "subnav": [],
        "links": links,
        "crisis": help_,
        "quick_exit": settings.LEAVE_FOR,
    }


def _service(request: HttpRequest) -> Any:
    """The service whose country's numbers are shown: asked for only where a page shows them."""
    partnership = getattr(request, "partnership", None)
    return SimpleLazyObject(lambda: partnership.service if partnership is not None else the_service())


def _mine(request: HttpRequest, account: Account) -> Partnership | None:
    if getattr(request, "relation", None) is Relation.PERSON:
        return request.partnership  # type: ignore[attr-defined, no-any-return]
    return Partnership.objects.filter(person=account).select_related("service").first()


def _person(request: HttpRequest, mine: Partnership | None) -> list[dict[str, Any]]:
    if mine is None:
        return []
    return [
        _item(request, _("Today"), reverse("support:home"), exact=True),
        _item(request, _("My story"), reverse("understanding:story", args=[mine.pk])),
        _item(request, _("Both sides"), reverse("understanding:both", args=[mine.pk])),
        _item(request, _("Agreed"), reverse("involvement:together", args=[mine.pk])),
        _item(request, _("Our plan"), reverse("plan:plan", args=[mine.pk])),
        _item(request, _("Talk"), reverse("communication:talk", args=[mine.pk])),
        _item(request, _("Checks"), reverse("measures:checks", args=[mine.pk])),
        _item(request, _("My way"), reverse("access:way", args=[mine.pk])),
    ]


def _professional(request: HttpRequest, account: Account) -> list[dict[str, Any]]:
    items = [
        _item(request, _("Who needs you now"), reverse("support:home"), exact=True),
        _item(request, _("People to ring"), reverse("support:ring")),
        _item(request, _("Inbox"), reverse("communication:inbox")),
        _item(request, _("Diary"), reverse("communication:diary")),
        _item(request, _("People"), reverse("support:people")),
    ]
    if ServiceRole.objects.filter(account=account, until_at=None).exists():
        items.append(_item(request, _("The clinic"), reverse("support:clinic"), exact=True))
        items.append(_item(request, _("Evaluation"), reverse("evaluation:all")))
    return items


def _known(request: HttpRequest) -> dict[str, str]:
    """Where what is known stands; behind a piece of advice also each study, under its id in the bundle."""
    links = {"evidence": reverse("findings:index")}
    if request.resolver_match and request.resolver_match.app_name == "knowing":
        here = known()
        ids = [each.id for each in here.matrix.study] + [each.id for each in here.singles.study]
        links |= {f"study {each}": reverse("findings:study", args=[each]) for each in ids}
    return links


def _syntheses(request: HttpRequest, account: Account) -> list[dict[str, Any]]:
    """On the pages of evidence, for whoever has a seat there; the pages of care ask nothing more for it."""
    evidence = reverse("findings:index")
    if not request.path.startswith(evidence):
        return []
    if not Member.objects.filter(account=account, until_at=None).exists():
        return []
    here = request.path.startswith((reverse("synthesis:index"), f"{evidence}s/"))
    return [{"label": _("Syntheses"), "url": reverse("synthesis:index"), "current": here}]


def _about(request: HttpRequest) -> list[dict[str, Any]]:
    partnership = getattr(request, "partnership", None)
    if partnership is None:
        return []
    key = [partnership.pk]
    if getattr(request, "relation", None) is Relation.LEAD:
        return [
            _item(request, _("Talk"), reverse("communication:talk", args=key)),
            _item(request, _("Their way"), reverse("access:way", args=key)),
        ]
    return [
        _item(request, _("Overview"), reverse("support:overview", args=key), exact=True),
        _item(request, _("Talk"), reverse("communication:talk", args=key)),
        _item(request, _("Story"), reverse("understanding:story", args=key)),
        _item(request, _("Both sides"), reverse("understanding:both", args=key)),
        _item(request, _("Agreed"), reverse("involvement:together", args=key)),
        _item(request, _("Plan"), reverse("plan:plan", args=key)),
        _item(request, _("Checks"), reverse("measures:checks", args=key)),
        _item(request, _("Their way"), reverse("access:way", args=key)),
        _item(request, _("Timeline"), reverse("partnership:timeline", args=key)),
    ]


def _whose(request: HttpRequest) -> dict[str, str] | None:
    """Name and birthday above every page about somebody, so that nobody writes into the wrong record.

    None on the overview, whose heading is the name.
    """
    partnership = getattr(request, "partnership", None)
    if partnership is None or request.path == reverse("support:overview", args=[partnership.pk]):
        return None
    born = _("born %(day)s") % {"day": day(partnership.born_on)} if partnership.born_on else ""
    return {"name": partnership.full_name, "born": born}


def _item(request: HttpRequest, label: str, url: str, *, exact: bool = False) -> dict[str, Any]:
    current = request.path == url if exact else request.path.startswith(url)
    return {"label": label, "url": url, "current": current}

"""Whom to ring: the contact and the clinic, ready made. The help lines come with the page's frame."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.base.services.reading import calendar_of
from alongside.care.partnership.names import named
from alongside.care.plan.presenters.hours import hours_line
from alongside.care.plan.reader import Reader


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody to ring; ``href`` is empty where there is no number."""

    label: str
    number: str
    href: str
    when: str


def numbers(reader: Reader) -> list[Number]:
    """The contact at the clinic, with its hours."""
    service = reader.partnership.service
    contact = reader.contact
    label = service.name
    if contact is not None:
        label = _("%(who)s, at %(clinic)s") % {
            "who": named(contact.name, contact.profession),
            "clinic": service.name,
        }
    dial = "".join(sign for sign in service.phone if sign.isdigit() or sign == "+")
    return [
        Number(label, service.phone, f"tel:{dial}" if dial else "", hours_line(calendar_of(service).hours))
    ]

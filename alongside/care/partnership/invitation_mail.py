"""The e-mail of an invitation: that one is invited, and the link. It names nobody."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base.record.deliveries import SendingFailed
from alongside.base.record.mail import MailText
from alongside.base.record.models import Delivery
from alongside.care.partnership.actions.invitation import TEMPLATE, standing_of, token_of
from alongside.care.partnership.models import Invitation
from alongside.care.partnership.rules.invitation import GOOD_FOR, Standing

__all__ = ["TEMPLATE", "invitation"]


def invitation(delivery: Delivery) -> MailText:
    """The text of ``delivery``. The link's token is made here and kept nowhere.

    Raises ``SendingFailed``, for good, where the invitation is not open any more.
    """
    row = Invitation.objects.filter(pk=delivery.facts.get("invitation")).first()
    if row is None or standing_of(row) is not Standing.OPEN:
        raise SendingFailed("not-open", final=True)
    facts = {
        "link": f"{settings.PUBLIC_URL}{reverse('partnership:invitation', args=[token_of(row)])}",
        "days": GOOD_FOR.days,
        "clinic": delivery.service.name,
        "phone": delivery.service.phone,
    }
    if delivery.neutral:
        body = _(
            "Hello,\n\n"
            "You are invited. To see by whom, and to say yes, open this link:\n"
            "%(link)s\n\n"
            "It works once, for %(days)d days. If you do not know what this is, you need do nothing.\n"
        )
    else:
        body = _(
            "Hello,\n\n"
            "%(clinic)s invites you. To see by whom, and to say yes, open this link:\n"
            "%(link)s\n\n"
            "It works once, for %(days)d days. If you do not know what this is, you need do nothing.\n"
            "To talk to us, ring %(phone)s.\n"
        )
    return MailText(_("You are invited"), body % facts)

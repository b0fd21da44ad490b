"""What several pages look up."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from alongside.care.measures.actions import audience as audiences
from alongside.care.measures.forms import AudienceForm
from alongside.care.measures.models import Occasion, RatingAudience
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest
from alongside.care.partnership.presenters import contact_of


def audience_form(request: PartnershipRequest | None, partnership: Partnership) -> AudienceForm:
    contact = contact_of(partnership)
    return AudienceForm(
        request.POST if request is not None and request.method == "POST" else None,
        contact=contact.name if contact else "",
        others=audiences.could_be_chosen(partnership),
        said=RatingAudience.objects.filter(partnership=partnership).first(),
    )


def find_occasion(partnership: Partnership, key: UUID) -> Occasion:
    found = get_object_or_404(Occasion.objects.with_instrument(), pk=key, partnership=partnership)
    found.partnership = partnership
    return found

"""What several pages look up."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from alongside.base.prepared import prepared
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
    for found in _occasions(key=key, partnership=partnership.pk):
        found.partnership = partnership
        return found
    raise Http404


@prepared
def _occasions(*, key: UUID, partnership: UUID) -> QuerySet[Occasion]:
    return Occasion.objects.with_instrument().filter(pk=key, partnership=partnership)

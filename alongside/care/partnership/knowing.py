"""*How do we know?* The page behind each piece of advice: open to everybody, about nobody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.base.pages.jinja import day
from alongside.care.partnership import findings
from alongside.care.partnership.rules.findings import Refusal, Signature


@require_safe
def how_do_we_know(request: HttpRequest, finding_id: str) -> HttpResponse:
    """One finding: what is known, from whom, how sure, how old, and who signed it or that nobody did."""
    finding, bundle = findings.unproven(finding_id), findings.bundle()
    if finding is None or bundle is None:
        raise Http404
    standing = findings.standing()
    return render(
        request,
        "partnership/how_do_we_know.html",
        {
            "finding": finding,
            "origin": bundle.origin,
            "sure": sure(finding.certainty),
            "standing": stands(standing),
            "signed": isinstance(standing, Signature),
        },
    )


def sure(certainty: str) -> str:
    """How sure we are, in a sentence for everybody."""
    return {
        "fairly": _("We are fairly sure."),
        "not-very": _("We are not very sure."),
    }.get(certainty, _("We are unsure."))


def stands(standing: Signature | Refusal) -> str:
    """Who stands for the findings, or why nobody does, in a sentence for everybody."""
    if isinstance(standing, Signature):
        at = parse_datetime(standing.at)
        words = (
            _("An invented clinician, %(name)s (%(role)s), signed this for the simulation on %(day)s.")
            if standing.simulated
            else _("%(name)s (%(role)s) read this and signed it on %(day)s.")
        )
        return words % {
            "name": standing.name,
            "role": standing.role,
            "day": day(at) if at else "",
        }
    return {
        Refusal.CHANGED: _(
            "Somebody signed an earlier text. This one was changed since, and nobody signed it."
        ),
        Refusal.SIMULATED: _("Only an invented clinician signed this. That counts for nothing here."),
        Refusal.WITHDRAWN: _("The clinician who signed this has taken it back."),
    }.get(standing, _("No clinician has signed this yet. So no advice is changed by it."))

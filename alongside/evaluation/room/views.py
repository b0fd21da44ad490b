"""The clinic evaluated, for its lead. Asks, shows, hands out; computes nothing."""

from __future__ import annotations

from uuid import UUID

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.services.models import Service
from alongside.care.partnership.models import ServiceRole
from alongside.evaluation.room import presenters
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.models import Job

# What may be taken away: its name in the address, the file, its kind, whether it opens in the browser.
FILES = {
    "report": ("report.html", "text/html", False),
    "pdf": ("report.pdf", "application/pdf", True),
    "results": ("results.json", "application/json", True),
    "plan": ("plan.toml", "application/toml", True),
}


def _led_by(request: HttpRequest) -> Service:
    role = (
        ServiceRole.objects.filter(account=account_of(request), until_at=None, role=ServiceRole.Role.LEAD)
        .select_related("service")
        .first()
    )
    if role is None:
        raise Http404
    return role.service


@login_required
@require_http_methods(["GET", "POST"])
@counts_once
def evaluations(request: HttpRequest) -> HttpResponse:
    """Those there are, how far the open one is, and a button for the next."""
    service = _led_by(request)
    if request.method == "POST":
        jobs.ask(service=service, by=account_of(request))
        return redirect("evaluation:all")
    found = Job.objects.filter(service=service)[:20]
    return render(request, "evaluation/all.html", presenters.page(list(found)))


@login_required
@require_safe
# The report carries its own style and letters, and nothing that runs.
@csp_replace(  # type: ignore[arg-type]  # typed for views without arguments in their address
    {"style-src": [UNSAFE_INLINE], "font-src": ["data:"], "script-src": [NONE]}
)
def take(request: HttpRequest, job_id: UUID, what: str) -> HttpResponse:
    """One file of an evaluation that is done: the report to read, the others to keep."""
    service = _led_by(request)
    job = get_object_or_404(Job, pk=job_id, service=service, state=Job.State.DONE)
    if what not in FILES:
        raise Http404
    name, kind, keep = FILES[what]
    path = job.folder / name
    if not path.is_file():
        raise Http404
    jobs.taken(job=job, what=what, by=account_of(request))
    answer = HttpResponse(path.read_bytes(), content_type=kind)
    answer.headers["Content-Disposition"] = f'{"attachment" if keep else "inline"}; filename="{name}"'
    return answer

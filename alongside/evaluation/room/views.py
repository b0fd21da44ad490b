"""The clinic evaluated, for its lead. Asks, shows, hands out; computes nothing."""

from __future__ import annotations

from uuid import UUID

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.services.models import Service
from alongside.care.partnership.models import ServiceRole
from alongside.care.support.actions import extract as door
from alongside.evaluation.problems import Refused
from alongside.evaluation.room import presenters
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.actions import plan as plans
from alongside.evaluation.room.forms import PlanForm, WhichForm
from alongside.evaluation.room.models import Job, KeptPlan

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
    offered = list(plans.offered(service))
    form = WhichForm(request.POST or None, plans=offered)
    if request.method == "POST" and form.is_valid():
        jobs.ask(service=service, by=account_of(request), plan=form.chosen())
        return redirect("evaluation:all")
    found = Job.objects.filter(service=service).select_related("plan")[:20]
    return render(request, "evaluation/all.html", presenters.page(list(found), offered) | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
@counts_once
def new_plan(request: HttpRequest) -> HttpResponse:
    """A plan is checked as often as its author likes, and kept once. Neither looks at anybody's answers."""
    service = _led_by(request)
    form = PlanForm(request.POST or None, request.FILES or None)
    shown = presenters.unchecked()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            if "keep" in request.POST:
                kept = plans.keep(service=service, text=text, by=account_of(request))
                messages.success(request, _("The plan is kept."))
                return redirect("evaluation:plan", plan_id=kept.pk)
            shown = presenters.checked(plans.understood(text.encode()))
        except Refused as refused:
            shown = presenters.refused(refused)
        except plans.ComesWithAlongside:
            messages.info(request, _("This is the plan that comes with Alongside. It is there already."))
            return redirect("evaluation:all")
        form = PlanForm(initial={"text": text})
    return render(request, "evaluation/new_plan.html", {"form": form, **shown})


@login_required
@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What a plan can ask for: the columns of an extract, with the questions behind them."""
    _led_by(request)
    return render(request, "evaluation/columns.html", presenters.columns(door.columns()))


@login_required
@require_safe
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan that the clinic keeps: since when, what it means, and its words."""
    service = _led_by(request)
    kept = get_object_or_404(KeptPlan, pk=plan_id, service=service)
    return render(request, "evaluation/plan.html", presenters.plan(kept))


@login_required
@require_POST
@counts_once
def put_away(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Offered no more; it stays with the evaluations that were made by it."""
    service = _led_by(request)
    kept = get_object_or_404(KeptPlan, pk=plan_id, service=service)
    plans.put_away(plan=kept, by=account_of(request))
    return redirect("evaluation:all")


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

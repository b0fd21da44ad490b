"""The same form sent twice counts once.

A form carries a ``once`` key made when it was shown. The first submission does its work and keeps
where it led; the same key again leads there without doing it again, also when both arrive together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from alongside.base.record.models import Submission

View = Callable[..., HttpResponse]


def counts_once(view: View) -> View:
    """Make ``view``'s POST atomic and idempotent by its ``once`` field.

    Only an answer that redirects counts as taken; a form shown again with its errors does not. A
    POST without a key is simply done.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            taken = _take(_owner(request), key)
            if taken is None:
                return _led_before(request, key)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                Submission.objects.filter(pk=taken.pk).update(location=response.url[:500])
            else:
                taken.delete()
            return response

    return wrapper


def counts_once_in_pieces(view: View) -> View:
    """``counts_once`` for a POST too long for one transaction, which writes in several of its own.

    Sent again while it is still at it, it leads back to the form.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        taken = _take(_owner(request), key)
        if taken is None:
            return _led_before(request, key)
        led = ""
        try:
            response = view(request, *args, **kwargs)
            led = response.url if isinstance(response, HttpResponseRedirect) else ""
        finally:
            mine = Submission.objects.filter(pk=taken.pk)
            mine.update(location=led[:500]) if led else mine.delete()
        return response

    return wrapper


def _led_before(request: HttpRequest, key: UUID) -> HttpResponse:
    earlier = Submission.objects.filter(owner=_owner(request), key=key).first()
    return HttpResponseRedirect((earlier.location if earlier else "") or request.path)


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _owner(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return str(request.user.pk)
    if request.session.session_key is None:
        request.session.create()
    return f"session:{request.session.session_key}"


def _take(owner: str, key: UUID) -> Submission | None:
    try:
        with transaction.atomic():
            return Submission.objects.create(owner=owner, key=key)
    except IntegrityError:
        return None

"""What every page's shell needs, asked once a request."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_bidi

from alongside.base.pages.display import display_of
from alongside.base.services.installation import is_simulated, the_service


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names that ``layouts/page.html`` reads. ``partnership`` and ``relation`` are None outside one."""
    partnership = getattr(request, "partnership", None)
    user = getattr(request, "user", None)
    account = user if user is not None and user.is_authenticated else None
    navigation = import_string(settings.NAVIGATION)
    return {
        "account": account,
        "partnership": partnership,
        "relation": getattr(request, "relation", None),
        "service": partnership.service if partnership is not None else the_service(),
        "simulated": is_simulated(),
        "fonts": bool(settings.STATICFILES_DIRS),
        "display": display_of(request),
        "languages": settings.LANGUAGES,
        "language": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        **navigation(request),
    }

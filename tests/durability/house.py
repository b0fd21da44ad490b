"""A clinic in an installation of its own: the cast of the tests, signed in to the real server."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from tests.durability.installation import Installation, Server

SIGN_IN = """
import json
from django.conf import settings
from django.test import Client
from tests.conftest import make_clinic
clinic = make_clinic()
cookies = {}
for name, account in clinic.everyone.items():
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    cookies[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps({"cookies": cookies, "partnership": str(clinic.partnership.pk),
                  "cookie": settings.SESSION_COOKIE_NAME}))
"""


@dataclass(frozen=True)
class House:
    """A clinic with the cast of the tests in it."""

    installation: Installation
    partnership: str
    cookie: str
    cookies: dict[str, str]

    @contextmanager
    def serving(self, workers: int = 1) -> Iterator[Server]:
        with self.installation.serving("--workers", str(workers)) as server:
            yield server

    def visitor(self, server: Server, name: str) -> Visitor:
        return Visitor(server, self.cookie, self.cookies[name])


def house(folder: Path, settings: str = "alongside.config.settings") -> House:
    """Set a clinic up in ``folder``."""
    installation = Installation(
        folder / "home",
        settings=settings,
        ALONGSIDE_PROFESSIONALS_NEED_SECOND_FACTOR="false",
        ALONGSIDE_UNCHECKED_DEFINITIONS="true",
    )
    installation.with_tables()
    installation.python("from alongside.config.operations import schema\nschema.prepare()")
    made = json.loads(installation.python(SIGN_IN).splitlines()[-1])
    return House(installation, made["partnership"], made["cookie"], made["cookies"])


def require(holds: bool, said: str) -> None:
    """End the measurement where what it rests on is not so."""
    if not holds:
        raise RuntimeError(said)


class Visitor:
    """Somebody signed in, on one connection that stays open."""

    def __init__(self, server: Server, cookie: str, session: str) -> None:
        self.connection: HTTPConnection = server.connect()
        self.cookies = {cookie: session}

    def get(self, path: str) -> str:
        answer = self._ask("GET", path)
        text = answer.read().decode()
        require(answer.status == 200, f"GET {path}: {answer.status}")
        return text

    def post(self, path: str, **fields: str) -> str:
        """Send a form; it must be taken. Where it leads, as a path."""
        token = self.cookies.get("csrftoken", "")
        once = str(uuid.uuid4())  # noqa: TID251 - a form's own
        body = urlencode({"csrfmiddlewaretoken": token, "once": once, **fields})
        answer = self._ask("POST", path, body)
        answer.read()
        require(answer.status in {302, 303}, f"POST {path}: {answer.status}")
        # The page it leads to would show the message and take its cookie away.
        self.cookies.pop("messages", None)
        return answer.headers.get("Location", "")

    def _ask(self, method: str, path: str, body: str | None = None) -> HTTPResponse:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for set_cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = set_cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    if tag is None:
        raise LookupError(f"no field {name}")
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""

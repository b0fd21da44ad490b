"""Read the forms of a page as a browser does, and fill every field that takes words with a canary."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

NUMBERS = {"numeric", "decimal"}
WORDS = {"text", "search", "textarea", "tel", "email", "password"}


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.addresses: list[str] = []
        self._form: Form | None = None
        self._in: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.addresses += [has[name] for name in ("href", "src", "action", "formaction") if name in has]
        if tag == "form":
            self._form = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "input" and has.get("type") != "submit":
            kind = "number" if has.get("inputmode") in NUMBERS else has.get("type", "text")
            self._form.fields.append(Field(has.get("name", ""), kind, has.get("value", ""), "checked" in has))
        elif tag in {"textarea", "select"}:
            self._in = Field(has.get("name", ""), tag)
            self._form.fields.append(self._in)
        elif tag == "option" and self._in is not None:
            self._in.options.append(has.get("value", ""))
        elif tag == "button" and has.get("name"):
            self._form.buttons.append((has["name"], has.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in {"textarea", "select"}:
            self._in = None


def read(html: str) -> tuple[list[Form], list[str]]:
    """The forms of a page, and every address on it."""
    page = _Page()
    page.feed(html)
    return page.forms, page.addresses

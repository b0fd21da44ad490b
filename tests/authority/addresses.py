"""Every address there is, from Django's resolver, and its path with arguments that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, its route, and the names of its arguments."""

    name: str
    route: str
    arguments: tuple[str, ...]

    def value(self, values: Mapping[str, Any], argument: str) -> Any:
        """``values`` may hold another value for one address: ``"room:name argument"``."""
        return values.get(f"{self.name} {argument}", values.get(argument))

    def path(self, values: Mapping[str, Any]) -> str:
        return reverse(self.name, kwargs={each: self.value(values, each) for each in self.arguments})


def every_address() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, (), "", ()))


def _walk(
    patterns: list[URLPattern | URLResolver], names: tuple[str, ...], route: str, arguments: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        known = (*arguments, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inside = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern.url_patterns, inside, here, known)
        else:
            name = ":".join((*names, pattern.name)) if pattern.name else ""
            yield Address(name, here, known)

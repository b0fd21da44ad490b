"""One address for how e-mail leaves: ``smtp://user:password@host:587?tls=1``, ``console:``, ``folder:/p``."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit


def email_settings(url: str) -> tuple[str, dict[str, object]]:
    """Django's e-mail backend and its options for ``url``.

    Raises ``ValueError`` with the offending part for an address it does not know.
    """
    parts = urlsplit(url)
    if parts.scheme == "console":
        return "django.core.mail.backends.console.EmailBackend", {}
    if parts.scheme == "folder" and parts.path:
        return "django.core.mail.backends.filebased.EmailBackend", {"EMAIL_FILE_PATH": parts.path}
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        query = parse_qs(parts.query)
        return "alongside.base.record.smtp.EmailBackend", {
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": query.get("tls", ["0"])[0] == "1",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
        }
    raise ValueError(f"ALONGSIDE_EMAIL_URL: {parts.scheme or 'no'!r} is not smtp, smtps, console or folder")

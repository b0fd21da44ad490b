"""Every setting of Alongside: one typed table, read from ``ALONGSIDE_*`` environment variables.

Safe by default: what a missing setting means is the cautious choice, and a wrong one stops the start
with its name and the reason. ``docs/reference/settings.md`` names each (``make check`` holds it).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from alongside.base.accounts.rules.sealing import LEAST


class Environment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ALONGSIDE_", extra="ignore")

    home: Path = Field(
        Path("var/home"), description="Folder where data lives: database, secret key, backups."
    )
    database_url: str = Field("", description="postgres://… ; empty means SQLite in the home folder.")
    secret_key: str = Field(
        "", description="Signing key; empty means one is made and kept in the home folder."
    )
    second_factor_keys: str = Field(
        "",
        description="Keys that second factors are sealed with, comma separated: the first seals, all open. "
        "Empty means the signing key.",
    )
    debug: bool = Field(False, description="Developers only: error pages with details. Never in use.")
    public_url: str = Field(
        "http://localhost:8000",
        description="Where people reach it; https switches on secure cookies and HSTS.",
    )
    hosts: str = Field("localhost,127.0.0.1,[::1]", description="Host names it answers to, comma separated.")
    behind_proxy: bool = Field(
        False, description="Trust X-Forwarded-Proto and X-Forwarded-For from one proxy."
    )
    email_url: str = Field(
        "console:", description="smtp://user:password@host:587?tls=1, console:, or folder:/path for files."
    )
    email_from: str = Field("no-reply@localhost", description="Sender address of every e-mail.")
    neutral_sender_name: str = Field(
        "Appointments", description="Sender name for people who need a neutral one."
    )
    professionals_need_second_factor: bool = Field(
        True, description="Professionals must set up a passkey or a code app before they see any record."
    )
    unchecked_definitions: bool = Field(
        False,
        description="Let real people meet clinical definitions that no clinician has signed. Keep it false.",
    )
    workers: int = Field(0, ge=0, description="Server processes; 0 means one a processor.")
    log_level: str = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR; no level logs a person's words."
    )

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("second_factor_keys")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if any(len(key.strip()) < LEAST for key in value.split(",") if value):
            raise ValueError(f"each key needs {LEAST} characters or more")
        return value

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be a full address such as https://alongside.example.org")
        if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise ValueError("health records travel over https only; plain http is for localhost")
        return value.rstrip("/")

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def fonts_folder(self) -> Path:
        """Where npm puts the self-hosted fonts; absent is fine, the system's font is used."""
        return Path(__file__).resolve().parents[2] / "node_modules" / "@fontsource-variable"

    def factor_keys(self) -> list[str]:
        """What second factors are sealed with, the newest first; none is kept in the database."""
        own = [key.strip() for key in self.second_factor_keys.split(",") if key.strip()]
        return own or [self.key().ljust(LEAST)]  # a short signing key is its owner's to answer for

    def key(self) -> str:
        """The signing key: the setting, or a random one kept in the home folder for its owner only."""
        if self.secret_key:
            return self.secret_key
        self.home.mkdir(parents=True, exist_ok=True)
        path = self.home / "secret-key"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        return path.read_text(encoding="ascii").strip()

"""SMTP that knows whether the server may already have the message when the conversation breaks off."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends import smtp

Reply = tuple[int, bytes]


class _Marked:
    """Notes that the message itself was begun: from then on, silence does not mean *not sent*."""

    handed_over = False

    def data(self, msg: Any) -> Reply:
        self.handed_over = True
        reply: Reply = super().data(msg)  # type: ignore[misc]
        return reply


class Conversation(_Marked, smtplib.SMTP):
    pass


class SecretConversation(_Marked, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, with ``handed_over`` for whoever must tell *not sent* from *nobody knows*."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return SecretConversation if self.use_ssl else Conversation

    @property
    def handed_over(self) -> bool:
        return bool(getattr(self.connection, "handed_over", False))

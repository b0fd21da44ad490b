from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; most have no password, because a code by e-mail is enough."""

    def create_user(
        self, email: str | None, password: str | None = None, *, name: str = "", **fields: Any
    ) -> Account:
        address = self.normalize_email(email).lower() if email else None
        account = Account(email=address, name=name, **fields)
        account.set_password(password)  # None makes it unusable
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who can sign in: global, whichever services they belong to.

    The e-mail address is empty for a person whose record a professional keeps by telephone or paper.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_professional = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # Somebody else may see this person's mail: then no e-mail names the clinic or what it is about.
    neutral_mail = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        """The id, not the name: what is printed may land in a log."""
        return f"account {self.pk}"

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "alongside.base.accounts"
    label = "base_accounts"
    verbose_name = "Accounts"

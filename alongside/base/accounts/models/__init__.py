from alongside.base.accounts.models.account import Account

__all__ = ["Account"]

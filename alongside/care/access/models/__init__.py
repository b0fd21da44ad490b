from alongside.care.access.models.new_or_worse import Found, NewOrWorse
from alongside.care.access.models.referral import Referral
from alongside.care.access.models.screen_run import ScreenRun

__all__ = ["Found", "NewOrWorse", "Referral", "ScreenRun"]

from alongside.care.access.models.coming_back import ComingBack
from alongside.care.access.models.explained import Explained
from alongside.care.access.models.follow_up import FollowUp, FollowUpWording
from alongside.care.access.models.letter import Letter
from alongside.care.access.models.new_or_worse import Found, NewOrWorse
from alongside.care.access.models.referral import Referral
from alongside.care.access.models.screen_run import ScreenRun
from alongside.care.access.models.triage import Triage

__all__ = [
    "ComingBack",
    "Explained",
    "FollowUp",
    "FollowUpWording",
    "Found",
    "Letter",
    "NewOrWorse",
    "Referral",
    "ScreenRun",
    "Triage",
]

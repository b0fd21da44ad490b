from alongside.care.partnership.models.attention import AttentionItem
from alongside.care.partnership.models.erasure import Erased, ErasureAsked
from alongside.care.partnership.models.figures import Figures
from alongside.care.partnership.models.invitation import Invitation
from alongside.care.partnership.models.meeting import Meeting
from alongside.care.partnership.models.membership import Membership
from alongside.care.partnership.models.my_normal import MyNormal
from alongside.care.partnership.models.partnership import Partnership
from alongside.care.partnership.models.promise import Promise
from alongside.care.partnership.models.schedule import Schedule, Silence
from alongside.care.partnership.models.team import ServiceRole, Team, TeamMembership
from alongside.care.partnership.models.typed import Typed
from alongside.care.partnership.models.way import Way
from alongside.care.partnership.models.wording import Wording

__all__ = [
    "AttentionItem",
    "Erased",
    "ErasureAsked",
    "Figures",
    "Invitation",
    "Meeting",
    "Membership",
    "MyNormal",
    "Partnership",
    "Promise",
    "Schedule",
    "ServiceRole",
    "Silence",
    "Team",
    "TeamMembership",
    "Typed",
    "Way",
    "Wording",
]

"""What a professional sees of one person at a glance: who, what needs somebody, where each side stands."""

from __future__ import annotations

from typing import Any

from alongside.base.accounts.models import Account
from alongside.care.access import presenters as access_presenters
from alongside.care.communication.presenters import call_words, today_messages, visits
from alongside.care.involvement.presenters import today as involvement
from alongside.care.partnership import presenters as partnership_presenters
from alongside.care.partnership import reasons, way
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.plan.presenters import going_today
from alongside.care.plan.presenters import today as plan
from alongside.care.support import continuity, presenters
from alongside.care.support.coming_back import back_line, what_matters


def page(partnership: Partnership, relation: Relation, by: Account) -> dict[str, Any]:
    """The context of the overview page."""
    items = AttentionItem.objects.filter(partnership=partnership).open().by_harm()
    items = items.select_related("partnership", "owner")
    which = reasons.which([(item.kind, item.about) for item in items])
    figures = partnership.figures
    return {
        "needs": [presenters.need(item, which=which.get(item.about or item.pk, "")) for item in items],
        "faces": partnership_presenters.faces(partnership),
        "figures": figures,
        "lead": presenters.lead_of(partnership),
        "matters": what_matters(partnership, relation, by),
        "told_line": presenters.told_line(figures),
        "way_lines": access_presenters.reaching(way.current(partnership)),
        "story_line": presenters.story_line(figures),
        "ratings_line": presenters.ratings_line(figures),
        "agreed_line": presenters.agreed_line(figures),
        "plan_line": presenters.plan_line(figures),
        "review_line": presenters.review_line(figures),
        "promise_line": presenters.promise_line(figures),
        "calls_line": call_words.open_line(partnership),
        "messages_line": today_messages.overview_line(partnership),
        "visits_line": visits.team_line(partnership),
        "back_line": back_line(partnership),
        "referral_waits": partnership.state == Partnership.State.WAITING,
        "continuity": continuity.line(partnership, relation),
        "going": going_today.team_lines(partnership),
        "agenda": [*involvement.agenda(partnership)],
        "plan_agenda": plan.agenda(partnership),
        "may": {
            "review": allows(relation, Verb.REVIEW),
            "see_prompts": allows(relation, Verb.SEE_PROMPTS),
            "write_a_word": allows(relation, Verb.PROMISE),
            "take_on": partnership_presenters.contact_of(partnership) is None
            and allows(relation, Verb.TAKE_ON),
            "bring_in": allows(relation, Verb.BRING_IN),
            "type_for": allows(relation, Verb.TYPE_FOR_PERSON),
        },
    }

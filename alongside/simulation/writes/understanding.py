"""Steps of the understanding room: the story told once, read, written back, answered."""

from __future__ import annotations

from alongside.base import ids
from alongside.care.understanding.actions import draft, offer, reflection, retold, story
from alongside.care.understanding.models import Reflection, StoryVersion
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.reflection import Answer
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take
from alongside.simulation.writes.partnership import seen

_PURPOSE = "story"
_WITH = ("partnership__service", "partnership__person", "partnership__team")


def write_drafts(living: Living, step: Step) -> None:
    """Each section saved with its button. A section begun before is written on from where it stands."""
    revisions = dict(
        living.partnership.drafts.filter(author=living.who(step)).values_list("section", "revision")
    )
    for section, text in step.said.items():
        content = Content(
            text,
            choice=step.facts.get("amount", "") if section == "medicines" else "",
            regions=tuple(step.facts.get("regions", ())) if section == "other-pain" else (),
        )
        draft.save(
            partnership=living.partnership,
            section=section,
            content=content,
            revision=revisions.get(section, 0),
            window=ids.uuid7(),
            by=living.who(step),
        )


def tell(living: Living, step: Step) -> None:
    write_drafts(living, step)
    if step.by:
        how = StoryVersion.How(step.facts["how"])
        story.share_typed(partnership=living.partnership, how=how, read_back=True, by=living.who(step))
    else:
        story.share(partnership=living.partnership, by=living.who(step))


def read(living: Living, step: Step) -> None:
    story.read(version=_newest(living), by=living.who(step))
    seen(living, step, purpose=_PURPOSE)


def write_offer(living: Living, step: Step) -> None:
    offer.write_offer(partnership=living.partnership, text=step.said["offer"], by=living.who(step))


def write_back(living: Living, step: Step) -> None:
    reflection.write_back(version=_newest(living), text=step.said["text"], by=living.who(step))


def answer(living: Living, step: Step) -> None:
    awaiting = Reflection.objects.select_related(*_WITH).get(partnership=living.partnership, answer="")
    reflection.answer(
        reflection=awaiting,
        said=Answer(step.facts["answer"]),
        why=step.said.get("why", ""),
        by=living.who(step),
    )


def choose_release(living: Living, step: Step) -> None:
    reflection.choose_release(
        partnership=living.partnership, any_time=step.facts["any_time"], by=living.who(step)
    )


def tell_again(living: Living, step: Step) -> None:
    told = retold.told_again(partnership=living.partnership, by=living.who(step))
    if step.facts["place"]:
        retold.say_where(retold=told, place=step.facts["place"], by=living.who(step))


def agree_normal(living: Living, step: Step) -> None:
    story.agree_normal(version=_newest(living), by=living.who(step))


def _newest(living: Living) -> StoryVersion:
    versions = StoryVersion.objects.filter(partnership=living.partnership)
    return versions.select_related(*_WITH).latest("number")


STEPS: dict[Do, Take] = {
    Do.DRAFTS: write_drafts,
    Do.TELLS: tell,
    Do.READS: read,
    Do.OFFERS: write_offer,
    Do.WRITES_BACK: write_back,
    Do.ANSWERS: answer,
    Do.CHOOSES_RELEASE: choose_release,
    Do.TELLS_AGAIN: tell_again,
    Do.AGREES_NORMAL: agree_normal,
}

"""Steps of the conversation: written by either side, read when the other writes, and said to be right."""

from __future__ import annotations

from alongside.care.communication.actions import message
from alongside.care.communication.models import Message, Thread
from alongside.care.communication.rules.words import Written
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take


def write(living: Living, step: Step) -> None:
    """Begin a conversation where the step names what it is about; otherwise go on with the newest."""
    by, words = living.who(step), step.said["message"]
    if "topic" in step.facts:
        begun = Written(words, step.facts["topic"])
        message.begin(partnership=living.partnership, written=begun, by=by)
        return
    thread = _newest(living)
    message.read(thread=thread, by=by)
    understood = bool(step.facts.get("understood"))
    message.reply(thread=thread, written=Written(words, understood=understood), by=by)


def say_right(living: Living, step: Step) -> None:
    """Read the answer, and say that what was understood is right."""
    thread, by = _newest(living), living.who(step)
    message.read(thread=thread, by=by)
    rows = Message.objects.filter(thread=thread, understood=True, answer="")
    heard = rows.select_related("thread", "partnership__service").order_by("-number").first()
    if heard is not None:
        message.answer(message=heard, said=Message.Answer.RIGHT, by=by)


def _newest(living: Living) -> Thread:
    rows = Thread.objects.filter(partnership=living.partnership)
    return rows.select_related("partnership__service", "partnership__team").latest("last_at")


STEPS: dict[Do, Take] = {Do.WRITES_MESSAGE: write, Do.SAYS_RIGHT: say_right}

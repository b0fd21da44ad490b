"""A questionnaire laid out on pages that a tired person can finish one at a time."""

from collections.abc import Iterator

from .questionnaire import Item, ItemType, Questionnaire

MOST_A_PAGE = 7
"""Short questions a page; one that wants writing counts as two. Our own checks fit on one."""

Page = tuple[Item, ...]


def pages_of(questionnaire: Questionnaire) -> tuple[Page, ...]:
    """The pages in order; each holds whole items in reading order, groups before what they hold.

    A group stays together where it fits on a page. What is read before a question stays with it. Which of the
    items are asked is decided when a page is shown: a page may turn out to be empty, and is then passed over.
    """
    pages: list[Page] = []
    page: list[Item] = []
    weight = 0
    waiting: list[Item] = []  # what is read, held for the question that follows it
    for block in _blocks(questionnaire.items):
        heavy = sum(_weight(item) for item in block)
        if not heavy:
            waiting.extend(block)
            continue
        if page and weight and weight + heavy > MOST_A_PAGE:
            pages.append(tuple(page))
            page, weight = [], 0
        page.extend((*waiting, *block))
        weight += heavy
        waiting = []
    page.extend(waiting)
    if page:
        pages.append(tuple(page))
    return tuple(pages)


def _blocks(items: tuple[Item, ...]) -> Iterator[Page]:
    """What should stay together: a question with what lies in it, or a group that fits on a page."""
    for item in items:
        whole = tuple(item.within())
        if item.type is ItemType.GROUP and sum(map(_weight, whole)) > MOST_A_PAGE:
            yield (item,)
            yield from _blocks(item.items)
        else:
            yield whole


def _weight(item: Item) -> int:
    if not item.is_question:
        return 0
    return 2 if item.type is ItemType.TEXT else 1

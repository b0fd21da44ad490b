"""Lists of answers that travel inside the file: ``answerValueSet: "#yes-no"`` becomes the options it names.

Form builders write a list that many items share once, as a contained ValueSet. Only a list that is whole and
says each code is taken: one that is cut off, filters a code system or leans on another list stays what it
is, and is refused with its item named.
"""

from collections.abc import Mapping
from typing import Any

_OF_A_CODING = ("system", "version", "code", "display")
_MEANS_MORE = frozenset({"abstract", "inactive", "contains", "designation", "modifierExtension"})


def with_answer_lists(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document with the options of its own lists written into the items that name them."""
    contained, items = document.get("contained"), document.get("item")
    if not isinstance(contained, list) or not isinstance(items, list):
        return document
    lists = {
        f"#{one.get('id')}": options
        for one in contained
        if isinstance(one, dict) and one.get("resourceType") == "ValueSet" and (options := _options(one))
    }
    return {**document, "item": [_item(each, lists) for each in items]} if lists else document


def _item(item: Any, lists: Mapping[str, list[dict[str, Any]]]) -> Any:
    """The depth is bounded by the reader of the file."""
    if not isinstance(item, dict):
        return item
    within = item.get("item")
    if isinstance(within, list):
        item = {**item, "item": [_item(each, lists) for each in within]}
    named = item.get("answerValueSet")
    if isinstance(named, str) and named in lists and "answerOption" not in item:
        item = {key: value for key, value in item.items() if key != "answerValueSet"}
        item["answerOption"] = lists[named]
    return item


def _options(valueset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Its codes as options; none where it does not say all of them by itself."""
    concepts = _expanded(valueset.get("expansion")) or _composed(valueset.get("compose"))
    if not all(isinstance(one, dict) and not _MEANS_MORE & one.keys() for one in concepts):
        return []
    return [_option(one) for one in concepts]


def _option(concept: Mapping[str, Any]) -> dict[str, Any]:
    coding = {key: concept[key] for key in _OF_A_CODING if key in concept}
    weight = {"extension": concept["extension"]} if "extension" in concept else {}
    return {**weight, "valueCoding": coding}


def _expanded(expansion: Any) -> list[Any]:
    if not isinstance(expansion, dict) or not isinstance(expansion.get("contains"), list):
        return []
    found: list[Any] = expansion["contains"]
    is_whole = expansion.get("total", len(found)) == len(found) and not expansion.get("offset")
    return found if is_whole else []


def _composed(compose: Any) -> list[Any]:
    if not isinstance(compose, dict) or "exclude" in compose or not isinstance(compose.get("include"), list):
        return []
    found: list[Any] = []
    for part in compose["include"]:
        if not isinstance(part, dict) or part.keys() - {"system", "version", "concept"}:
            return []
        concepts = part.get("concept")
        if not isinstance(concepts, list) or not all(isinstance(one, dict) for one in concepts):
            return []
        of_all = {key: part[key] for key in ("system", "version") if key in part}
        found += [{**of_all, **one} for one in concepts]
    return found

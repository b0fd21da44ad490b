"""From FHIR R4 JSON to `Questionnaire`, or to every reason why not.

Method. The file is parsed with bounds (`documents`), its items are walked iteratively, each is checked by
itself against
its wire model (`fhir_wire`), and what is sound is then checked together (`questionnaire_checks`). An item
that is broken is still walked into, so that one reading reports all there is to mend.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from . import extensions as known
from .documents import read_json
from .fhir_wire import CodingWire, EnableWhenWire, HeadWire, ItemWire, OptionWire
from .questionnaire import Condition, Item, ItemType, Operator, Option, Questionnaire
from .questionnaire_checks import check_item, check_together, dependency_order
from .questionnaire_extensions import because, honour, honour_on_option
from .questionnaire_lists import with_answer_lists
from .refusals import Problems, refuse
from .values import AnswerValue, Coding, in_words

Model = TypeVar("Model", bound=BaseModel)

MOST_ITEMS = 500
MOST_OPTIONS = 200
MOST_ITEM_DEPTH = 8

_DESCRIPTIVE = frozenset(
    {
        *("id", "meta", "text", "identifier", "derivedFrom", "experimental", "date", "publisher", "contact"),
        *(
            "useContext",
            "jurisdiction",
            "purpose",
            "approvalDate",
            "lastReviewDate",
            "effectivePeriod",
            "code",
        ),
        *("contained",),
    }
)
_UNSUPPORTED_TYPES = {
    "dateTime": "Ask for a date.",
    "time": "Ask with type string, or with options.",
    "quantity": "Ask with type decimal and name the unit in the text.",
    "url": "Ask with type string.",
    "attachment": "Files cannot be answers here.",
    "reference": "Ask with type string or choice.",
    "question": "Give it a concrete type, such as choice.",
    "coding": "That is FHIR R5. In R4 it is called choice, or open-choice.",
}
_UNSUPPORTED_KEYS = {
    "modifierExtension": ("a modifier extension changes what the item means.", "Remove it or the item."),
    "answerValueSet": (
        "its answers are in a value set that the file does not hold whole.",
        "List them as answerOption.",
    ),
    "valueTime": ("times cannot be options.", "Use valueString."),
    "valueReference": ("references cannot be options.", "Use valueCoding or valueString."),
    "answerConstraint": ("answerConstraint is FHIR R5.", "In R4 the type says it: choice, open-choice."),
    "disabledDisplay": ("disabledDisplay is FHIR R5.", "Remove it: what is not asked is not shown."),
    "versionAlgorithmString": ("versionAlgorithmString is FHIR R5.", "Remove it."),
    "implicitRules": ("implicit rules change what the questionnaire means.", "Remove implicitRules."),
}


def read_questionnaire(raw: bytes, *, name: str = "questionnaire") -> Questionnaire:
    """Read the JSON of a FHIR R4 Questionnaire. Raises `Refusals` holding every problem found."""
    return questionnaire_from(read_json(raw, name=name), name=name)


def questionnaire_from(document: Mapping[str, Any], *, name: str = "questionnaire") -> Questionnaire:
    """As `read_questionnaire`, from a document that is already parsed."""
    if document.get("resourceType") != "Questionnaire":
        found = document.get("resourceType")
        raise refuse(
            name, f"resourceType is {found!r}, not 'Questionnaire'.", "Give a FHIR R4 Questionnaire."
        )
    problems = Problems()
    head = _head(document, name=name, problems=problems)
    document = with_answer_lists(document)
    items = _items(document.get("item"), name=name, problems=problems)
    check_together(items, problems=problems, name=name)
    problems.refuse_if_any()
    if head is None:
        raise AssertionError("a questionnaire without a head has been refused above")
    return Questionnaire(
        items=items,
        order=dependency_order(items),
        index={item.link_id: item for top in items for item in top.within()},
        status=head.status,
        url=head.url or "",
        version=head.version or "",
        name=head.name or "",
        title=head.title or head.name or "",
        description=head.description or "",
        copyright=head.copyright or "",
        language=head.language or "",
    )


def _head(document: Mapping[str, Any], *, name: str, problems: Problems) -> HeadWire | None:
    kept = {key: value for key, value in document.items() if key not in _DESCRIPTIVE and key != "item"}
    kept = _without_primitive_extensions(kept, where=name, problems=problems)
    head = _read(HeadWire, kept, where=name, problems=problems)
    if head is None:
        return None
    for extension in head.extension:
        if extension.url in known.CHANGES_MEANING:
            problems.add(name, *because(extension.url))
    if head.subjectType and not {"Patient", "Person"} & set(head.subjectType):
        problems.add(
            name, f"it is about {', '.join(head.subjectType)}, not a person.", "Let subjectType be Patient."
        )
    return head


class _Node:
    """A raw item on its way to becoming an `Item`: children are finished before their parent."""

    __slots__ = ("children", "item", "path", "raw", "where")

    def __init__(self, raw: Any, path: tuple[str, ...], where: str) -> None:
        self.raw, self.path, self.where = raw, path, where
        self.children: list[_Node] = []
        self.item: Item | None = None

    def within(self) -> Iterator["_Node"]:
        """All nodes below, each before its children; as deep as ``_spread`` let them be."""
        for child in self.children:
            yield child
            yield from child.within()


def _items(raw: Any, *, name: str, problems: Problems) -> tuple[Item, ...]:
    if not isinstance(raw, list) or not raw:
        problems.add(name, "it has no items.", "A questionnaire needs at least one question.")
        return ()
    top = _Node({"item": raw}, (), name)
    found = _spread(top, name=name, problems=problems)
    said: dict[int, Problems] = {}
    for node in reversed(found):  # children are finished before their parent
        node.item = _item(node, problems=said.setdefault(id(node), Problems()))
    for node in top.within():  # and told in the order of the file
        problems.join(said[id(node)])
    items = tuple(node.item for node in top.children if node.item is not None)
    if found and not problems.found and not any(item.is_question for each in items for item in each.within()):
        problems.add(name, "it asks nothing.", "A questionnaire needs at least one question.")
    return items


def _spread(top: _Node, *, name: str, problems: Problems) -> list[_Node]:
    """All nodes below `top`, parents before children, without recursion and within the limits."""
    found: list[_Node] = []
    waiting = [top]
    while waiting:
        node = waiting.pop()
        inside = node.raw.get("item", []) if isinstance(node.raw, dict) else []
        if not isinstance(inside, list):
            problems.add(node.where, "item is not a list.", "Write the items in [ ].")
            continue
        if inside and len(node.path) >= MOST_ITEM_DEPTH:
            problems.add(
                node.where, f"items are nested more than {MOST_ITEM_DEPTH} deep.", "Make it flatter."
            )
            continue
        if len(found) + len(inside) > MOST_ITEMS:
            raise refuse(
                name, f"it has more than {MOST_ITEMS} items.", "Nobody could answer it in one go: split it."
            )
        for position, raw in enumerate(inside):
            link_id = raw.get("linkId") if isinstance(raw, dict) else None
            label = link_id if isinstance(link_id, str) and link_id else f"#{position + 1} (no linkId)"
            path = (*node.path, label)
            child = _Node(raw, path, _where(raw, path))
            node.children.append(child)
            found.append(child)
        waiting.extend(node.children)
    return found


def _where(raw: Any, path: tuple[str, ...]) -> str:
    """How an item is called in refusals: the linkIds down to it, and the start of its text."""
    place = "item " + " > ".join(part[:60] for part in path)
    text = raw.get("text") if isinstance(raw, dict) else None
    if not isinstance(text, str) or not text:
        return place
    return f"{place} ({text[:60]!r}{'...' if len(text) > 60 else ''})"


def _item(node: _Node, *, problems: Problems) -> Item | None:
    if not isinstance(node.raw, dict):
        problems.add(node.where, "it is not an object.", "Write the item in { }.")
        return None
    raw = _without_primitive_extensions(
        {key: value for key, value in node.raw.items() if key != "item"}, where=node.where, problems=problems
    )
    if isinstance(raw.get("type"), str) and raw["type"] in _UNSUPPORTED_TYPES:
        problems.add(
            node.where, f"the type {raw['type']!r} is not supported.", _UNSUPPORTED_TYPES[raw["type"]]
        )
        raw["type"] = "string"
    if isinstance(raw.get("answerOption"), list) and len(raw["answerOption"]) > MOST_OPTIONS:
        problems.add(node.where, f"it offers more than {MOST_OPTIONS} answers.", "Offer fewer.")
        return None
    wire = _read(ItemWire, raw, where=node.where, problems=problems)
    if wire is None:
        return None
    item = _item_from(wire, node, problems=problems)
    check_item(item, where=node.where, problems=problems)
    return item


def _item_from(wire: ItemWire, node: _Node, *, problems: Problems) -> Item:
    if wire.readOnly and wire.type != "display":
        problems.add(
            node.where, "nobody could answer it, because it is readOnly.", "Remove readOnly or the item."
        )
    if len(wire.enableWhen) > 1 and wire.enableBehavior is None:
        problems.add(node.where, "it has several conditions and no enableBehavior.", "Say 'all' or 'any'.")
    options = tuple(_option(option, where=node.where, problems=problems) for option in wire.answerOption)
    item = Item(
        link_id=wire.linkId,
        type=ItemType(wire.type),
        text=wire.text or "",
        path=node.path,
        prefix=wire.prefix or "",
        required=wire.required,
        repeats=wire.repeats,
        max_length=wire.maxLength,
        options=_with_keys(options),
        conditions=tuple(_conditions(wire.enableWhen, where=node.where, problems=problems)),
        any_condition=wire.enableBehavior == "any",
        initial=tuple(_only_value(each, "value", node.where, problems) for each in wire.initial),
        codes=tuple(_coding(code) for code in wire.code if code.code),
        items=tuple(child.item for child in node.children if child.item is not None),
    )
    for extension in wire.extension:
        item = honour(item, extension, where=node.where, problems=problems)
    return item


def _option(wire: OptionWire, *, where: str, problems: Problems) -> Option:
    value = _only_value(wire, "value", where, problems)
    coding_extensions = wire.valueCoding.extension if wire.valueCoding else []
    option = Option(value=value, key="", initially=wire.initialSelected)
    for extension in (*wire.extension, *coding_extensions):
        option = honour_on_option(option, extension, where=where, problems=problems)
    return option


def _with_keys(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options with the shortest keys that tell them apart: the code alone, or system|code."""
    short = [
        option.value.code if isinstance(option.value, Coding) else in_words(option.value)
        for option in options
    ]
    keys = []
    for option, key in zip(options, short, strict=True):
        system = option.value.system if isinstance(option.value, Coding) else ""
        keys.append(f"{system}|{key}" if system and short.count(key) > 1 else key)
    return tuple(replace(option, key=key) for option, key in zip(options, keys, strict=True))


def _conditions(wires: list[EnableWhenWire], *, where: str, problems: Problems) -> list[Condition]:
    return [
        Condition(wire.question, Operator(wire.operator), _only_value(wire, "answer", where, problems))
        for wire in wires
    ]


def _coding(wire: CodingWire) -> Coding:
    return Coding(code=wire.code or "", system=wire.system or "", display=wire.display or "")


def _only_value(wire: BaseModel, start: str, where: str, problems: Problems) -> AnswerValue:
    """The one value[x] or answer[x] of an element; a stand-in, and a refusal, where there is not exactly
    one."""
    given = [
        value
        for field in type(wire).model_fields
        if field.startswith(start) and (value := getattr(wire, field)) is not None
    ]
    if len(given) != 1:
        problems.add(
            where, f"an option, condition or initial answer has {len(given)} values.", "Give it exactly one."
        )
        return ""
    value = given[0]
    if not isinstance(value, CodingWire):
        return value  # type: ignore[no-any-return]  # the wire models hold nothing but answer values there
    if value.code is None:
        problems.add(where, f"the coding {value.display or ''!r} has no code.", "Give each coding a code.")
    return _coding(value)


def _without_primitive_extensions(raw: dict[str, Any], *, where: str, problems: Problems) -> dict[str, Any]:
    """Drop R4's `_text` and its like, which hold extensions of a plain value, after looking at what they
    say."""
    for key in [key for key in raw if key.startswith("_")]:
        value = raw[key]
        inside = value.get("extension", []) if isinstance(value, dict) else None
        for extension in inside if isinstance(inside, list) else [None]:
            url = extension.get("url") if isinstance(extension, dict) else None
            if url not in known.LOOKS_ONLY:
                problems.add(where, f"{key} holds {url!r}, which is not known here.", "Remove it.")
    return {key: value for key, value in raw.items() if not key.startswith("_")}


def _read(model: type[Model], raw: Any, *, where: str, problems: Problems) -> Model | None:
    """The element, or None after noting each fault in it."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            problems.add(where, *_fault_in_words(fault["loc"], fault["type"], fault["msg"], fault["input"]))
        return None


def _fault_in_words(loc: tuple[int | str, ...], kind: str, message: str, found: Any) -> tuple[str, str]:
    key = ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in loc).replace(".[", "[")
    last = str(loc[-1]) if loc else ""
    if last in _UNSUPPORTED_KEYS:
        return _UNSUPPORTED_KEYS[last]
    if kind == "extra_forbidden":
        return f"{key} is not supported.", "Remove it."
    if kind == "missing":
        return f"{key} is missing.", "Add it."
    if last == "status":
        return f"status is {str(found)[:40]!r}.", "Only 'active' or 'draft' questionnaires are used."
    return f"{key} is {str(found)[:40]!r}: {message.removeprefix('Value error, ').lower()}.", ""

"""What the import rules cannot see: how models lean, what actions look like, what templates may hold."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver

import alongside
from alongside.base.ids import uuid7
from alongside.base.record import kinds
from alongside.base.record.kinds import Kind
from alongside.care.partnership.reasons import explained
from tests.authority.addresses import every_address

HOUSE = Path(alongside.__file__).parent
INVENTORY = HOUSE.parent / "docs" / "safety" / "privacy-inventory.md"

# --- who leans on whom -------------------------------------------------------------------------------

THEMES = ("communication", "understanding", "information", "involvement", "plan", "access", "company")
LAYERS: dict[str, int] = {
    **{f"care_{room}": 3 for room in THEMES},
    "care_support": 4,
    "care_measures": 2,
    "care_partnership": 1,
}  # everything of base is 0


EVIDENCE = ("synthesis", "records", "screening", "appraisal", "report", "findings")
LAYERS |= {f"evidence_{room}": at + 10 for at, room in enumerate(EVIDENCE)}
LAYERS["evaluation"] = 20  # asks what care holds; nobody leans on it


def layer(label: str) -> int:
    return 0 if label.startswith("base_") else LAYERS[label]


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def test_every_room_with_models_has_its_layer() -> None:
    for model in our_models():
        layer(model._meta.app_label)


def test_a_foreign_key_never_leads_up_nor_to_a_sibling_room() -> None:
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            other = field.related_model
            if not str(getattr(other, "__module__", "")).startswith("alongside."):
                continue
            assert isinstance(other, type)
            here, there = model._meta.app_label, other._meta.app_label
            if {here.partition("_")[0], there.partition("_")[0]} == {"evidence", "care"}:
                wrong.append(f"{model._meta.label}.{field.name} -> {other._meta.label}: strangers")
            if layer(there) > layer(here) or (layer(there) == layer(here) > 0 and here != there):
                wrong.append(f"{model._meta.label}.{field.name} -> {other._meta.label}")
    assert not wrong, wrong


# --- what every row of care carries ------------------------------------------------------------------

# Kept per installation, not per service; each with its reason.
WITHOUT_SERVICE = {
    "care_measures.Instrument": "an instrument's edition is the same in every service of an installation",
}


def care_models() -> list[type[models.Model]]:
    return [model for model in our_models() if model._meta.app_label.startswith("care_")]


def test_every_row_about_care_carries_its_service() -> None:
    without = [
        model._meta.label
        for model in care_models()
        if "service" not in {field.name for field in model._meta.get_fields()}
    ]
    assert sorted(set(without) - set(WITHOUT_SERVICE)) == []
    assert sorted(set(WITHOUT_SERVICE) - set(without)) == [], "no longer without"


def test_every_row_about_care_has_a_sortable_random_key_or_its_partnerships() -> None:
    wrong = []
    for model in care_models():
        key = model._meta.pk
        own = isinstance(key, models.UUIDField) and key.default is uuid7
        theirs = isinstance(key, models.OneToOneField)
        if not (own or theirs):
            wrong.append(model._meta.label)
    assert not wrong, wrong


def test_what_is_printed_of_a_row_about_people_holds_nobodys_words() -> None:
    """``str(row)`` lands in logs and error pages."""
    wrong = []
    for name in sorted(free_text_declared()):
        label, _, field = name.rpartition(".")
        printed = inspect.getsource(apps.get_model(label).__str__)
        if re.search(rf"self\.{field}\b", printed) and label not in NOT_PERSONAL:
            wrong.append(name)
    assert not wrong, wrong


NOT_PERSONAL = {"base_services.Service", "care_partnership.Team"}  # the clinic's names


# --- what people write, and where it is kept ---------------------------------------------------------

# Fields that hold text which nobody types: codes, keys, hashes, definitions, plain data from lists.
CODED = {
    "base_services.Service": {"country", "time_zone", "opening_hours", "closures"},
    "base_services.Installation": {"cast"},
    "base_accounts.Account": {"password"},
    "base_record.Viewing": {"relation", "purpose"},
    "base_record.Refusal": {"page"},
    "base_record.Delivery": {"template", "purpose", "page", "facts", "problem"},
    "base_record.Event": {"kind", "relation", "facts"},
    "base_record.Submission": {"owner", "location"},
    "care_partnership.AttentionItem": {"kind"},
    "care_partnership.Figures": {"reflection_state"},
    "care_partnership.Invitation": {"profession", "token_hash"},
    "care_partnership.Membership": {"profession"},
    "care_partnership.MyNormal": {"question", "agreed_by_profession"},
    "care_partnership.Promise": {"promised_by_profession"},
    "care_partnership.Typed": {"typed_by_profession"},
    "care_partnership.Schedule": {"cue", "weekdays", "after", "held"},
    "care_partnership.Silence": {"cue"},
    "care_partnership.Way": {"said", "channels", "hours", "from_whom", "needs", "time_zone"},
    "care_measures.Alert": {"name"},
    "care_measures.Assessment": {"questionnaire_hash", "scoring_hash", "profession"},
    "care_measures.Instrument": {
        *("key", "version", "title", "url", "questionnaire_version", "questionnaire", "scoring"),
        *("questionnaire_hash", "scoring_hash", "source", "licence"),
    },
    "care_measures.Occasion": {"key"},
    "care_measures.Score": {
        "name",
        "why_none",
        "why_details",
        "scoring_key",
        "scoring_version",
        "scoring_hash",
    },
    "care_measures.Pseudonym": {"code"},
    "care_access.ComingBack": {"changed", "wants", "rules_version"},
    "care_access.Explained": {"by_profession"},
    "care_access.FollowUpWording": {"author_profession", "conditions", "rules_version"},
    "care_access.Letter": {"left_out", "drafted_by_profession"},
    "care_access.Triage": {"reasons", "rules_version", "by_profession"},
    "care_access.ScreenRun": {"flags", "combinations", "advice", "speed", "version"},
    "care_support.Encouragement": {"written_by_profession"},
    "care_support.Statement": {"confirmed_by_profession"},
    "care_support.ReviewHow": {"author_profession"},
    "care_communication.AgendaLine": {"source"},
    "care_communication.CalendarEntry": {"series", "key"},  # fingerprints
    "care_communication.CalendarSource": {"content_hash", "problem"},
    "care_communication.Visit": {"professional_profession", "arranged"},
    "care_communication.VisitCode": {"code"},
    "care_communication.VisitSummary": {"author_profession", "promised"},
    "care_communication.Call": {"reason", "days", "parts"},
    "care_communication.CallTry": {"by_profession"},
    "care_involvement.Decision": {"source"},
    "care_involvement.DecisionChoice": {"author_profession"},
    "care_involvement.Matter": {"source"},
    "care_involvement.MatterWording": {"author_profession"},
    "care_involvement.Recommendation": {"by_profession"},
    "evaluation.KeptPlan": {"title", "text", "fingerprint", "changes_hash"},  # a plan that was understood
    "evaluation.Job": {
        "plan_hash",
        "summary",
        "problems",
    },  # the program's sentences, about everybody together
    "evidence_synthesis.Entry": {"kind", "facts"},
    "evidence_synthesis.Job": {"problem"},
    "evidence_synthesis.Opening": {"people"},
    "evidence_records.Import": {"sha256", "format", "encoding", "problem", "mend", "notices"},
    "evidence_records.Record": {  # published records, as databases hold them: about no patient
        *("title", "abstract", "authors", "keywords", "journal", "volume", "issue", "pages", "doi", "pmid"),
        *("issn", "language", "type", "url"),
    },
    "evidence_records.SourceRecord": {"key", "understood", "raw", "raw_text", "notices"},
    "evidence_records.Merge": {"reason"},
    "evidence_records.Pair": {"reason"},
    "evidence_screening.Decision": {"reasons"},
    "evidence_screening.Settling": {"reasons"},
    "evidence_screening.Ranking": {"stop"},
    "evidence_appraisal.Appraisal": {"checklist", "answers"},
    "evidence_appraisal.Settled": {"checklist", "answers"},
    "care_communication.Message": {"author_profession"},
    "care_communication.Thread": {"topic"},
    "care_understanding.Difference": {"instrument", "item", "person_value", "professional_value"},
    "care_understanding.Draft": {"section"},
    "care_understanding.SetAside": {"section"},
    "care_understanding.Offer": {"author_profession"},
    "care_understanding.StoryReading": {"profession"},
    "care_understanding.Reflection": {"author_profession"},
    "care_understanding.Retold": {"place"},
    "care_understanding.SideNote": {"item"},
    "care_plan.CheckIn": {"said"},
    "care_plan.PlanVersion": {"changes"},
    "care_plan.StepWording": {"author_profession", "grown_from", "library_id", "library_hash"},
    "care_plan.IdeaAnswer": {"idea"},
    "care_plan.LifeFacts": {"said"},
    "care_plan.EaseOffer": {"rule", "definition_version", "definition_hash", "days"},
    "care_understanding.StoryVersion": {"changed", "typed_by_profession"},
}


def text_fields() -> set[str]:
    """Every field that could hold words: text, JSON, or characters without a list of choices."""
    found = set()
    for model in our_models():
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, models.CharField | models.TextField | models.JSONField)
                and not field.choices
            ):
                found.add(f"{model._meta.label}.{field.name}")
    return found


def free_text_declared() -> set[str]:
    """The fields in the table of the privacy inventory."""
    return set(re.findall(r"^\| `(\w+\.\w+\.\w+)` \|", INVENTORY.read_text(encoding="utf-8"), re.MULTILINE))


def test_everything_that_people_write_is_in_the_privacy_inventory() -> None:
    coded = {f"{label}.{name}" for label, names in CODED.items() for name in names}
    declared = free_text_declared()
    assert sorted(text_fields() - coded - declared) == [], f"declare it in {INVENTORY.name}, or as coded here"
    assert sorted((coded | declared) - text_fields()) == [], "declared, and no longer there"
    assert sorted(coded & declared) == []


# --- how code is cut ---------------------------------------------------------------------------------

MOST_LINES = 600


def sources() -> list[Path]:
    return [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts]


def test_no_module_is_longer_than_somebody_reads_in_one_go() -> None:
    long = {
        str(path.relative_to(HOUSE)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long, long


# --- actions -----------------------------------------------------------------------------------------

# Actions without an actor, and why nobody could be named.
NO_ACTOR = {
    "base.accounts.actions.address.proven": "the owner of the address, who is not signed in yet",
    "care.access.actions.referral.send": "whoever refers themselves: `account`, or nobody yet",
    "care.access.actions.screening.keep": "anonymous: before consent there is no person",
    "care.access.actions.screening.came_back": "anonymous",
    "care.access.actions.screening.forget": "anonymous",
    "care.measures.actions.instrument.retire": "the command line",
    "care.measures.actions.occasion.call_up": "the clock",
    "care.plan.actions.quiet.call_up": "the clock",
    "care.measures.actions.score.rescore": "the command line",
    "care.partnership.actions.invitation.accept": "whoever reads the mail: `token` names them",
    "care.partnership.actions.own_copy.make_for": "the command line",
    "care.partnership.actions.team.seat": "an accepted invitation, or the command line",
    "care.partnership.actions.team.make_lead": "the command line",
    "care.access.actions.follow_up.call_up": "the clock",
    "care.support.actions.next_step.call_up": "the clock",
    "care.support.actions.review_due.call_up": "the clock",
}

# Actions whose permission is checked by who calls them, and who that is.
PERMISSION_ELSEWHERE = {
    "care.access.actions.screening.join": "called by actions that have checked",
    "care.measures.actions.instrument.add": "the command line",
    "care.measures.actions.occasion.open_baseline": "where a partnership starts",
    "care.partnership.actions.attention.open_item": "called by actions that have checked",
    "care.partnership.actions.attention.overtake": "called by actions that have checked",
    "care.partnership.actions.partnership.start": "the door, an invitation or a professional who types",
    "care.understanding.actions.difference.compare": "called when both sides are in",
    "care.understanding.actions.difference.compare_again": "called when a side is superseded",
}
CHECKS = re.compile(r"require|_allowed|is_lead|_has_seat|seat_of|PermissionDenied|Refused|NotAllowed")


def functions(path: Path) -> list[ast.FunctionDef]:
    return [
        node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    ]


def actions() -> Iterator[tuple[str, ast.FunctionDef, dict[str, ast.FunctionDef]]]:
    """Every public function of an actions module that opens a transaction, with its module's functions."""
    for path in sorted(HOUSE.rglob("actions/*.py")):
        here = {function.name: function for function in functions(path)}
        module = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        for name, function in here.items():
            atomic = any("transaction.atomic" in ast.unparse(each) for each in function.decorator_list)
            if atomic and not name.startswith("_"):
                yield f"{module}.{name}", function, here


def test_every_action_takes_its_arguments_by_name_only() -> None:
    by_position = [name for name, action, _ in actions() if action.args.args or action.args.posonlyargs]
    assert not by_position, by_position


def test_every_action_says_who_acts() -> None:
    nobody = {
        name for name, action, _ in actions() if "by" not in {each.arg for each in action.args.kwonlyargs}
    }
    assert sorted(nobody - set(NO_ACTOR)) == []
    assert sorted(set(NO_ACTOR) - nobody) == [], "has an actor now, or is gone"


def test_every_action_checks_permission_itself() -> None:
    unchecked = set()
    for name, action, beside in actions():
        called = {ast.unparse(node.func) for node in ast.walk(action) if isinstance(node, ast.Call)}
        text = ast.unparse(action) + "".join(ast.unparse(beside[each]) for each in called if each in beside)
        if not CHECKS.search(text):
            unchecked.add(name)
    known = set(PERMISSION_ELSEWHERE) | set(NO_ACTOR)
    assert sorted(unchecked - known) == []
    assert sorted(set(PERMISSION_ELSEWHERE) - unchecked) == [], "checks now, or is gone"


def test_every_action_says_in_a_sentence_what_it_does() -> None:
    silent = [name for name, action, _ in actions() if not ast.get_docstring(action)]
    assert not silent, silent


# --- kinds of what happens, and of what needs somebody ----------------------------------------------


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(alongside.__path__, "alongside."):
        if found.name.startswith("alongside.care.") and found.name.endswith("events"):
            yield importlib.import_module(found.name)


def test_every_kind_of_event_that_is_written_down_is_declared() -> None:
    declared = kinds.all_kinds()
    undeclared = {
        value.name for module in modules() for value in vars(module).values()
        if isinstance(value, Kind) and value.name not in declared
    }  # fmt: skip
    assert sorted(undeclared) == []


def opened_kinds() -> set[str]:
    """The rules under which anything is put on a professional's list: what the rooms' ``attention`` modules
    name, and the ``kind`` of every ``open_item``, also of helpers that hand their own argument on."""
    found: set[str] = set()
    for path in (HOUSE / "care").glob("*/*attention.py"):
        named = importlib.import_module(".".join(("alongside.care", path.parent.name, path.stem)))
        found |= {value for name, value in vars(named).items() if name.isupper() and isinstance(value, str)}
    for path in sorted((HOUSE / "care").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = importlib.import_module(
            ".".join(("alongside", *path.relative_to(HOUSE).with_suffix("").parts))
        )
        handing_on = _openers(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = ast.unparse(call.func).rpartition(".")[2]
            if name == "open_item" or name in handing_on:
                at = handing_on.get(name, 1)
                given = next((word.value for word in call.keywords if word.arg == "kind"), None)
                given = given or (call.args[at] if len(call.args) > at else None)
                value = _value(module, given)
                if value is not None:
                    found.add(value)
    return found


def _openers(tree: ast.Module) -> dict[str, int]:
    """Functions that pass their own parameter on as ``kind``, and at which position it is."""
    openers = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in function.args.args]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if ast.unparse(call.func).rpartition(".")[2] != "open_item":
                continue
            for word in call.keywords:
                if word.arg == "kind" and isinstance(word.value, ast.Name) and word.value.id in names:
                    openers[function.name] = names.index(word.value.id)
    return openers


def _value(module: object, expression: ast.expr | None) -> str | None:
    """What a constant is: a literal, a name of the module, or a name of a module it imports."""
    if isinstance(expression, ast.Constant):
        return str(expression.value)
    if isinstance(expression, ast.Name):
        value = getattr(module, expression.id, None)
    elif isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
        value = getattr(getattr(module, expression.value.id, None), expression.attr, None)
    else:
        value = None
    return value if isinstance(value, str) else None


def test_everything_on_the_list_says_why_in_a_colleagues_words() -> None:
    opened = opened_kinds()
    assert len(opened) > 5, "the search itself finds too little"
    unexplained, idle = sorted(opened - explained()), sorted(explained() - opened)
    assert not unexplained, f"no room's attention.py explains {unexplained}"
    assert not idle, f"explained there, and nothing opens {idle}"


# --- what leaves the building ------------------------------------------------------------------------

# Everything else goes through contacting.notify, which obeys what the person asked.
MAY_PROMISE = {
    "care/partnership/contacting.py",
    "care/partnership/actions/invitation.py",  # its reader has not said yet how they want it
}


def test_nothing_is_sent_round_what_the_person_asked() -> None:
    senders = {
        path.relative_to(HOUSE).as_posix()
        for path in sources()
        if re.search(r"\bdeliveries\.promise\(|Delivery\.objects\.create\(", path.read_text(encoding="utf-8"))
    }
    assert senders - {"base/record/deliveries.py"} <= MAY_PROMISE


# --- who waits reads what is there then ---------------------------------------------------------------

MAY_JOIN_WHILE_HOLDING = {
    "care/plan/actions/check_in.py:_partnership_held",  # holds both rows, and one's key is the other's
    "care/partnership/reminding.py:_due",  # a schedule never goes to another partnership
    "care/partnership/actions/team.py:leave",  # holds the team, and asks for its people apart
}


def test_a_row_is_held_first_and_read_then() -> None:
    joined = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                called = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
                if {"select_for_update", "select_related"} <= called:
                    joined.add(f"{path.relative_to(HOUSE).as_posix()}:{node.name}")
    assert joined == MAY_JOIN_WHILE_HOLDING, "base.record.holding says why"


# --- definitions -------------------------------------------------------------------------------------

SIGNED = {"author", "written_on", "checked_by", "review_by", "sources"}


@pytest.mark.parametrize(
    "path", sorted(HOUSE.rglob("definitions/**/*.toml")), ids=lambda path: str(path.relative_to(HOUSE))
)
def test_every_definition_is_signed_and_claims_no_check_that_nobody_made(path: Path) -> None:
    signed = tomllib.loads(path.read_text(encoding="utf-8")).get("signed", {})
    assert set(signed) >= SIGNED, f"missing: {SIGNED - set(signed)}"
    assert signed["author"]
    assert signed["review_by"] > signed["written_on"]
    assert signed["checked_by"] == "", "when a clinician has checked it, this promise changes with the ADR"


# --- addresses ---------------------------------------------------------------------------------------


def test_an_address_carries_ids_numbers_and_names_from_lists_never_words() -> None:
    loose = {
        address.name: converter
        for address in every_address()
        for converter in re.findall(r"<(?:(\w+):)?\w+>", address.route)
        if converter not in {"uuid", "int", "slug"}
    }
    assert loose == {
        "partnership:invitation": "str",  # a signed token
        "understanding:note": "str",  # the linkId of a question, from its definition
    }
    assert get_resolver().urlconf_name == "alongside.config.urls"


# --- templates ---------------------------------------------------------------------------------------

TEMPLATES = sorted(HOUSE.rglob("jinja2/**/*.html"))
NO_PAGES = ("_", "components/", "layouts/")  # pieces that pages are made of
ON_PAPER = ("plan/sheet.html",)  # one sheet for the fridge: nothing of the application around it


def _named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix().split("/jinja2/")[1]


def _is_page(path: Path) -> bool:
    name = _named(path)
    is_piece = any(f'include "{name}"' in other.read_text(encoding="utf-8") for other in TEMPLATES)
    return not (path.name.startswith("_") or name.startswith(NO_PAGES) or is_piece)


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if _is_page(path) and _named(path) not in ON_PAPER], ids=_named
)
def test_every_page_stands_in_the_layout(path: Path) -> None:
    first = path.read_text(encoding="utf-8").lstrip()
    extends = re.match(r"(?:\{#.*?#\}\s*)*\{% extends \"([^\"]+)\" %\}", first, re.DOTALL)
    assert extends is not None
    parent = extends.group(1)
    assert parent == "layouts/page.html" or any(_named(other) == parent for other in TEMPLATES)


FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]+\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline handler": re.compile(r"<[^>]+\son[a-z]+\s*="),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped output": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "something from another host": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_a_template_holds_nothing_that_the_content_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_every_form_that_posts_carries_the_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.DOTALL | re.IGNORECASE)
    without = [form[:80] for form in forms if not re.search(r"csrf_input|csrf\(", form)]
    # Leaving is never refused; tests/authority/expected.py says why it needs none.
    assert not [form for form in without if 'id="leave"' not in form]

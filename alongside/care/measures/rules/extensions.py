"""Which FHIR extensions change what a questionnaire means, which are honoured, and which only change its
looks.

By R4's own rule an extension may be ignored. For a questionnaire whose scores guide care that is not safe
enough: an item's hidden flag or its calculation is an extension too. So at an item, what is on neither
list is refused. At the top of the questionnaire, where nearly everything is description, only what is
known to change meaning is refused.
"""

from typing import Final

CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
SDC: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"

ORDINAL_VALUE: Final = CORE + "ordinalValue"
ITEM_WEIGHT: Final = CORE + "itemWeight"
MIN_VALUE: Final = CORE + "minValue"
MAX_VALUE: Final = CORE + "maxValue"
MIN_LENGTH: Final = CORE + "minLength"
MAX_DECIMALS: Final = CORE + "maxDecimalPlaces"
MIN_OCCURS: Final = CORE + "questionnaire-minOccurs"
MAX_OCCURS: Final = CORE + "questionnaire-maxOccurs"
ITEM_CONTROL: Final = CORE + "questionnaire-itemControl"
UNIT: Final = CORE + "questionnaire-unit"
HIDDEN: Final = CORE + "questionnaire-hidden"
OPTION_EXCLUSIVE: Final = CORE + "questionnaire-optionExclusive"
OPTION_PREFIX: Final = CORE + "questionnaire-optionPrefix"

ITEM_HONOURED: Final = frozenset(
    {MIN_VALUE, MAX_VALUE, MIN_LENGTH, MAX_DECIMALS, MIN_OCCURS, MAX_OCCURS, ITEM_CONTROL, UNIT, HIDDEN}
)
OPTION_HONOURED: Final = frozenset({ORDINAL_VALUE, ITEM_WEIGHT, OPTION_EXCLUSIVE, OPTION_PREFIX})

LOOKS_ONLY: Final = frozenset(
    {
        *(CORE + end for end in ("rendering-style", "rendering-styleSensitive", "rendering-markdown")),
        *(CORE + end for end in ("rendering-xhtml", "translation", "designNote", "entryFormat", "display")),
        *(
            CORE + "questionnaire-" + end
            for end in ("choiceOrientation", "sliderStepValue", "displayCategory")
        ),
        *(CORE + "questionnaire-" + end for end in ("supportLink", "optionRestriction", "fhirType")),
        *(SDC + "sdc-questionnaire-" + end for end in ("width", "columnCount", "choiceColumn", "shortText")),
        *(SDC + "sdc-questionnaire-" + end for end in ("openLabel", "collapsible", "optionalDisplay")),
        *(
            SDC + "sdc-questionnaire-" + end
            for end in ("preferredTerminologyServer", "observationLinkPeriod")
        ),
        *(SDC + "sdc-questionnaire-" + end for end in ("observationExtract", "observation-extract-category")),
        CORE + "valueset-label",
        CORE + "valueset-conceptOrder",
    }
)

KNOWN_CONTROLS: Final = frozenset(
    {
        *("list", "table", "htable", "gtable", "atable", "header", "footer", "page", "tab-container", "grid"),
        *("inline", "prompt", "unit", "lower", "upper", "flyover", "help", "legal", "content"),
        *(
            "autocomplete",
            "drop-down",
            "check-box",
            "radio-button",
            "slider",
            "spinner",
            "text-box",
            "text-area",
        ),
    }
)

_CALCULATES = "Our forms work nothing out by themselves. Remove it, or ask the question without it."

CHANGES_MEANING: Final[dict[str, tuple[str, str]]] = {
    SDC + "sdc-questionnaire-calculatedExpression": (
        "a calculated answer cannot be worked out here.",
        _CALCULATES,
    ),
    SDC + "sdc-questionnaire-initialExpression": (
        "a calculated first answer cannot be worked out here.",
        _CALCULATES,
    ),
    SDC + "sdc-questionnaire-answerExpression": (
        "answers found by an expression cannot be offered.",
        _CALCULATES,
    ),
    SDC + "sdc-questionnaire-candidateExpression": (
        "answers found by an expression cannot be offered.",
        _CALCULATES,
    ),
    SDC + "sdc-questionnaire-contextExpression": ("an expression cannot be worked out here.", _CALCULATES),
    SDC + "sdc-questionnaire-answerOptionsToggleExpression": (
        "options that come and go are not supported.",
        "",
    ),
    SDC + "sdc-questionnaire-enableWhenExpression": (
        "a condition written as an expression cannot be worked out here.",
        "Write the condition as enableWhen.",
    ),
    SDC + "sdc-questionnaire-itemPopulationContext": (
        "filling in from a record is not supported.",
        _CALCULATES,
    ),
    SDC + "sdc-questionnaire-subQuestionnaire": (
        "a questionnaire inside it is not fetched.",
        "Write its items out.",
    ),
    SDC + "sdc-questionnaire-questionnaireAdaptive": (
        "an adaptive questionnaire needs its own server.",
        "Use the fixed form of it.",
    ),
    SDC + "sdc-questionnaire-unitOption": ("a choice of units is not supported.", "Ask in one unit."),
    CORE + "variable": ("an expression cannot be worked out here.", _CALCULATES),
    CORE + "cqf-expression": ("an expression cannot be worked out here.", _CALCULATES),
    CORE + "cqf-calculatedValue": ("an expression cannot be worked out here.", _CALCULATES),
    CORE + "questionnaire-constraint": (
        "a rule between answers cannot be checked here.",
        "Remove the constraint.",
    ),
    CORE + "targetConstraint": ("a rule between answers cannot be checked here.", "Remove the constraint."),
    CORE + "regex": ("a pattern that answers must match is not supported.", "Use type, minValue, maxValue."),
    CORE + "questionnaire-unitOption": ("a choice of units is not supported.", "Ask in one unit."),
    CORE + "questionnaire-unitValueSet": ("a choice of units is not supported.", "Ask in one unit."),
    CORE + "questionnaire-signatureRequired": ("a signature cannot be taken here.", "Remove it."),
    CORE + "questionnaire-usageMode": ("a usage mode changes who is asked what.", "Remove it or the item."),
    CORE + "mimeType": ("files cannot be answers here.", "Remove the item."),
    CORE + "maxSize": ("files cannot be answers here.", "Remove the item."),
    "http://hl7.org/fhir/4.0/StructureDefinition/extension-Questionnaire.item.disabledDisplay": (
        "showing a question that is not asked is not supported.",
        "Remove it.",
    ),
}

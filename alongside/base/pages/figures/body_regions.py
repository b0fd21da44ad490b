"""The regions of the body that a person can name, in their own words' order: the back first.

The names are data; ``gettext_noop`` only marks them for translation. A region that can be seen from
both sides (an arm) has a shape in both views and one name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["back", "head", "arms", "front", "legs"]


def gettext_noop(message: str) -> str:
    """Marks ``message`` for translation and returns it as it is (this module knows no Django)."""
    return message


@dataclass(frozen=True, slots=True)
class Region:
    """One region: ``id`` is stored, ``label`` is read."""

    id: str
    label: str
    group: Group


GROUPS: dict[Group, str] = {
    "back": gettext_noop("Back"),
    "legs": gettext_noop("Hips, legs and feet"),
    "head": gettext_noop("Head, neck and shoulders"),
    "arms": gettext_noop("Arms and hands"),
    "front": gettext_noop("Chest and belly"),
}

REGIONS: tuple[Region, ...] = (
    Region("upper_back", gettext_noop("Upper back"), "back"),
    Region("middle_back", gettext_noop("Middle of the back"), "back"),
    Region("low_back_left", gettext_noop("Low back, left"), "back"),
    Region("low_back_right", gettext_noop("Low back, right"), "back"),
    Region("tailbone", gettext_noop("Bottom of the spine"), "back"),
    Region("buttock_left", gettext_noop("Left buttock"), "legs"),
    Region("buttock_right", gettext_noop("Right buttock"), "legs"),
    Region("hip_left", gettext_noop("Left hip or groin"), "legs"),
    Region("hip_right", gettext_noop("Right hip or groin"), "legs"),
    Region("thigh_back_left", gettext_noop("Back of the left thigh"), "legs"),
    Region("thigh_back_right", gettext_noop("Back of the right thigh"), "legs"),
    Region("thigh_left", gettext_noop("Front of the left thigh"), "legs"),
    Region("thigh_right", gettext_noop("Front of the right thigh"), "legs"),
    Region("knee_left", gettext_noop("Left knee"), "legs"),
    Region("knee_right", gettext_noop("Right knee"), "legs"),
    Region("calf_left", gettext_noop("Left calf"), "legs"),
    Region("calf_right", gettext_noop("Right calf"), "legs"),
    Region("shin_left", gettext_noop("Left shin"), "legs"),
    Region("shin_right", gettext_noop("Right shin"), "legs"),
    Region("foot_left", gettext_noop("Left foot"), "legs"),
    Region("foot_right", gettext_noop("Right foot"), "legs"),
    Region("head", gettext_noop("Head or face"), "head"),
    Region("neck", gettext_noop("Neck"), "head"),
    Region("shoulder_left", gettext_noop("Left shoulder"), "head"),
    Region("shoulder_right", gettext_noop("Right shoulder"), "head"),
    Region("arm_left", gettext_noop("Left arm"), "arms"),
    Region("arm_right", gettext_noop("Right arm"), "arms"),
    Region("hand_left", gettext_noop("Left hand"), "arms"),
    Region("hand_right", gettext_noop("Right hand"), "arms"),
    Region("chest", gettext_noop("Chest"), "front"),
    Region("belly", gettext_noop("Belly"), "front"),
)

_LABELS = {region.id: region.label for region in REGIONS}


def region_label(region_id: str) -> str:
    """The English name of a region, to be translated by whoever shows it; KeyError where there is none."""
    return _LABELS[region_id]

"""The library and the rules as this installation uses them: read once a process.

A clinic's own steps lie in the folder ``steps`` of ``ALONGSIDE_HOME``. Where they are wrong, all of them are
left out, with every reason in the log and in ``alongside steps list``: the shipped library goes on without.
So it does where the findings of this installation lack one that is named: the link is left out, and no step.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from django.conf import settings

from alongside.care.partnership import findings
from alongside.care.partnership.rules.signed import DefinitionInvalid
from alongside.care.plan.rules.library import Library
from alongside.care.plan.rules.library_reading import files_in, read_library
from alongside.care.plan.rules.readiness import Readiness, read_readiness
from alongside.care.plan.rules.rests_on import RestsOn, read_rests_on
from alongside.care.plan.rules.rulebook import Rulebook, read_rulebook

log = logging.getLogger(__name__)


def own_folder() -> Path:
    """Where a clinic lays its own steps."""
    return Path(settings.ENVIRONMENT.home) / "steps"


def with_own() -> Library:
    """The shipped library with the clinic's own steps; raises ``DefinitionInvalid`` where one is wrong."""
    return read_library(files_in(own_folder()), findings=finding_ids())


def finding_ids() -> frozenset[str] | None:
    """The findings that there are to name, signed or not; None where there is no bundle that can be read."""
    bundle = findings.bundle()
    return None if bundle is None else frozenset(bundle.findings)


@cache
def rulebook() -> Rulebook:
    """What every page uses."""
    try:
        library = with_own()
    except DefinitionInvalid as wrong:
        log.error("The library is not whole: %s", wrong)
        library = _without_findings()
    return read_rulebook(library)


def _without_findings() -> Library:
    """The library where only a finding's name may have been wrong; else the shipped one alone."""
    try:
        return read_library(files_in(own_folder()))
    except DefinitionInvalid as wrong:
        log.error("The clinic's own steps are not used: %s", wrong)
        return read_library()


@cache
def readiness() -> Readiness:
    return read_readiness()


@cache
def rests_on() -> RestsOn:
    """On which findings the prompts rest."""
    return read_rests_on([])

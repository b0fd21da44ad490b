"""Take a clinic's answers out, de-identified; written down as an event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alongside.base.accounts.models import Account
from alongside.care.support.actions import extract as door
from alongside.config.operations.clinics import clinic_of
from alongside.config.operations.schema import require_current
from alongside.config.problems import Problem
from alongside.evaluation import extracting
from alongside.evaluation.problems import Refused
from alongside.evaluation.results.writing import refuse_unless_ours


def extract(*, out: Path, clinic: str, by: str, k: int) -> dict[str, Any]:
    """Write ``out``. Raises ``Problem`` where it cannot be written or ``by`` does not lead the clinic."""
    require_current()
    service = clinic_of(clinic)
    account = None
    if by:
        account = Account.objects.filter(email=by.strip().lower(), is_active=True).first()
        if account is None:
            raise Problem(f"{by} has no account here.", "Name who leads the clinic: --by")
    try:
        refuse_unless_ours(out, extracting.DICTIONARY)
        made = door.make(service=service, by=account, k=k)
        return extracting.write(made, out)
    except door.MayNot as refused:
        raise Problem(
            f"{by} does not lead {service.name}.", "Only who leads the clinic takes its answers out."
        ) from refused
    except Refused as refused:
        raise Problem(f"{refused.what} {refused.troubles[0]}") from refused

"""People in a synthesis, and files like those that databases write."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.base.accounts.models import Account
from alongside.evidence.records.actions import importing
from alongside.evidence.records.models import Import
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions import synthesis as actions
from alongside.evidence.synthesis.models import Member, Synthesis

ARM_WAVING = "Arm waving for chronic back pain: a randomised trial"


def account(name: str, *, professional: bool = False) -> Account:
    """An account that has nothing to do with care."""
    return Account.objects.create_user(
        f"{name.partition(' ')[0].lower()}@university.example", name=name, is_professional=professional
    )


def begun(by: Account, *, needed: int = 2) -> Synthesis:
    """A synthesis with a protocol, led by ``by``."""
    made = actions.begin(title="Waving and pain", question="Does waving help people with back pain?", by=by)
    actions.write_protocol(
        synthesis=made,
        question="Does waving help people with back pain?",
        let_in="People with chronic back pain\nWaving of any kind",
        left_out="Animals\nNot a study",
        sources="Medline, 14 November 2026",
        terms_for="waving\nback pain",
        terms_against="rats",
        reviewers_needed=needed,
        why="",
        by=by,
    )
    return made


def joins(synthesis: Synthesis, who: Account, role: str = "reviewer") -> Member:
    return Member.objects.create(synthesis=synthesis, account=who, role=role)


def ris(titles: Sequence[str], *, first: int = 0) -> bytes:
    """A RIS file with these titles, each by other people in another year."""
    return "".join(
        f"TY  - JOUR\nTI  - {title}\nAU  - Author{at + first}, A.\nPY  - {1980 + (at + first) % 40}\n"
        f"JO  - Journal of {title.split()[-1]}\nVL  - {at + first + 1}\nSP  - {(at + first) * 7 + 1}\n"
        f"AB  - An abstract about {title.lower()}, number {at + first}.\nID  - id{at + first}\nER  - \n\n"
        for at, title in enumerate(titles)
    ).encode()


def bring_in(synthesis: Synthesis, data: bytes, by: Account, *, name: str = "export.ris", **more) -> Import:
    """Bring a file in, and let the worker do all there is to do."""
    made = importing.bring_in(
        synthesis=synthesis,
        file_name=name,
        chunks=[data],
        source=more.pop("source", "Medline"),
        other_way=more.pop("other_way", False),
        by=by,
    )
    work()
    made.refresh_from_db()
    return made


def work() -> None:
    """What the worker does until nothing waits."""
    while jobs.work_once():
        pass

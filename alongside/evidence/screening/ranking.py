"""Ranking what is still to be screened, in a worker. The web never loads what this needs.

Decisions of both reviewers teach it; it changes only the order in which records come, never a decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from alongside.evidence.ranking import Ranker, Text
from alongside.evidence.ranking.stopping import stopping
from alongside.evidence.records.models import Record
from alongside.evidence.records.reading import by_number
from alongside.evidence.screening.models import Decision, Ranking, Stage, Verdict
from alongside.evidence.screening.queue import records, sampled
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.models import Job, Synthesis

AT_ONCE = 50  # rows in one transaction, so that whoever decides never waits long
A_BEAT = 5_000  # after so many records read it is said that work goes on
FRONT = 2_000  # how many are put in order each time; nobody screens more between two rankings


def work(job: Job, progress: jobs.Progress) -> None:
    """Put the most likely ones first."""
    synthesis = job.synthesis
    labels = _labels(synthesis)
    if len(set(labels.values())) < 2:
        return  # one of each is needed to tell them apart
    keys: list[UUID] = []
    ranker = Ranker(_texts(synthesis, keys, progress), criteria=_criteria(synthesis))
    progress(0.8)
    at = {pk: place for place, pk in enumerate(keys)}
    order = ranker.rank({at[pk]: label for pk, label in labels.items() if pk in at}).order
    progress(0.9)
    drawn = list(sampled(synthesis).values_list("pk", flat=True))  # a sample stays in front of any ranking
    kept = set(drawn)
    _put_in_front(synthesis, drawn + [pk for place in order[:FRONT] if (pk := keys[place]) not in kept])
    Ranking.objects.create(
        synthesis=synthesis,
        decisions=len(labels),
        ranked=len(order),
        stop=_stop(synthesis, labels, len(keys)),
    )


def _texts(synthesis: Synthesis, keys: list[UUID], progress: jobs.Progress) -> Iterator[Text]:
    """The words of every record, one after the other; ``keys`` takes their keys."""
    rows = records(synthesis)
    all_ = rows.count()
    for pk, title, abstract, keywords in by_number(rows, "pk", "title", "abstract", "keywords"):
        keys.append(pk)
        if len(keys) % A_BEAT == 0:
            progress(min(0.5, 0.5 * len(keys) / all_))
        yield Text(title, abstract, tuple(map(str, keywords)))


def _stop(synthesis: Synthesis, labels: dict[UUID, bool], total: int) -> dict[str, object]:
    """What the test for stopping says of the records in the order in which they were first decided."""
    order = Decision.objects.filter(member__synthesis=synthesis, stage=Stage.TITLE, ended_at=None)
    first = dict.fromkeys(order.order_by("at").values_list("record", flat=True))
    said = stopping([labels[record] for record in first if record in labels], total)
    return {
        "word": said.word, "sure": said.sure, "screened": said.screened, "relevant": said.relevant,
        "total": said.total, "last": said.last,
    }  # fmt: skip


def _labels(synthesis: Synthesis) -> dict[UUID, bool]:
    """What stands, and where nothing does yet, what somebody said: one include is enough to be interested."""
    said = Decision.objects.filter(
        member__synthesis=synthesis, record__merged_into=None, stage=Stage.TITLE, ended_at=None
    ).exclude(verdict=Verdict.UNDECIDED)
    labels: dict[UUID, bool] = {}
    for record, verdict, state in said.values_list("record", "verdict", "record__title_state"):
        if state in {Record.State.IN, Record.State.OUT}:
            labels[record] = state == Record.State.IN
        else:
            labels[record] = labels.get(record, False) or verdict == Verdict.IN
    return labels


def _criteria(synthesis: Synthesis) -> str:
    protocol = latest(synthesis)
    return "\n".join(
        [protocol.question, *(each.text for each in protocol.criteria_of("in")), *protocol.wanted]
    )


def _put_in_front(synthesis: Synthesis, front: list[UUID]) -> None:
    """Number the front below everything else, in small transactions. The rest keeps its order behind it."""
    first = Record.objects.filter(synthesis=synthesis).order_by("rank").values_list("rank", flat=True)[:1]
    start = min(first[0] if first else 0, 0) - len(front)
    rows = [Record(pk=pk, rank=start + at) for at, pk in enumerate(front)]
    for begin in range(0, len(rows), AT_ONCE):
        with jobs.a_little():
            Record.objects.bulk_update(rows[begin : begin + AT_ONCE], ["rank"])

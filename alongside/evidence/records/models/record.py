from __future__ import annotations

from urllib.parse import quote

from django.db import models

from alongside.base import ids


class Record(models.Model):
    """What is screened: one or more source records of the same thing, with the best of their fields.

    ``rank`` is the order in which it is shown: small first. What stands of each stage (``title_…``,
    ``text_…``) is kept by the actions of screening, so that the next record is found without counting.
    """

    class State(models.TextChoices):
        OPEN = "open"
        IN = "in"
        OUT = "out"
        CONFLICT = "conflict"

    class Got(models.TextChoices):
        NOT_SOUGHT = "not-sought"
        SOUGHT = "sought"
        GOT = "got"
        NOT_GOT = "not-got"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="records"
    )
    number = models.PositiveIntegerField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")

    title = models.TextField(blank=True)
    abstract = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    year = models.IntegerField(null=True)
    journal = models.TextField(blank=True)
    volume = models.CharField(max_length=100, blank=True)
    issue = models.CharField(max_length=100, blank=True)
    pages = models.CharField(max_length=100, blank=True)
    doi = models.CharField(max_length=300, blank=True)
    pmid = models.CharField(max_length=40, blank=True)
    issn = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=100, blank=True)
    type = models.CharField(max_length=100, blank=True)
    url = models.TextField(blank=True)

    rank = models.BigIntegerField()
    title_state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    title_count = models.PositiveSmallIntegerField(default=0)
    title_first = models.ForeignKey(
        "evidence_synthesis.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    text_state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    text_count = models.PositiveSmallIntegerField(default=0)
    text_first = models.ForeignKey(
        "evidence_synthesis.Member", null=True, on_delete=models.PROTECT, related_name="+"
    )
    got = models.CharField(max_length=12, choices=Got, default=Got.NOT_SOUGHT)
    got_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["synthesis", "number"], name="one_record_a_number")]
        indexes = [
            models.Index(
                fields=["synthesis", "title_state", "title_count", "title_first", "rank"],
                condition=models.Q(merged_into=None),
                name="record_next_title",
            ),
            models.Index(
                fields=["synthesis", "title_state", "text_state", "got", "rank"],
                condition=models.Q(merged_into=None),
                name="record_next_text",
            ),
            # Pages of records by their number, without looking at each that was merged.
            models.Index(
                fields=["synthesis", "number"], condition=models.Q(merged_into=None), name="record_standing"
            ),
            models.Index(
                fields=["synthesis", "number"],
                condition=models.Q(merged_into__isnull=False),
                name="record_merged",
            ),
        ]

    def __str__(self) -> str:
        return f"record {self.number}"

    @property
    def cited(self) -> str:
        """*Cooper K, Smith B (2008). Physiotherapy.* As much of it as is known."""
        names = [str(name) for name in self.authors]
        who = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        when = f" ({self.year})" if self.year else ""
        where = f". {self.journal}" if self.journal else ""
        return f"{who}{when}{where}".strip(". ")

    @property
    def doi_address(self) -> str:
        """Where its publisher has it; empty without a DOI."""
        return f"https://doi.org/{quote(self.doi)}" if self.doi else ""

    @property
    def pubmed_address(self) -> str:
        """Where PubMed has it; empty without its number there."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid.isdigit() else ""


class SourceRecord(models.Model):
    """A record as one file brought it: kept for ever, whatever becomes of the record it belongs to.

    ``understood`` are the fields as read, ``raw`` every field as written, ``raw_text`` the lines themselves.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    synthesis = models.ForeignKey(
        "evidence_synthesis.Synthesis", on_delete=models.PROTECT, related_name="source_records"
    )
    imported = models.ForeignKey(
        "evidence_records.Import", on_delete=models.PROTECT, related_name="source_records"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="sources")
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    key = models.TextField(blank=True)
    understood = models.JSONField(default=dict)
    raw = models.JSONField(default=dict)
    raw_text = models.TextField(blank=True)
    notices = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="one_source_record_a_number")
        ]
        indexes = [
            models.Index(
                fields=["imported", "number"], condition=~models.Q(notices=[]), name="source_record_noticed"
            )
        ]

    def __str__(self) -> str:
        return f"source record {self.number} of {self.imported_id}"

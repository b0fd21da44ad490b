import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import alongside.base.clock
import alongside.base.ids
from alongside.base.making import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("base_services", "0001_initial"),
        ("care_communication", "0002_calls"),
        ("care_partnership", "0005_communication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="CalendarSource",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("whole_service", models.BooleanField(default=False)),
                        (
                            "kind",
                            models.CharField(choices=[("file", "File"), ("feed", "Feed")], max_length=8),
                        ),
                        ("url", models.TextField(blank=True)),
                        ("made_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("looked_at", models.DateTimeField(null=True)),
                        ("next_look_at", models.DateTimeField(null=True)),
                        ("content_hash", models.CharField(blank=True, max_length=64)),
                        ("left_out", models.PositiveIntegerField(default=0)),
                        ("problem", models.CharField(blank=True, max_length=32)),
                        ("problem_since", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("stopped_at", models.DateTimeField(null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("stopped_at", None)),
                                fields=("owner", "service", "kind", "whole_service"),
                                name="one_calendar_source_of_a_kind",
                            )
                        ],
                        "indexes": [models.Index(fields=["next_look_at"], name="calendar_source_due")],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("professional_profession", models.CharField(blank=True, max_length=32)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("time_known", models.BooleanField(default=True)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("telephone", "by telephone"),
                                    ("video", "by video"),
                                    ("in-person", "face to face"),
                                ],
                                default="in-person",
                                max_length=16,
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=300)),
                        ("bring", models.CharField(blank=True, max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("over", "over"),
                                    ("took-place", "took-place"),
                                    ("did-not-come", "did-not-come"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=16,
                            ),
                        ),
                        (
                            "came",
                            models.CharField(
                                choices=[("hand", "Hand"), ("file", "File"), ("feed", "Feed")],
                                default="hand",
                                max_length=8,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("moved_from", models.DateTimeField(null=True)),
                        ("cannot_come_at", models.DateTimeField(null=True)),
                        ("arranged", models.JSONField(default=list)),
                        ("needs_asked_at", models.DateTimeField(null=True)),
                        ("summary_asked_at", models.DateTimeField(null=True)),
                        ("made_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("changed_at", models.DateTimeField(default=alongside.base.clock.now)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "professional",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="visit_ends_after_it_begins",
                            )
                        ],
                        "indexes": [
                            models.Index(fields=["partnership", "starts_at"], name="visit_partnership"),
                            models.Index(fields=["state", "starts_at"], name="visit_state"),
                            models.Index(
                                fields=["professional", "state", "starts_at"], name="visit_professional"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarEntry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("series", models.CharField(max_length=64)),
                        ("key", models.CharField(max_length=64)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("time_known", models.BooleanField(default=True)),
                        (
                            "standing",
                            models.CharField(
                                choices=[("visit", "Visit"), ("waiting", "Waiting"), ("ignored", "Ignored")],
                                max_length=8,
                            ),
                        ),
                        ("gone_at", models.DateTimeField(null=True)),
                        ("seen_at", models.DateTimeField(default=alongside.base.clock.now)),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="care_communication.calendarsource",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="care_communication.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "key"), name="one_calendar_entry_a_key")
                        ],
                        "indexes": [
                            models.Index(fields=["service", "key"], name="calendar_entry_key"),
                            models.Index(
                                fields=["source", "standing", "starts_at"], name="calendar_entry_standing"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("person", "person"), ("professional", "professional")],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("source", models.CharField(blank=True, max_length=128)),
                        ("position", models.PositiveIntegerField()),
                        ("written_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("talked_at", models.DateTimeField(null=True)),
                        ("removed_at", models.DateTimeField(null=True)),
                        ("carried", models.PositiveSmallIntegerField(default=0)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="talked_lines",
                                to="care_communication.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("talked_at", None), ("removed_at", None), _connector="OR"
                                ),
                                name="agenda_line_talked_or_removed",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                fields=["partnership", "side", "position"], name="agenda_partnership"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitCode",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True)),
                        (
                            "partnership",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visit_code",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="VisitSummary",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("author_profession", models.CharField(blank=True, max_length=32)),
                        ("talked", models.TextField(blank=True)),
                        ("decided", models.TextField(blank=True)),
                        ("what_next", models.TextField(blank=True)),
                        ("promised", models.JSONField(default=list)),
                        ("written_at", models.DateTimeField(default=alongside.base.clock.now)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("right", "Right"), ("not-quite", "Not Quite")],
                                max_length=16,
                            ),
                        ),
                        ("why", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "explained",
                            models.CharField(
                                blank=True,
                                choices=[("well", "Well"), ("partly", "Partly"), ("not-well", "Not Well")],
                                max_length=16,
                            ),
                        ),
                        ("at_home", models.TextField(blank=True)),
                        ("at_home_at", models.DateTimeField(null=True)),
                        ("reply", models.TextField(blank=True)),
                        ("replied_at", models.DateTimeField(null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visit_summaries",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "replied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="summaries",
                                to="care_communication.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "number"), name="visit_summary_number")
                        ],
                        "indexes": [
                            models.Index(fields=["partnership", "answer"], name="visit_summary_waits")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarKey",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=alongside.base.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_keys",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("partnership",),
                                name="one_calendar_key_a_person",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]

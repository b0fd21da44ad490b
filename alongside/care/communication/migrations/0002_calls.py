import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import alongside.base.clock
import alongside.base.ids
from alongside.base.making import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("base_services", "0001_initial"),
        ("care_communication", "0001_conversation"),
        ("care_partnership", "0005_communication"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Call",
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calls",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("asked", "the person asked"),
                                    ("started", "a professional rings first"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[("routine", "routine"), ("reply", "reply"), ("urgent", "urgent")],
                                max_length=16,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=64)),
                        ("about", models.UUIDField(null=True)),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("what_about", models.TextField(blank=True)),
                        ("days", models.JSONField(default=list)),
                        ("parts", models.JSONField(default=list)),
                        ("when_words", models.TextField(blank=True)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        (
                            "voicemail",
                            models.CharField(
                                choices=[
                                    ("nothing", "Leave no message"),
                                    ("name-only", "Say only your first name, and that you will ring again"),
                                    ("anything", "You may say who you are and what it is about"),
                                ],
                                default="nothing",
                                max_length=16,
                            ),
                        ),
                        ("pick_up", models.TextField(blank=True)),
                        ("said_at", models.DateTimeField(default=alongside.base.clock.now)),
                        (
                            "interpreter",
                            models.CharField(
                                blank=True,
                                choices=[("", "none"), ("needed", "to be booked"), ("booked", "booked")],
                                max_length=8,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(null=True)),
                        ("latest_at", models.DateTimeField(null=True)),
                        ("suits", models.BooleanField(default=True)),
                        ("from_at", models.DateTimeField(null=True)),
                        ("until_at", models.DateTimeField(null=True)),
                        (
                            "promised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("next_at", models.DateTimeField(null=True)),
                        ("again_at", models.DateTimeField(null=True)),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("ring", "to be rung"),
                                    ("write", "not reached: write to them"),
                                    ("wait", "written to: waits for them"),
                                ],
                                default="ring",
                                max_length=8,
                            ),
                        ),
                        ("tried", models.PositiveSmallIntegerField(default=0)),
                        ("number_wrong_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "how_ended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spoke", "you spoke"),
                                    ("taken-back", "taken back"),
                                    ("left-alone", "asked to be left alone for now"),
                                    ("decided", "ended with a reason"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("why", models.TextField(blank=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["partnership", "-opened_at"], name="call_partnership"),
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["service", "next_at"],
                                name="call_open",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["owner", "next_at"],
                                name="call_open_owner",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("origin", "asked")),
                                fields=("partnership",),
                                name="one_asked_call_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("how_ended", "")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("how_ended__in", ["spoke", "taken-back", "left-alone"]),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("how_ended", "decided"),
                                        models.Q(("why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="call_ends_with_how_and_a_decision_with_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("from_at", None), ("promised_by", None), ("until_at", None)),
                                    models.Q(
                                        ("from_at__isnull", False),
                                        ("promised_by__isnull", False),
                                        ("until_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="call_window_has_both_ends_and_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallTry",
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="base_services.service",
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tries",
                                to="care_communication.call",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("by_profession", models.CharField(blank=True, max_length=32)),
                        ("at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("why_now", models.TextField(blank=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spoke", "We spoke"),
                                    ("no-answer", "No answer"),
                                    ("message-left", "I left a message"),
                                    ("somebody-else", "Somebody else answered: I told them nothing"),
                                    ("wrong-number", "It is a wrong number"),
                                    ("left-alone", "They asked to be left alone for now"),
                                    ("wrote", "wrote to them"),
                                    ("not-rung", "I did not ring after all"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("said_at", models.DateTimeField(null=True)),
                        ("note", models.TextField(blank=True)),
                        (
                            "then",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("nothing", "Nothing more for now"),
                                    ("another-call", "Another call"),
                                    ("visit", "A visit"),
                                    ("promise", "I promised something"),
                                ],
                                max_length=16,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["call", "at"], name="call_try_call")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "")),
                                fields=("call",),
                                name="one_call_is_rung_by_one_at_a_time",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import alongside.base.clock
import alongside.base.ids
from alongside.base.making import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("base_services", "0001_initial"),
        ("care_partnership", "0005_communication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Answering",
                    fields=[
                        (
                            "service",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="base_services.service",
                            ),
                        ),
                        ("working_days", models.PositiveSmallIntegerField()),
                        ("chosen_at", models.DateTimeField(default=alongside.base.clock.now)),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MessageDraft",
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
                        ("content", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("window", models.UUIDField(null=True)),
                        ("by_button", models.BooleanField(default=False)),
                        ("changed_at", models.DateTimeField(default=alongside.base.clock.now)),
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
                                related_name="+",
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
                    name="MessageSetAside",
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
                        ("content", models.JSONField(default=dict)),
                        ("window", models.UUIDField()),
                        ("changed_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="asides",
                                to="care_communication.messagedraft",
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
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at", None)),
                                fields=["draft"],
                                name="message_aside_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Thread",
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
                        ("topic", models.CharField(max_length=32)),
                        ("words", models.CharField(blank=True, max_length=80)),
                        ("begun_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("messages", models.PositiveIntegerField(default=0)),
                        ("last_at", models.DateTimeField(default=alongside.base.clock.now)),
                        (
                            "last_side",
                            models.CharField(
                                choices=[("person", "person"), ("professional", "professional")],
                                max_length=16,
                            ),
                        ),
                        ("new_to_person", models.PositiveIntegerField(default=0)),
                        (
                            "begun_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "last_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
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
                                related_name="+",
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
                        "indexes": [models.Index(fields=["partnership", "-last_at"], name="thread_newest")],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="messagedraft",
            name="thread",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="care_communication.thread",
            ),
        ),
        CreateModels(
            [
                migrations.CreateModel(
                    name="Message",
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
                        (
                            "author_side",
                            models.CharField(
                                choices=[("person", "person"), ("professional", "professional")],
                                max_length=16,
                            ),
                        ),
                        ("author_profession", models.CharField(blank=True, max_length=32)),
                        ("text", models.TextField()),
                        ("sent_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("window", models.UUIDField(null=True)),
                        ("read_at", models.DateTimeField(null=True)),
                        ("understood", models.BooleanField(default=False)),
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
                                related_name="+",
                                to="care_partnership.partnership",
                            ),
                        ),
                        (
                            "read_by",
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
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sent",
                                to="care_communication.thread",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("thread", "number"), name="message_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("window__isnull", False)),
                                fields=("author", "window"),
                                name="message_window",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wait",
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
                        ("since", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("answered", "Answered"),
                                    ("thanks", "Thanks"),
                                    ("rung", "Rung"),
                                    ("met", "Met"),
                                    ("elsewhere", "Elsewhere"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("working_minutes", models.PositiveIntegerField(null=True)),
                        ("within", models.BooleanField(null=True)),
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
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="care_partnership.attentionitem",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
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
                            "team",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="care_partnership.team",
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waits",
                                to="care_communication.thread",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("thread",),
                                name="one_open_wait_a_thread",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["team", "due_at", "since"],
                                name="wait_open_by_team",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["partnership"],
                                name="wait_open_by_person",
                            ),
                            models.Index(fields=["service", "since"], name="wait_by_service"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
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
                        ("why", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
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
                                related_name="+",
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
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wait",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hand_overs",
                                to="care_communication.wait",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Absence",
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
                        ("from_on", models.DateField()),
                        ("until_on", models.DateField()),
                        ("said_at", models.DateTimeField(default=alongside.base.clock.now)),
                        ("handed_on_at", models.DateTimeField(null=True)),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "said_by",
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
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("taken_back_at", None)),
                                fields=["service", "until_on"],
                                name="absence_to_come",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddConstraint(
            model_name="messagedraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("thread", None)),
                fields=("partnership", "author"),
                name="one_draft_of_a_new_thread",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagedraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("thread__isnull", False)),
                fields=("thread", "author"),
                name="one_draft_a_thread",
            ),
        ),
    ]

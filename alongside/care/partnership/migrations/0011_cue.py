"""What somebody is reminded of is a cue: a topic is a conversation's."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("care_partnership", "0010_erasure"),
    ]

    operations = [
        migrations.RemoveConstraint("schedule", "one_schedule_a_topic"),
        migrations.RemoveConstraint("schedule", "one_schedule_of_a_row"),
        migrations.RemoveIndex("schedule", "schedule_partnership"),
        migrations.RemoveConstraint("silence", "one_silence_a_topic"),
        migrations.RenameField("schedule", "topic", "cue"),
        migrations.RenameField("silence", "topic", "cue"),
        migrations.AddConstraint(
            "schedule",
            models.UniqueConstraint(
                fields=["partnership", "cue"],
                condition=Q(about=None, stopped_at=None),
                name="one_schedule_a_cue",
            ),
        ),
        migrations.AddConstraint(
            "schedule",
            models.UniqueConstraint(
                fields=["partnership", "cue", "about"],
                condition=Q(about__isnull=False),
                name="one_schedule_of_a_row",
            ),
        ),
        migrations.AddIndex(
            "schedule", models.Index(fields=["partnership", "cue"], name="schedule_partnership")
        ),
        migrations.AddConstraint(
            "silence",
            models.UniqueConstraint(fields=["partnership", "cue"], name="one_silence_a_cue"),
        ),
    ]

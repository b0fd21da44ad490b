"""Who agreed to what is usual, and what they were: one place for it (with understanding's 0003)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care_partnership", "0007_schedules"),
    ]

    operations = [
        migrations.AddField(
            model_name="mynormal",
            name="agreed_by_profession",
            field=models.CharField(blank=True, max_length=32),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care_partnership", "0013_typed_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="schedule",
            name="after",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="schedule",
            name="weeks",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care_partnership", "0014_weeks_after"),
    ]

    operations = [
        migrations.AlterField(
            model_name="typed",
            name="what",
            field=models.CharField(
                choices=[
                    ("matter", "matter"),
                    ("matter-answer", "matter-answer"),
                    ("matter-rating", "matter-rating"),
                    ("step-answer", "step-answer"),
                    ("check-in", "check-in"),
                    ("follow-up-answer", "follow-up-answer"),
                    ("review-told", "review-told"),
                    ("review-step", "review-step"),
                    ("review-how", "review-how"),
                    ("review-answer", "review-answer"),
                ],
                max_length=16,
            ),
        ),
    ]

"""What both agreed is usual stands in the partnership alone: AgreedNormal goes, its rows are carried over.

Since the safety screen shows the story's agreed words, each agreement was written in both places. Where the
partnership has the row already, it learns what the professional was; where not, it is made from the version.
"""

from datetime import timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

WHOLE = ""  # the question of a row that is about the story's whole section
SAME_MOMENT = timedelta(seconds=5)  # both rows were written by one action


def carry(apps: Any, editor: Any) -> None:
    agreed_normals = apps.get_model("care_understanding", "AgreedNormal").objects.order_by("agreed_at", "pk")
    stories = apps.get_model("care_understanding", "Story").objects
    normals = apps.get_model("care_partnership", "MyNormal").objects
    for old in agreed_normals.select_related("version", "partnership").iterator():
        mine = normals.filter(partnership=old.partnership, question=WHOLE)
        row = mine.filter(
            agreed_by=old.agreed_by_id,
            agreed_at__range=(old.agreed_at - SAME_MOMENT, old.agreed_at + SAME_MOMENT),
        ).first()
        if row is None:
            later = mine.filter(written_at__gt=old.agreed_at).order_by("written_at").first()
            if later is None:
                mine.filter(until_at=None).update(until_at=old.agreed_at)
            row = normals.create(
                service_id=old.service_id,
                partnership=old.partnership,
                question=WHOLE,
                text=_words(old.version),
                written_by_id=old.partnership.person_id,
                written_at=old.agreed_at,
                agreed_by_id=old.agreed_by_id,
                agreed_at=old.agreed_at,
                until_at=later.written_at if later else None,
            )
        row.agreed_by_profession = old.agreed_by_profession
        row.save(update_fields=["agreed_by_profession"])
        stories.filter(pk=old.partnership_id, agreed_normal=old.pk).update(one_normal=row.pk)
    if editor.connection.vendor == "postgresql":
        # Its checks that wait for the commit would stand in the way of the columns that go next.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _words(version: Any) -> str:
    return next((str(told["text"]) for told in version.sections if told["section"] == "my-normal"), "")


class Migration(migrations.Migration):
    dependencies = [
        ("care_understanding", "0002_both_sides"),
        ("care_partnership", "0009_one_normal"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="one_normal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="care_partnership.mynormal",
            ),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="story", name="agreed_normal"),
        migrations.RenameField(model_name="story", old_name="one_normal", new_name="agreed_normal"),
        migrations.DeleteModel(name="AgreedNormal"),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care_communication", "0001_conversation")]

    operations: list[migrations.operations.base.Operation] = []

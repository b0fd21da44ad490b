from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care_communication", "0002_calls")]

    operations: list[migrations.operations.base.Operation] = []

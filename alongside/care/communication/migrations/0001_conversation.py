from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care_partnership", "0005_communication"), ("base_services", "0001_initial")]

    operations: list[migrations.operations.base.Operation] = []

"""Tables that migrations make together are the tables that they would make one by one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from alongside.base.making import CreateModels

KEY = ("id", models.AutoField(primary_key=True))
HOUSE = migrations.CreateModel(name="House", fields=[KEY, ("street", models.TextField())])
ROOM = migrations.CreateModel(
    name="Room",
    fields=[KEY, ("house", models.ForeignKey("town.house", models.CASCADE, related_name="rooms"))],
    options={"constraints": [models.UniqueConstraint(fields=["house"], name="one_room")]},
)
WINDOW = migrations.CreateModel(
    name="Window", fields=[KEY, ("room", models.ForeignKey("town.room", models.CASCADE))]
)


def made(*operations: Operation) -> tuple[list[str], dict[str, Any]]:
    """The statements that ``operations`` say, in whatever order, and how each model then knows the others."""
    state = ProjectState()
    HOUSE.state_forwards("town", state)
    assert state.apps.get_model("town", "house")  # written already, as after an earlier migration
    said = []
    for operation in operations:
        before = state.clone()
        operation.state_forwards("town", state)
        with connection.schema_editor(collect_sql=True) as editor:
            operation.database_forwards("town", editor, before, state)
        said += editor.collected_sql
    knows = {each.__name__: sorted(map(str, each._meta.get_fields())) for each in state.apps.get_models()}
    return sorted(said), knows


@pytest.mark.django_db(transaction=True)
def test_made_together_they_are_what_they_are_one_by_one() -> None:
    together, one_by_one = made(CreateModels([ROOM, WINDOW])), made(ROOM, WINDOW)
    assert together == one_by_one
    assert any("one_room" in statement for statement in together[0])
    assert "<ManyToOneRel: town.window>" in together[1]["Room"]

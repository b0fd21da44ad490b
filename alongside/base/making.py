"""Tables that are made together, for migrations that make several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """What ``CreateModel`` does, for each of ``models`` in turn.

    Where a model comes in, Django writes every model that is linked with it anew, and here nearly all are
    linked: that was half of what a new installation waited for its tables. Together they are written once.
    The tables are the same. What ``makemigrations`` writes may stay as it is; this is for many models.
    """

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = list(models)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__qualname__, [self.models], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        written = state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)
        if written is not None:
            state.apps = written
            state.reload_models([(app_label, model.name_lower) for model in self.models], delay=False)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.models)} models together"

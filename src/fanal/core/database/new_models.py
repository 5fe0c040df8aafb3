"""How does a new database get two hundred tables in seconds? Django renders anew, for each table that a
migration makes, every model that is related to it, here nearly all: thirty seconds for a new school.

A model that did not exist has nothing to change in the others: it is rendered alone (ADR 0065).
"""

from django.db.migrations.state import ModelState, ProjectState


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    """As Django's own, but for the related models, which stay as they are."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:  # type: ignore[attr-defined]
        self.resolve_model_relations(key)
    if "apps" in vars(self):  # Django renders when somebody asks for the first time
        self.apps.render_multiple([model_state])


def render_new_models_alone() -> None:
    ProjectState.add_model = _add_model  # type: ignore[method-assign]

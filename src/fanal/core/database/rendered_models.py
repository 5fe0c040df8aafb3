"""Which models does a migration draw again when it changes one of them?

Django draws every model tied to the changed one in any direction. Each of ours is tied to the school, so an
empty database took 35 seconds, nearly all of them spent there. A model holds the classes that it points to:
only those that point to the changed one, at any remove, have an old class to replace.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation
from django.db.models import Model

type Key = tuple[str, str]  # the app and the model, in small letters


def draw_fewer_models() -> None:
    """For the time of this process: whoever migrates calls it first."""
    ProjectState._find_reload_model = _models_to_draw  # type: ignore[attr-defined]  # Django's own, of 6.1


def _models_to_draw(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
    """The model and those that point to it; `delay` is Django's word for a guess that this needs not."""
    pointing = _pointing(state)
    found: set[Key] = set()
    waiting: list[Key] = [(app_label, model_name)]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += pointing[key]
    return found


def _pointing(state: ProjectState) -> defaultdict[Key, set[Key]]:
    """Of each model, those that hold its class."""
    pointing: defaultdict[Key, set[Key]] = defaultdict(set)
    for key, model in state.models.items():
        for target in _targets(model):
            pointing[resolve_relation(target, *key)].add(key)
    return pointing


def _targets(model: ModelState) -> Iterator[str | type[Model]]:
    for field in model.fields.values():
        if field.remote_field is not None:
            yield field.remote_field.model
            if through := getattr(field.remote_field, "through", None):
                yield through
    for base in model.bases:
        if isinstance(base, str):
            yield base

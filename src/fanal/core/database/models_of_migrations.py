"""How does an empty database get two hundred tables in seconds? Django renders anew, for each change that a
migration makes, every model tied to the changed one in any direction: here nearly all, over a minute in sum.

A model holds the classes that it points to. So only those that point to the changed one, at any remove, have
an old class to replace (ADR 0080).
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation
from django.db.models import Model

type Key = tuple[str, str]  # the app and the model, in small letters


def render_fewer_models() -> None:
    """For the time of this process."""
    ProjectState._find_reload_model = models_to_render  # type: ignore[attr-defined]  # Django's own, of 6.1


def models_to_render(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
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

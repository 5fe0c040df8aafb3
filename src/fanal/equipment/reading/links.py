"""Which foreign keys, of any app, lead to a row? Read from the models: a new room is there by itself."""

from typing import Any


def links_to(model: Any) -> list[Any]:
    """The fields of other models, and of its own, that point to this one."""
    relations = model._meta.get_fields(include_hidden=True)  # some have no name on this side
    return [
        relation.field
        for relation in relations
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]

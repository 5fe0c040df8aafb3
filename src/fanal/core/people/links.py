"""Whom do the links of a row lead to: somebody of the staff, or a pupil?"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, Q

PERSON, PUPIL = "personnel", "eleve"  # words of addresses
SORT_OF = {"accounts.Person": PERSON, "directory.Pupil": PUPIL}
Links = str | tuple[str, ...]  # names of fields, through other rows (`letter__person`) if need be


def names_of(links: Links) -> tuple[str, ...]:
    return (links,) if isinstance(links, str) else links


def field_at(model: Any, path: str) -> Field:
    *links, name = path.split("__")
    for link in links:
        model = model._meta.get_field(link).related_model
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def sort_of(model: Any, link: str) -> str:
    """The sort of people that a link leads to; `pk`: the row itself is the person."""
    target: Any = model if link == "pk" else field_at(model, link).related_model
    return SORT_OF[target._meta.label]


def links_to(sort: str, model: Any, links: Links) -> list[str]:
    return [link for link in names_of(links) if sort_of(model, link) == sort]


def any_of(links: Iterable[str], whose: Any) -> Q:
    """One of these links leads to them; no row when there is no link."""
    condition = Q()
    for link in links:
        condition |= Q(**{link: whose})
    return condition or Q(pk=None)

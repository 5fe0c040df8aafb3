"""A filter that somebody keeps under a name, for themselves."""

from typing import TYPE_CHECKING

from django.db import models

from fanal.core.errors import RuleBroken
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned

if TYPE_CHECKING:
    from fanal.accounts.models import Person

MOST = 20


class SavedView(SchoolOwned):
    """`page` names the list it belongs to; `query` is the address's part after « ? »."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    page = models.CharField("liste", max_length=30)
    name = models.CharField("nom", max_length=40)
    query = models.CharField("filtre", max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person", "page", "name"], name="saved_view_once"),
            SameSchool("person"),
        ]

    DATA = DataMap("retrouver un filtre", "préférence d’une personne", "départ de la personne")
    JOURNAL_NAME = "core.savedview"

    def __str__(self) -> str:
        return self.name


def kept_by(school_id: int, person_id: int, page: str) -> models.QuerySet[SavedView]:
    return SavedView.objects.for_school(school_id).filter(person=person_id, page=page).order_by("name")


def views_of(person: "Person | None", page: str) -> list[SavedView]:
    """The filters this person keeps for a list, by name; none for a partner."""
    if person is None:
        return []
    return list(kept_by(person.school_id, person.pk, page))


def keep_view(person: "Person", page: str, name: str, query: str) -> SavedView:
    """Keep a filter under a name; the same name again replaces it. Raises RuleBroken with a sentence."""
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise RuleBroken("Donnez à cette vue un nom de 40 caractères au plus.")
    if len(query) > 400:
        raise RuleBroken("Ce filtre est trop long pour être gardé : retirez des mots de la recherche.")
    mine = SavedView.objects.for_school(person.school_id).filter(person=person, page=page)
    if mine.exclude(name=name).count() >= MOST:
        raise RuleBroken(f"Vous gardez déjà {MOST} vues ici : oubliez-en une d’abord.")
    view, _ = SavedView.objects.update_or_create(
        school_id=person.school_id,
        person=person,
        page=page,
        name=name,
        defaults={"query": query},
    )
    return view

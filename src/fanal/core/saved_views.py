"""A filter that somebody keeps under a name, for themselves."""

from django.db import models

from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


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

    def __str__(self) -> str:
        return self.name

"""A letter that the school writes once and prints for many."""

from django.db import models
from django.db.models import Func

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.directory.rules.letters import LONGEST_BODY, LONGEST_TITLE


class FormLetterQuerySet(SchoolOwnedQuerySet):
    def by_title(self) -> "FormLetterQuerySet":
        return self.order_by(Func("title", function="sort_key"), "pk")


class FormLetter(SchoolOwned):
    """Its fields (« {{prénom}} ») are filled when it is printed: no letter of anybody is kept."""

    title = models.CharField(
        "objet", max_length=LONGEST_TITLE, error_messages={"blank": "Donnez un objet au courrier."}
    )
    body = models.TextField(
        "texte",
        max_length=LONGEST_BODY,
        error_messages={"blank": "Écrivez le texte du courrier."},
        help_text="Une ligne vide sépare deux paragraphes ; **gras**, *italique*, « - » pour une liste, "
        "« ## » pour un intertitre.",
    )
    changed_on = models.DateField("modifié le")

    objects = FormLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "school", Func("title", function="public.sort_key"), name="letter_title_once"
            )
        ]

    DATA = DataMap(
        "écrire aux élèves et aux familles ; rien n’est gardé de ce qui est imprimé",
        "none",
        "vie de l’établissement",
    )
    JOURNAL_NAME = "directory.formletter"
    JOURNALED = ("title", "body")

    def __str__(self) -> str:
        return self.title

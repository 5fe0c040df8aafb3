"""The label stuck on a thing or a door, and the sheets of labels a school buys."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.equipment.models.equipment import Equipment
from fanal.equipment.models.place import Room
from fanal.equipment.rules.label_sheets import LabelLayout


class Label(SchoolOwned):
    """A code that leads to one thing, without saying which: it is on a wall, and anybody reads it.

    `is_former`: still stuck on a machine whose two records became one, and printed no more.
    """

    code = models.CharField("code", max_length=9)
    equipment = models.ForeignKey(Equipment, models.CASCADE, null=True, related_name="labels")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="labels")
    is_former = models.BooleanField("d’une fiche réunie", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="label_code_once"),
            models.UniqueConstraint(
                fields=["school", "equipment"], name="label_of_equipment_once", condition=Q(is_former=False)
            ),
            models.UniqueConstraint(fields=["school", "room"], name="label_of_room_once"),
            models.CheckConstraint(
                condition=Q(equipment__isnull=False, room__isnull=True)
                | Q(equipment__isnull=True, room__isnull=False),
                name="label_of_one_thing",
            ),
            SameSchool("equipment"),
            SameSchool("room"),
        ]

    DATA = DataMap("retrouver un matériel par son étiquette", "none", "avec le matériel ou la salle")
    JOURNAL_NAME = "equipment.label"

    def __str__(self) -> str:
        return self.code


class LabelSheet(SchoolOwned):
    """A sheet that this school buys, beside the usual ones. Lengths in tenths of a millimetre."""

    name = models.CharField("nom", max_length=40)
    columns = models.PositiveSmallIntegerField("étiquettes en largeur")
    rows = models.PositiveSmallIntegerField("étiquettes en hauteur")
    width = models.PositiveSmallIntegerField("largeur d’une étiquette")
    height = models.PositiveSmallIntegerField("hauteur d’une étiquette")
    top = models.PositiveSmallIntegerField("marge du haut", default=0)
    left = models.PositiveSmallIntegerField("marge de gauche", default=0)
    gap_x = models.PositiveSmallIntegerField("espace entre colonnes", default=0)
    gap_y = models.PositiveSmallIntegerField("espace entre lignes", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="label_sheet_once")]

    DATA = DataMap("imprimer des étiquettes", "none", "vie de l’établissement")
    JOURNAL_NAME = "equipment.labelsheet"

    def __str__(self) -> str:
        return self.name

    @property
    def layout(self) -> LabelLayout:
        return LabelLayout(
            self.name,
            self.columns,
            self.rows,
            self.width,
            self.height,
            self.top,
            self.left,
            self.gap_x,
            self.gap_y,
        )


def label_among(code: str, school_ids: Iterable[int]) -> Label | None:
    """The label of this code in one of these schools, whose rows the caller has opened."""
    return Label.objects.filter(school_id__in=list(school_ids), code=code).first()

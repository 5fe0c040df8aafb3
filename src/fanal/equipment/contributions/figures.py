"""What the inventory says of a school year: what is here, what was bought."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register
from fanal.equipment.models import Equipment


def _present(school_id: int, _: Window) -> QuerySet:
    return Equipment.objects.for_school(school_id).present()


def _bought(school_id: int, window: Window) -> QuerySet:
    return Equipment.objects.for_school(school_id).filter(**window.days("bought_on"))


def _list(school: School, _: SchoolYear) -> str:
    return address("equipment:equipment_list", school.uai)


# Nothing says what was here at an earlier date: it is kept when the year ends.
register(FIGURES, 20)(
    Figure(
        "equipment.present", "Équipements présents", _present, is_state=True, is_recounted=False, url=_list
    )
)
register(FIGURES, 20)(Figure("equipment.bought", "Équipements achetés dans l’année", _bought))

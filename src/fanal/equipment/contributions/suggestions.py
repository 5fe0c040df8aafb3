"""What machines may bring to the point of the week: those out of order."""

from fanal.accounts.reading.suggestions import SUGGESTIONS, Suggestion
from fanal.core.registry import register
from fanal.equipment.models import Equipment

BROKEN = Suggestion(
    "machines_broken",
    lambda school, now, today: Equipment.objects.for_school(school).filter(state=Equipment.State.BROKEN),
    "Un équipement est en panne : réparer ou remplacer ?",
    "{count} équipements sont en panne : lesquels réparer ou remplacer ?",
)
register(SUGGESTIONS, "machines_broken")(BROKEN)

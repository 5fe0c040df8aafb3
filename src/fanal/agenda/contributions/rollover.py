"""What becomes of the calendar's tasks when the year ends."""

from django.db.models import Exists, OuterRef

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.accounts.reading.school_years import year_query
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.agenda.rules.codes import OPEN
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "agenda")
def tasks(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    templates, old = TaskTemplate.objects.for_school(school), YearTask.objects.for_school(school)
    made = old.filter(school_year=opening.label)
    to_make = templates.used().exclude(Exists(made.filter(template=OuterRef("pk"))))
    page, old = address("agenda:year", school.uai), old.filter(school_year=ending.label)
    return [
        RolloverItem(
            Fate.CLOSED,
            f"tâche de {ending} encore à faire",
            f"tâches de {ending} encore à faire",
            old.still_open(),
            page + year_query(ending),
            "À finir, ou à écarter en disant pourquoi.",
        ),
        RolloverItem(
            Fate.RENEWED,
            f"tâche à créer pour {opening}",
            f"tâches à créer pour {opening}",
            to_make,
            address("agenda:templates", school.uai),
            "À la même fonction, et à la même personne quand elle était nommée et reste là.",
            needs=templates,
            otherwise="Le calendrier : la quarantaine de tâches que Fanal propose, avec leurs dates.",
        ),
        RolloverItem(
            Fate.RENEWED, f"tâche de {opening} déjà créée", f"tâches de {opening} déjà créées", made, page
        ),
        RolloverItem(
            Fate.ARCHIVED,
            f"tâche de {ending} faite ou écartée",
            f"tâches de {ending} faites ou écartées",
            old.exclude(state__in=OPEN),
            f"{page}{year_query(ending)}&vue=terminees",
        ),
    ]

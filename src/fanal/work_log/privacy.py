"""What a log of work keeps about somebody: every line, the durations they chose, what they showed.

Two whole school years after the end of the year, as the last proposals rest on it: a choice of Fanal. The
journal says that somebody kept theirs, never what it says nor how long.
"""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from fanal.agenda.rules.codes import Activity
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days
from fanal.work_log.models import WorkDefault, WorkEntry, WorkShare
from fanal.year.rules.years import SchoolYear, year_of

SENTENCES = {
    "missions.work_added": "Ligne ajoutée à son carnet",
    "missions.work_corrected": "Carnet corrigé par sa personne",
    "missions.work_put_aside": "Ligne de son carnet écartée",
    "missions.work_taken_back": "Ligne de son carnet reprise",
    "missions.work_deleted": "Ligne de son carnet supprimée",
    "missions.work_durations_chosen": "Durées de son carnet choisies",
    "missions.work_shared": "Période de son carnet montrée à la direction",
    "missions.work_unshared": "Période de son carnet reprise",
}
YEARS = 2


def oldest_kept(now: datetime) -> date:
    """The first day of the oldest year that is not over for two years yet."""
    return SchoolYear(year_of(now.date()).first - YEARS).starts_on


keeps = AppPrivacy(
    "missions",
    "La mission",
    SENTENCES,
    place="work_log",
    purpose="Suivre le temps passé à la mission",
)
WORK = keeps.rule(
    "missions.work",
    f"Un carnet de travail : {YEARS} années scolaires après la fin de l’année, puis ses lignes et leurs "
    "partages sont supprimés.",
)
DURATIONS = keeps.rule(
    "missions.work_durations",
    "Les durées choisies pour un carnet : avec lui, après le départ de la personne.",
)

keeps(
    WorkEntry,
    Erased("Carnet de travail", "person"),
    Until(WORK, "day", oldest_kept),
    Own(
        "carnet de travail",
        {
            "jour": "day",
            "minutes": "minutes",
            "activité": "activity",
            "quoi": "what",
            "corrigée": "is_corrected",
            "écartée": "is_aside",
        },
        by="jour",
        labels={"activité": Activity},
        is_private=True,
    ),
    JournalName("Carnet"),
)
keeps(
    WorkDefault,
    Erased("Durées choisies pour le carnet", "person"),
    Until(
        DURATIONS,
        "person__left_on",
        days(0),
        where=Q(~Exists(WorkEntry.objects.for_school(OuterRef("school")).filter(person=OuterRef("person")))),
    ),
    Own(
        "durées choisies pour le carnet",
        {"pour": "source", "minutes": "minutes"},
        by="pour",
        is_private=True,
    ),
    JournalName("Carnet"),
)
keeps(
    WorkShare,
    Erased("Périodes du carnet montrées à la direction", "person"),
    Until(WORK, "last_day", oldest_kept),
    Own(
        "périodes du carnet montrées à la direction",
        {
            "du": "first_day",
            "au": "last_day",
            "ligne à ligne": "with_detail",
            "partagé le": "shared_at",
            "repris le": "ended_at",
        },
        by="du",
    ),
    JournalName("Carnet"),
)

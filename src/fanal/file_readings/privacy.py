"""What the readings keep about people: a file while it is read, and who brought it."""

from django.db.models import Q

from fanal.core.people.erasure import EVERYONE
from fanal.core.people.kinds import ACCOUNT_HOLDERS, ANYONE, GUARDIANS, PUPILS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Own, Until, days
from fanal.file_readings.models import FileReading

HELD = "ce que dit un fichier, le temps de le lire"

keeps = AppPrivacy(
    "file_readings",
    "Lecture de fichiers",
    {},
    place="file_readings",
    purpose="Lire les fichiers longs sans faire attendre",
)
READINGS = keeps.rule(
    "file_readings.readings",
    "Un fichier long, déposé pour être lu : effacé dès qu’il est lu, refusé ou arrêté, et au plus tard un "
    "jour après ; ce qu’il est devenu, trente jours.",
)
keeps(
    FileReading,
    About(PUPILS, "content", what=HELD),
    About(STAFF, "content", what=HELD),
    About(GUARDIANS, "content", what=HELD),
    About(ACCOUNT_HOLDERS, "content", what=HELD),
    About(ANYONE, "name", "reasons", what="le nom d’un fichier déposé"),
    Erased("Fichiers déposés, à lire ou refusés", "asked_by"),
    Erased(
        "Nom d’un fichier déposé",
        named_in=("name", "reasons"),
        sorts=(EVERYONE,),
        why="il s’efface seul trente jours après",
    ),
    Own("fichiers déposés pour être lus", {"fichier": "name", "le": "asked_at"}, by="le"),
    JournalName("Lecture de fichier"),
    Until(READINGS, "asked_at", days(1), where=Q(state__in=FileReading.IN_FLIGHT)),
    Until(READINGS, "asked_at", days(30), where=~Q(state__in=FileReading.IN_FLIGHT)),
)

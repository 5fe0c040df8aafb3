"""What the timetable keeps about people: who brought its file. The journal knows it among the bookings."""

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own
from fanal.timetable.models import LessonPeriod, Timetable, WeekAlternation
from fanal.timetable.policies.timetable import manage_bookings

SENTENCES = {
    "bookings.periods_kept": "Heures de cours enregistrées",
    "bookings.timetable_read": "Emploi du temps lu",
    "bookings.timetable_matched": "Salles d’un emploi du temps reconnues",
    "bookings.timetable_in_force": "Emploi du temps mis en vigueur",
    "bookings.timetable_removed": "Emploi du temps retiré",
    "bookings.alternation_kept": "Semaines A et B enregistrées",
}

keeps = AppPrivacy(
    "bookings",
    "Réservations",
    SENTENCES,
    place="timetable",
    purpose="Réserver les salles et le matériel, selon l’emploi du temps",
)

keeps(
    Timetable,
    Erased("Emplois du temps que cette personne a déposés", "made_by", becomes="gardés, sans nom"),
    JournalName("Emploi du temps", "{0}", "bookings:timetable_page", by="pk", right=manage_bookings),
    Own("emplois du temps déposés", {"fichier": "name", "le": "made_at"}, by="le"),
)
keeps(WeekAlternation, JournalName("Semaines A et B"))
keeps(LessonPeriod, JournalName("Heures de cours"))

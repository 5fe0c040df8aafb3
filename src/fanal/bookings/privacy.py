"""What bookings keep about people: for what they booked; who and when stand in the custody (`equipment`)."""

from django.db.models import QuerySet

from fanal.bookings.models import (
    Approver,
    Bookable,
    Booking,
    BookingLink,
    Exam,
    LessonPeriod,
    Timetable,
    WaitingListEntry,
    WeekAlternation,
)
from fanal.bookings.policies.booking import manage_bookings
from fanal.core.erasing import PERSON, Subject
from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.equipment.privacy import CUSTODY_YEARS

SENTENCES = {
    "bookings.booked": "Réservation faite",
    "bookings.asked": "Réservation demandée",
    "bookings.granted": "Réservation accordée",
    "bookings.refused": "Réservation refusée",
    "bookings.unanswered": "Réservation restée sans réponse",
    "bookings.closed": "Créneau fermé",
    "bookings.moved": "Réservation déplacée",
    "bookings.cancelled": "Réservation annulée",
    "bookings.come_back": "Réservation rendue à sa personne, l’examen étant annulé",
    "bookings.given_back": "Réservation rendue",
    "bookings.periods_kept": "Heures de cours enregistrées",
    "bookings.thing_offered": "Ouvert à la réservation",
    "bookings.thing_changed": "Règles d’une réservation modifiées",
    "bookings.thing_withdrawn": "Retiré de la réservation",
    "bookings.approvers_named": "Personnes qui accordent une réservation",
    "bookings.timetable_read": "Emploi du temps lu",
    "bookings.timetable_matched": "Salles d’un emploi du temps reconnues",
    "bookings.timetable_in_force": "Emploi du temps mis en vigueur",
    "bookings.timetable_removed": "Emploi du temps retiré",
    "bookings.alternation_kept": "Semaines A et B enregistrées",
    "bookings.exam_planned": "Examen prévu",
    "bookings.exam_cancelled": "Examen annulé",
    "bookings.link_made": "Lien d’agenda ou d’écran créé",
    "bookings.link_revoked": "Lien d’agenda ou d’écran retiré",
    "bookings.put_away": "Contenu d’un lot modifié",
}

keeps = AppPrivacy("bookings", "Réservations", SENTENCES, journal=25, own=40, erasure=9, retention=54)
BOOKINGS = keeps.rule(
    "bookings.bookings", "Une réservation : un an après sa fin, la classe s’efface ; le créneau reste."
)


def _theirs(who: Subject) -> QuerySet:
    return Booking.objects.for_school(who.school_id).filter(custody__person=who.pk)


keeps(
    Booking,
    # Before the custody loses its name, by which they are found.
    Erased(
        "Pour quoi cette personne a réservé",
        rows=_theirs,
        sorts=(PERSON,),
        becomes="gardées, sans la classe",
        forget=lambda rows, _: rows.update(about="", reply=""),
    ),
    Until(
        BOOKINGS,
        rows=lambda rows, now: rows.filter(custody__span__endswith__lt=years(CUSTODY_YEARS)(now)),
        leaves={"about": "", "reply": ""},
    ),
    Own(
        "réservations",
        {
            "quoi": "custody__equipment__name",
            "salle": "custody__room__name",
            "créneaux": "periods",
            "pour": "about",
        },
        by="créneaux",
        of="custody__person",
    ),
    JournalName("Réservation", "{0}", "bookings:booking_page", by="pk"),
)
keeps(
    WaitingListEntry,
    Erased("Créneaux que cette personne attend", "person", becomes="gardés, sans nom"),
    Until(
        BOOKINGS,
        rows=lambda rows, now: rows.filter(ends_at__lt=years(CUSTODY_YEARS)(now)),
        leaves={"person": None},
    ),
    Own(
        "créneaux attendus",
        {"quoi": "bookable__equipment__name", "salle": "bookable__room__name", "créneaux": "periods"},
        by="créneaux",
    ),
)
keeps(
    Approver,
    Erased(
        "Réservations que cette personne accorde",
        "person",
        becomes="supprimées",
        forget=lambda rows, _: rows.delete(),
    ),
)
keeps(Bookable, JournalName("Ce qui se réserve", "{0}"))
keeps(BookingLink, JournalName("Lien de réservations", "{0}"))
keeps(
    Timetable,
    Erased("Emplois du temps que cette personne a déposés", "made_by", becomes="gardés, sans nom"),
    JournalName("Emploi du temps", "{0}", "bookings:timetable_page", by="pk", right=manage_bookings),
)
keeps(Exam, JournalName("Examen", "{0}", "bookings:exam_page", by="pk", right=manage_bookings))
keeps(WeekAlternation, JournalName("Semaines A et B"))
keeps(LessonPeriod, JournalName("Heures de cours"))

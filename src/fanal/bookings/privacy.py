"""What bookings keep about people: for what they booked; who and when stand in the custody (`equipment`)."""

from django.db.models import QuerySet

from fanal.bookings.models import (
    Approver,
    Bookable,
    Booking,
    BookingLink,
    Exam,
    WaitingListEntry,
)
from fanal.bookings.policies.booking import manage_bookings
from fanal.core.people.erasure import PERSON, Subject
from fanal.core.people.kinds import PUPILS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Own, Until, years
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
    "bookings.thing_offered": "Ouvert à la réservation",
    "bookings.thing_changed": "Règles d’une réservation modifiées",
    "bookings.thing_withdrawn": "Retiré de la réservation",
    "bookings.approvers_named": "Personnes qui accordent une réservation",
    "bookings.exam_planned": "Examen prévu",
    "bookings.exam_cancelled": "Examen annulé",
    "bookings.link_made": "Lien d’agenda ou d’écran créé",
    "bookings.link_revoked": "Lien d’agenda ou d’écran retiré",
    "bookings.put_away": "Contenu d’un lot modifié",
}

keeps = AppPrivacy(
    "bookings",
    "Réservations",
    SENTENCES,
    place="bookings",
    purpose="Réserver les salles et le matériel, selon l’emploi du temps",
)
BOOKINGS = keeps.rule(
    "bookings.bookings", "Une réservation : un an après sa fin, la classe s’efface ; le créneau reste."
)


def _theirs(who: Subject) -> QuerySet:
    return Booking.objects.for_school(who.school_id).filter(custody__person=who.pk)


keeps(
    Booking,
    About(STAFF, "about", "reply"),
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
    Own(
        "réservations que cette personne accorde",
        {"quoi": "bookable__equipment__name", "salle": "bookable__room__name"},
        by="quoi",
    ),
)
keeps(Bookable, JournalName("Ce qui se réserve", "{0}"))
keeps(BookingLink, JournalName("Lien de réservations", "{0}"))
keeps(
    Exam,
    About(PUPILS, what="les classes d’un examen"),
    JournalName("Examen", "{0}", "bookings:exam_page", by="pk", right=manage_bookings),
)

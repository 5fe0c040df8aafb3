"""What visits keep about people: who announced the passage of a technician, and whom to ask for."""

from fanal.core.people.erasure import EVERYONE
from fanal.core.people.kinds import ANYONE, PARTNERS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Until, years
from fanal.visits.models import Visit, VisitLine

SENTENCES = {
    "helpdesk.visit_planned": "Passage d’un technicien prévu",
    "helpdesk.visit_moved": "Passage d’un technicien déplacé",
    "helpdesk.visit_cancelled": "Passage d’un technicien annulé",
    "helpdesk.visit_done": "Passage d’un technicien terminé",
}
YEARS = 2

keeps = AppPrivacy(
    "helpdesk",
    "Demandes",
    SENTENCES,
    place="visits",
    purpose="Préparer le passage d’un technicien",
)
VISITS = keeps.rule(
    "helpdesk.visits",
    f"Le passage d’un technicien : {YEARS} ans après, qui l’a annoncé, qui demander et les précisions "
    "s’effacent ; son jour et ses demandes restent.",
)

keeps(
    Visit,
    Erased(
        "Passages où demander cette personne",
        named_in=("contact", "planned_by"),
        sorts=(EVERYONE,),
        becomes="gardés, sans nom",
        leaves={"contact": "", "planned_by": ""},
        also=(VisitLine,),
    ),
    About(STAFF, "contact", "planned_by"),
    About(PARTNERS, what="le passage qu’il annonce"),
    Until(VISITS, "ended_at", years(YEARS), leaves={"contact": "", "planned_by": ""}, keeps_history=True),
    JournalName("Passage d’un technicien"),
)
keeps(
    VisitLine,
    About(ANYONE, "word"),
    Until(VISITS, "visit__ended_at", years(YEARS), leaves={"word": ""}, keeps_history=True),
)

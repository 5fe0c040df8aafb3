"""What practice sheets keep about people: who wrote them."""

from fanal.core.people.personal_data import AppPrivacy, Erased, Own
from fanal.practice_sheets.models import PracticeSheet

SENTENCES = {
    "helpdesk.sheets_started": "Fiches pratiques de départ reprises",
    "helpdesk.sheet_written": "Fiche pratique écrite",
    "helpdesk.sheet_edited": "Fiche pratique modifiée",
    "helpdesk.sheet_published": "Fiche pratique publiée",
    "helpdesk.sheet_withdrawn": "Fiche pratique retirée",
    "helpdesk.sheet_reviewed": "Fiche pratique relue",
}

keeps = AppPrivacy(
    "helpdesk",
    "Demandes",
    SENTENCES,
    place="practice_sheets",
    purpose="Partager des fiches pratiques",
)

keeps(
    PracticeSheet,
    Erased("Fiches pratiques écrites", "author", becomes="gardées par l’établissement, sans auteur"),
    Own("fiches pratiques écrites", {"numéro": "number", "titre": "title"}, by="numéro"),
)

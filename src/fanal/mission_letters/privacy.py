"""What the letters of mission keep about people. The journal says no word of one (`models.letter`)."""

from django.db.models import QuerySet
from django.utils import timezone

from fanal.core.people.kinds import STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, Files, JournalName, Needed, Own, Until
from fanal.mission_letters.models.letter import LetterScan, MissionLetter, MissionLetterQuerySet
from fanal.mission_letters.policies.letter import read_letters
from fanal.mission_letters.rules.letter import BY_FIELD, TEXTS, LetterState, Pay
from fanal.missions.privacy.sharing import YEARS, first_kept
from fanal.year.rules.years import year_of

SENTENCES = {
    "missions.letter_started": "Lettre de mission commencée",
    "missions.letter_written": "Lettre de mission modifiée",
    "missions.letter_shared": "Accord demandé sur une lettre de mission",
    "missions.letter_agreed": "Lettre de mission acceptée par la personne",
    "missions.letter_taken_back": "Accord repris sur une lettre de mission",
    "missions.letter_signed": "Lettre de mission notée comme signée sur papier",
    "missions.letter_restored": "Version précédente d’une lettre de mission de nouveau en vigueur",
    "missions.letter_replaced": "Version d’une lettre de mission remplacée par la suivante",
    "missions.letter_amended": "Avenant à une lettre de mission préparé",
    "missions.letter_closed": "Lettre de mission close",
    "missions.letter_discarded": "Lettre de mission en rédaction supprimée",
    "missions.letter_scan_joined": "Lettre signée jointe",
    "missions.letter_scan_removed": "Lettre signée retirée",
}

keeps = AppPrivacy(
    "missions",
    "La mission",
    SENTENCES,
    place="mission_letters",
    purpose="Préparer et garder les lettres de mission",
)
LETTERS = keeps.rule(
    "missions.letters", f"Lettres de mission et leurs documents signés : {YEARS} ans après l’année scolaire."
)


def _open_and_not_over(letters: MissionLetterQuerySet) -> QuerySet:
    return letters.still_open().filter(school_year__gte=year_of(timezone.localdate()).label)


keeps(
    MissionLetter,
    Erased(
        "Lettres de mission",
        "person",
        becomes="il en reste le numéro, les dates et l’état",
        leaves={"pay": "none", **dict.fromkeys(BY_FIELD, "")},
    ),
    Until(LETTERS, "school_year", first_kept),
    Own(
        "lettres de mission",
        {
            "numéro": "number",
            "version": "version",
            "année": "school_year",
            "état": "state",
            "mission": "mission__title",
            "du": "starts_on",
            "au": "ends_on",
            "rémunération": "pay",
            "accord": "agreed_on",
            "signée le": "signed_on",
            **{part.label.lower(): part.field for part in TEXTS},
        },
        by="numéro",
        labels={"état": LetterState, "rémunération": Pay},
        is_private=True,
    ),
    JournalName(
        "Lettre de mission",
        lambda letter: str(letter).removeprefix("Lettre "),
        "letters:letter_version",
        by=("number", "version"),
        right=read_letters,
    ),
    Needed("person", among=_open_and_not_over),
)
keeps(
    LetterScan,
    About(STAFF, "name", "sha256"),
    Erased("Lettre de mission signée, jointe", "letter__person"),
    Until(LETTERS, "letter__school_year", first_kept),
    Own(
        "lettres signées",
        {"numéro": "letter__number", "document": "name", "joint le": "joined_on"},
        by="numéro",
        is_private=True,
    ),
    Files(),
)

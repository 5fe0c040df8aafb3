"""The agreement of a loan: whom it is for, the fields that are filled in it, what it has to say.

Whose it is and which act allows the loans are filled in. What is not known is left to be written on paper; on
a screen, where nobody can write it, the agreement says that it is not known. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.imports.columns import header_key
from fanal.directory.rules.letters import fields_in, refusals

LONGEST_TITLE, LONGEST_BODY = 120, 6_000
UNSAID, DOTS = "non renseigné", "……………"
ALONE_ON_ITS_LINE = re.compile(r"^\{\{\s*autorisation\s*\}\}[ .]*$\n*", re.IGNORECASE | re.MULTILINE)
LOSS = re.compile(r"pert[eu]|vol\b|volé|casse|cassé", re.IGNORECASE)
SUM = re.compile(r"somme|préjudice|rembours|factur|tarif|payer", re.IGNORECASE)
FAULT = re.compile(r"volontaire|intention|grave|lourde|employeur", re.IGNORECASE)


class BorrowerKind(StrEnum):
    """To whom something is lent, who signs an agreement."""

    PUPIL = "pupil"
    FAMILY = "family"
    STAFF = "staff"


@dataclass(frozen=True)
class BorrowerWords:
    """What a kind is called: on a loan, on the agreement of all of them, where one is chosen."""

    one: str
    several: str
    choice: str


BORROWERS = {
    BorrowerKind.PUPIL: BorrowerWords("Élève", "Élèves", "Un élève"),
    BorrowerKind.FAMILY: BorrowerWords("Famille", "Familles", "Une famille"),
    BorrowerKind.STAFF: BorrowerWords("Personnel", "Personnels", "Un personnel"),
}
ABOUT_LOAN = ("matériel", "propriétaire", "autorisation", "échéance", "prêteur", "établissement", "date")
FIELDS = {
    BorrowerKind.PUPIL: ("élève", "classe", "responsables", "engagement", *ABOUT_LOAN),
    BorrowerKind.FAMILY: ("emprunteur", "élève", "classe", *ABOUT_LOAN),
    BorrowerKind.STAFF: ("emprunteur", *ABOUT_LOAN),
}
OWNER, ACT, GUARDIANS = "propriétaire", "autorisation", "responsables"
ADVISED = {OWNER: "à qui est le matériel", ACT: "l’acte qui autorise ces prêts"}
# Without these, nobody who signs could read who borrows and what.
REQUIRED = {
    BorrowerKind.PUPIL: ("élève", "matériel"),
    BorrowerKind.FAMILY: ("emprunteur", "matériel"),
    BorrowerKind.STAFF: ("emprunteur", "matériel"),
}


@dataclass(frozen=True)
class AgreementText:
    """What is signed; its fields are written « {{élève}} ». « {{prêteur}} » begins a sentence.

    `act_number`, `act_on`: of the act that allows these loans, where the school said it.
    """

    title: str
    body: str
    signatures: int = 1
    act_number: str = ""
    act_on: date | None = None

    @property
    def has_act(self) -> bool:
        return bool(self.act_number or self.act_on)


def terms_refusals(kind: BorrowerKind, title: str, body: str) -> list[str]:
    """Why a school cannot keep this text: a field does not exist, or one of `REQUIRED` is missing."""
    named = {header_key(field) for field in fields_in(title, body)}
    missing = [f"{{{{{field}}}}}" for field in REQUIRED[kind] if header_key(field) not in named]
    reasons = refusals(title, body, FIELDS[kind])
    if missing:
        reasons.append(
            f"Ajoutez {in_words(missing)} au texte : la convention à signer doit dire qui emprunte, et quoi."
        )
    return reasons


def unsaid_in(title: str, body: str, *, is_private: bool) -> list[str]:
    """What an agreement of the school does not say, and that the law or the owner mostly asks: it warns.

    No text that was read asks a private school for an act.
    """
    asked = [field for field in ADVISED if field != ACT or not is_private]
    unsaid = [ADVISED[field] for field in asked if not names_field(field, title, body)]
    if not LOSS.search(body):
        unsaid.append("ce qui se passe en cas de perte, de vol ou de casse")
    if SUM.search(body) and not FAULT.search(body):
        unsaid.append("qu’une somme n’est demandée qu’après un acte volontaire ou une négligence grave")
    return unsaid


def names_field(field: str, title: str, body: str) -> bool:
    """Whether this text is filled with that field."""
    return header_key(field) in {header_key(one) for one in fields_in(title, body)}


def act_words(number: str, day: str, *, is_private: bool, on_screen: bool) -> str:
    """« Autorisation du conseil d’administration : acte n° 12 du … », or the place to write it.

    On a screen nobody writes it: it says what is not known. Who decides in a private school is not said.
    """
    whose = (
        "Décision qui autorise ces prêts" if is_private else "Autorisation du conseil d’administration : acte"
    )
    if number and day:
        return f"{whose} n° {number} du {day}"
    if not on_screen:
        return f"{whose} n° {number or DOTS} du {day or DOTS}"
    if number:
        return f"{whose} n° {number}, date non renseignée"
    if day:
        return f"{whose} du {day}, numéro non renseigné"
    return f"{whose} {UNSAID}" + ("e" if is_private else "")


def without_act(body: str) -> str:
    """The text without its line on the act that allows the loans, where it stands alone there."""
    return ALONE_ON_ITS_LINE.sub("", body)


def in_words(names: Iterable[str]) -> str:
    """« T1-03, PORT-12 et PORT-14 »."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} et {last}" if first else last

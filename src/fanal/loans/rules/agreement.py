"""The agreement of a loan: the text that Fanal proposes, and the fields that are filled in it.

It cites no text of law and bills nothing: what a loss costs, and who decides it, is for the school to write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.imports.columns import header_key
from fanal.directory.rules.letters import fields_in, refusals

LONGEST_TITLE, LONGEST_BODY = 120, 6_000


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
FIELDS = {
    BorrowerKind.PUPIL: (
        "élève",
        "classe",
        "responsables",
        "matériel",
        "échéance",
        "prêteur",
        "établissement",
        "date",
    ),
    BorrowerKind.FAMILY: (
        "emprunteur",
        "élève",
        "classe",
        "matériel",
        "échéance",
        "prêteur",
        "établissement",
        "date",
    ),
    BorrowerKind.STAFF: ("emprunteur", "matériel", "échéance", "prêteur", "établissement", "date"),
}
# Without these, nobody who signs could read who borrows and what.
REQUIRED = {
    BorrowerKind.PUPIL: ("élève", "matériel"),
    BorrowerKind.FAMILY: ("emprunteur", "matériel"),
    BorrowerKind.STAFF: ("emprunteur", "matériel"),
}


@dataclass(frozen=True)
class AgreementText:
    """What is signed; its fields are written « {{élève}} ». « {{prêteur}} » begins a sentence."""

    title: str
    body: str
    signatures: int = 1


FOR_PUPILS = """\
{{prêteur}} prête à **{{élève}}**, classe de {{classe}}, le matériel suivant : {{matériel}}.

Échéance : {{échéance}}.

Responsables : {{responsables}}

## L’élève et sa famille s’engagent à
- prendre soin du matériel et s’en servir pour le travail scolaire ;
- ne le prêter à personne d’autre ;
- dire aussitôt à l’établissement qu’il est en panne, abîmé, perdu ou volé ;
- le rendre complet à l’échéance, ou au départ de l’élève si elle vient avant.

## L’établissement s’engage à
- remettre un matériel en état de marche ;
- aider à s’en servir, et dire à qui s’adresser en cas de panne.

Fait le {{date}}.
"""
FOR_FAMILIES = """\
{{prêteur}} prête à **{{emprunteur}}**, pour la famille de l’élève {{élève}}, \
classe de {{classe}}, le matériel suivant : {{matériel}}.

Échéance : {{échéance}}.

## La personne qui emprunte s’engage à
- prendre soin du matériel et le garder au domicile ;
- ne le prêter à personne hors de la famille ;
- dire aussitôt à l’établissement qu’il est en panne, abîmé, perdu ou volé ;
- le rendre complet à l’échéance, ou au départ de l’élève si elle vient avant.

## L’établissement s’engage à
- remettre un matériel en état de marche ;
- aider à s’en servir, et dire à qui s’adresser en cas de panne.

Fait le {{date}}.
"""
FOR_STAFF = """\
{{prêteur}} prête à **{{emprunteur}}** le matériel suivant : {{matériel}}.

Échéance : {{échéance}}.

## La personne qui emprunte s’engage à
- prendre soin du matériel et s’en servir pour son travail ;
- ne le prêter à personne d’autre ;
- dire aussitôt qu’il est en panne, abîmé, perdu ou volé ;
- le rendre complet à l’échéance, ou à son départ de l’établissement.

Fait le {{date}}.
"""
MODELS = {
    BorrowerKind.PUPIL: AgreementText("Convention de prêt de matériel", FOR_PUPILS),
    BorrowerKind.FAMILY: AgreementText("Convention de prêt de matériel", FOR_FAMILIES),
    BorrowerKind.STAFF: AgreementText("Convention de prêt de matériel", FOR_STAFF),
}


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


def in_words(names: Iterable[str]) -> str:
    """« T1-03, PORT-12 et PORT-14 »."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} et {last}" if first else last

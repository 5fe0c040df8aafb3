"""An act as it is read and printed: frozen when it goes to be signed, so that its PDF never changes."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.rules.french import full_day
from fanal.online_services.models import Designation
from fanal.online_services.rules.designations import REPORTS, ActNature

SHORT = 12  # figures of the fingerprint that is printed
LAW = {
    ActNature.DESIGNATION: (
        "Vu la circulaire n° 2015-058, annexe, § 6 (désignation d’administrateurs délégués des services en "
        "ligne).",
        "La présente désignation n’est ni une délégation de signature ni une délégation de pouvoir : le chef "
        "d’établissement garde son pouvoir et sa responsabilité.",
    ),
    ActNature.SIGNATURE: ("Vu l’article R421-13 du code de l’éducation.",),
}
# The circular and R421-13 are of public schools: a private one under contract cites neither.
PRIVATE_LAW = LAW[ActNature.DESIGNATION][1:]
TITLES = {
    ActNature.DESIGNATION: "Désignation d’administrateur délégué",
    ActNature.SIGNATURE: "Délégation de signature",
}
DECIDES = {
    ActNature.DESIGNATION: "Le chef d’établissement désigne, aux conditions suivantes :",
    ActNature.SIGNATURE: "Le chef d’établissement donne délégation de signature, aux conditions suivantes :",
}
ALWAYS = (
    "Elle ne permet aucune subdélégation.",
    "Elle peut être retirée à tout moment par le chef d’établissement.",
    "Elle prend fin d’elle-même à la date indiquée, et au départ de la personne.",
)


def said_of(act: Designation) -> list[list[Any]]:
    """Heading and lines: those of the day it went to be signed, or as its draft reads now."""
    return act.content["lines"] if act.content else snapshot_of(act)["lines"]


def seal_of(act: Designation) -> str:
    """Changes whenever what is to be signed, or what it opens, does."""
    return _digest(act)[:16]


def fingerprint_of(act: Designation) -> str:
    """What the foot of each printed page says; empty while it is a draft, which nobody signs."""
    return act.fingerprint or (_digest(act)[:SHORT] if act.content else "")


def _digest(act: Designation) -> str:
    text = json.dumps([act.content, sorted(act.rights)], sort_keys=True)
    return sha256(text.encode()).hexdigest()


def in_fours(fingerprint: str) -> str:
    """« 1a2b 3c4d 5e6f », as one compares it by eye."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def snapshot_of(act: Designation) -> dict[str, Any]:
    """What the PDF prints: plain texts, by heading. One query for the school when it is not there."""
    school: School = act.school
    is_private = school.status == School.Status.PRIVATE
    substitute = [f"{act.substitute.polite_name}, par un acte à son nom."] if act.substitute else []
    lines = [
        ["Service", [act.about]],
        ["Personne désignée", [_who(act)]],
        [
            "Durée",
            [f"du {full_day(act.starts_on)} au {full_day(act.ends_on)} inclus"],
        ],
        ["Opérations permises", list(act.operations)],
        ["Opérations exclues", list(act.excluded)],
        ["Données concernées", [act.data_words] if act.data_words else []],
        ["Obligations acceptées", list(act.duties)],
        ["Compte rendu", [REPORTS[act.reporting]]],
        ["Suppléant", substitute],
    ]
    return {
        "title": f"{TITLES[ActNature(act.nature)]} n° {act.number}",
        "school": school.name,
        "uai": school.uai,
        "address": school.address,
        "law": list(PRIVATE_LAW if is_private else LAW[ActNature(act.nature)]),
        "always": list(ALWAYS),
        "lines": [[heading, words] for heading, words in lines if words],
        "delegate": _who(act),
        "city": school.city,
        "decides": DECIDES[ActNature(act.nature)],
    }


def _who(act: Designation) -> str:
    person = act.delegate
    name = f"{person.civility} {person.given_name} {person.family_name}".strip()
    return f"{name}, {person.job}" if person.job else name


def printed(acts: Sequence[Designation], head: Person | None) -> dict[str, Any]:
    """The data of `documents/acts.typ`: an act a page, to be signed by hand, or how it was signed."""
    return {
        "title": f"Acte n° {acts[0].number}" if len(acts) == 1 else f"{len(acts)} actes à signer",
        "acts": [
            (act.content or snapshot_of(act)) | _signature(act, head) | {"mark": _mark(act)} for act in acts
        ],
    }


def _mark(act: Designation) -> str:
    fingerprint = fingerprint_of(act)
    return f"Acte n° {act.number}, " + (
        f"empreinte {in_fours(fingerprint)}" if fingerprint else "projet : ne pas signer"
    )


def _signature(act: Designation, head: Person | None) -> dict[str, Any]:
    if act.signing is not None:
        day = full_day(act.signing.signed_on)
        words = f"Signé à la main le {day} ; l’original signé fait foi."
        return {"signer": act.signing.signer, "quality": act.signing.quality, "signed": words}
    name = f"{head.given_name} {head.family_name}" if head else ""
    return {"signer": name, "quality": (head.job if head else "") or "Chef d’établissement", "signed": ""}

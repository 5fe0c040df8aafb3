"""An act as it is read and printed: frozen when it goes to be signed, so that its PDF never changes."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.reading.letterhead import letterhead_of, letterhead_words, number_of
from fanal.accounts.rules import law
from fanal.accounts.rules.french import full_day
from fanal.accounts.rules.years import year_of
from fanal.designations.models import Designation
from fanal.designations.rules.designations import REPORTS, ActNature

SHORT = 12  # figures of the fingerprint that is printed
LAW = {
    ActNature.DESIGNATION: (
        f"Vu le {law.DIRECTION.text} ;",
        f"Vu la {law.ANNEX.text} (désignation d’administrateurs délégués des services en ligne) ;",
    ),
    ActNature.SIGNATURE: (f"Vu le {law.DELEGATION.text} ;",),
}
TITLES = {
    ActNature.DESIGNATION: "Désignation d’administrateur délégué",
    ActNature.SIGNATURE: "Délégation de signature",
}
DECIDES = {
    ActNature.DESIGNATION: "Le chef d’établissement désigne, aux conditions suivantes :",
    ActNature.SIGNATURE: "Le chef d’établissement donne délégation de signature, aux conditions suivantes :",
}
NOT_POWER: dict[ActNature, tuple[str, ...]] = {
    ActNature.DESIGNATION: (
        "La présente désignation n’est ni une délégation de signature ni une délégation de pouvoir : le chef "
        "d’établissement garde son pouvoir et sa responsabilité.",
    ),
    ActNature.SIGNATURE: (),
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
    # The texts cited are of public schools: a private one under contract cites none.
    is_private, nature = school.status == School.Status.PRIVATE, ActNature(act.nature)
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
        ["Obligations", list(act.duties)],
        ["Compte rendu", [REPORTS[act.reporting]]],
        ["Suppléant", substitute],
    ]
    return {
        "title": f"{TITLES[nature]} n° {act.number}",
        "letterhead": letterhead_words(school),
        "law": [] if is_private else list(LAW[nature]),
        "always": [*NOT_POWER[nature], *ALWAYS],
        "lines": [[heading, words] for heading, words in lines if words],
        "delegate": _who(act),
        "city": school.city,
        "decides": DECIDES[nature],
    }


def _who(act: Designation) -> str:
    person = act.delegate
    name = f"{person.civility} {person.given_name} {person.family_name}".strip()
    return f"{name}, {person.job}" if person.job else name


def printed(acts: Sequence[Designation], school: School, head: Person | None) -> dict[str, Any]:
    """The data of `documents/acts.typ`: acts by number, to be signed by hand, or how each was signed."""
    acts = sorted(acts, key=lambda act: act.number)
    return {
        "title": f"Acte n° {acts[0].number}" if len(acts) == 1 else f"{len(acts)} actes à signer",
        "acts": [
            _content(act, school)
            | _signature(act, head)
            | {"mark": _mark(act), "published": _published(act, school)}
            for act in acts
        ],
    }


def _content(act: Designation, school: School) -> dict[str, Any]:
    """What is printed: the words as they were frozen, under the head of the school.

    An act frozen before papers had a head gets that of today. The logo and the number of the year are no part
    of what was signed.
    """
    content = act.content or snapshot_of(act)
    head = letterhead_of(school, number_of(year_of(act.starts_on), act.number))
    return content | {"letterhead": head | content.get("letterhead", {})}


def _published(act: Designation, school: School) -> str:
    """The line of the publication; nothing in a private school, whose acts are not administrative acts."""
    if school.status == School.Status.PRIVATE:
        return ""
    return f"Publié le {full_day(act.published_on)}." if act.published_on else "Publié le ………………"


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

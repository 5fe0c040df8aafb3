"""An act as it is read and printed: frozen when it goes to be signed, so that its PDF never changes."""

import json
from collections.abc import Sequence
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.reading.letterhead import letterhead_of, letterhead_words, number_of
from fanal.accounts.rules import law
from fanal.core.frozen.fingerprint import PRINTED, fingerprint_of_sum, proof, sum_of
from fanal.core.frozen.papers import proof_of
from fanal.core.text.french import full_day
from fanal.designations.models import Designation
from fanal.designations.rules.designations import REPORTS, ActNature
from fanal.designations.rules.quality import quality_words
from fanal.year.rules.years import year_of

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
)
ENDS = {
    ActNature.DESIGNATION: "Elle prend fin d’elle-même à la date indiquée, et au départ de la personne.",
    ActNature.SIGNATURE: "Elle prend fin d’elle-même à la date indiquée, et au départ de la personne ou du "
    "chef d’établissement qui l’a signée.",
}


def act_lines(act: Designation) -> list[list[Any]]:
    """Heading and lines: those of the day it went to be signed, or as its draft reads now."""
    return act.content["lines"] if act.content else snapshot_of(act)["lines"]


def seal_of(act: Designation) -> str:
    """Changes whenever what is to be signed, or what it opens, does."""
    return act_sum(act)[:16]


def whole_fingerprint(act: Designation) -> str:
    """What its paper bears, 64 signs: kept the day it went to be signed; empty for a draft."""
    if len(act.fingerprint) > PRINTED:
        return act.fingerprint
    return fingerprint_of_sum(act_sum(act)) if act.content else ""


def fingerprint_of(act: Designation) -> str:
    """What the foot of each printed page says; an act of before says what it kept."""
    return (act.fingerprint or whole_fingerprint(act))[:PRINTED]


def act_sum(act: Designation) -> str:
    """The sum that the fingerprint of the act is made of (ADR 0071)."""
    return sum_of(json.dumps([act.content, sorted(act.rights)], sort_keys=True))


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
        "always": [*NOT_POWER[nature], *ALWAYS, ENDS[nature]],
        "lines": [[heading, words] for heading, words in lines if words],
        "delegate": _who(act),
        "city": school.city,
        "decides": DECIDES[nature],
    }


def _who(act: Designation) -> str:
    person = act.delegate
    name = f"{person.civility} {person.given_name} {person.family_name}".strip()
    return f"{name}, {quality_words(person.job, str(person.civility))}" if person.job else name


def printed(acts: Sequence[Designation], school: School, head: Person | None) -> dict[str, Any]:
    """The data of `documents/acts.typ`: acts by number, to be signed by hand, or how each was signed."""
    acts = sorted(acts, key=lambda act: act.number)
    return {
        "title": f"Acte n° {acts[0].number}" if len(acts) == 1 else f"{len(acts)} actes à signer",
        "acts": [
            _content(act, school)
            | _signature(act, head)
            | {"mark": _mark(act), "proof": _proof(act, school), "published": _published(act, school)}
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
    return f"Acte n° {act.number}" if fingerprint_of(act) else f"Acte n° {act.number}, projet : ne pas signer"


def _proof(act: Designation, school: School) -> dict[str, str] | None:
    """From the day it goes to be signed: what is signed by hand bears what « Vérifier un document » knows."""
    if act.signing_id is not None:
        return proof_of("designations.act", act)
    return proof(school.uai, whole_fingerprint(act)) if act.content else None


def _signature(act: Designation, head: Person | None) -> dict[str, Any]:
    if act.signing is not None:
        day = full_day(act.signing.signed_on)
        words = f"Signé à la main le {day} ; l’original signé fait foi."
        return {"signer": act.signing.signer, "quality": act.signing.quality, "signed": words}
    name = f"{head.given_name} {head.family_name}" if head else ""
    return {"signer": name, "quality": (head.job if head else "") or "Chef d’établissement", "signed": ""}

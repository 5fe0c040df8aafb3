"""What does the authority's technician need to read, so that nobody has to call back?

Room, machine, serial, both inventory numbers, warranty, who owns and pays, access hours, whom to call
(`docs/domain/requests.md`, « Two lives »). Pure: values in, text out; the sender may edit it.
"""

from dataclasses import dataclass
from datetime import date

from fanal.core.text.french import day_in_words


@dataclass(frozen=True)
class DossierMachine:
    """The equipment as the inventory knows it; empty words are left out."""

    name: str
    model: str = ""
    serial: str = ""
    authority_number: str = ""
    school_number: str = ""
    warranty_until: date | None = None
    owner: str = ""
    payer: str = ""


@dataclass(frozen=True)
class Dossier:
    """One request ready to be told to the authority."""

    school: str
    uai: str
    number: int
    title: str
    text: str
    kind: str
    urgency: str
    place: str = ""
    access_hours: str = ""
    contact: str = ""
    machine: DossierMachine | None = None
    # What the requests gathered into this one say: (number, text).
    gathered: tuple[tuple[int, str], ...] = ()


ENCLOSED_BYTES = 5_000_000


def how_many_enclosed(sizes: list[int]) -> int:
    """Count the first of these pictures that a mailbox accepts together (5 MB)."""
    total = 0
    for rank, size in enumerate(sizes):
        total += size
        if total > ENCLOSED_BYTES:
            return rank
    return len(sizes)


def subject(dossier: Dossier) -> str:
    """« 0750001A – Demande n° 241 – Salle 204 – Écran noir »."""
    words = [dossier.uai, f"Demande n° {dossier.number}", dossier.place, dossier.title]
    return " – ".join(filter(None, words))[:180]


def warranty(until: date | None, today: date) -> str:
    if until is None:
        return "non connue"
    words = day_in_words(until, today=today)
    return f"jusqu’au {words}" if until >= today else f"terminée depuis le {words}"


def _machine_lines(machine: DossierMachine, today: date) -> list[tuple[str, str]]:
    return [
        ("Équipement", " ".join(filter(None, [machine.name, machine.model]))),
        ("N° de série", machine.serial),
        ("Votre n° d’inventaire", machine.authority_number),
        ("Notre n° d’inventaire", machine.school_number),
        ("Garantie", warranty(machine.warranty_until, today)),
        ("Propriétaire (répare)", machine.owner),
        ("Payeur", machine.payer),
    ]


def gathered_paragraphs(dossier: Dossier) -> str:
    """Write what the requests gathered into this one say, a paragraph each; empty when there is none."""
    return "".join(f"\n\nAussi signalé (n° {number}) :\n{text.strip()}" for number, text in dossier.gathered)


def message(dossier: Dossier, *, today: date) -> str:
    """Write the text of the mail, before anybody edits it."""
    lines = [("Sorte", dossier.kind), ("Urgence", dossier.urgency), ("Lieu", dossier.place)]
    lines += _machine_lines(dossier.machine, today) if dossier.machine else []
    lines += [("Accès", dossier.access_hours), ("Contact", dossier.contact)]
    facts = "\n".join(f"{label} : {value}" for label, value in lines if value)
    return (
        f"Bonjour,\n\nVoici la demande n° {dossier.number} de notre établissement, {dossier.school} "
        f"({dossier.uai}) :\n\n"
        f"{dossier.text.strip()}{gathered_paragraphs(dossier)}\n\n{facts}\n\n"
        "Répondez simplement à ce courriel : votre réponse rejoint la demande, "
        "avec votre numéro s’il est dans l’objet."
    )


def answer(dossier: Dossier, text: str, author: str) -> str:
    """Write what somebody of the school answers them, signed."""
    return f"{text}\n\n{author}\n{dossier.school} ({dossier.uai}), demande n° {dossier.number}"


def reminder(
    dossier: Dossier, *, sent_on: date, promised_on: date | None, their_number: str, today: date
) -> str:
    """Write the text of « Relancer »."""
    promise = f", promise pour le {day_in_words(promised_on, today=today)}" if promised_on else ""
    number = f" (votre n° {their_number})" if their_number else ""
    return (
        f"Bonjour,\n\nNotre demande n° {dossier.number}{number}, "
        f"transmise le {day_in_words(sent_on, today=today)}{promise}, attend toujours :\n\n"
        f"{dossier.title}\n{dossier.place}\nUrgence : {dossier.urgency}{gathered_paragraphs(dossier)}\n\n"
        "Pouvez-vous nous dire où elle en est et pour quand ?\n\n"
        f"{dossier.school}\n{dossier.contact}"
    )

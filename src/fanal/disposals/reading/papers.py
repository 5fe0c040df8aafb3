"""The papers of goods that leave the inventory: what Fanal knows, and a blank for what it does not.

None quotes a text of law, and none says that something was done unless somebody said so
(`docs/domain/equipment.md`, « Disposal »).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import proof_of
from fanal.core.text.french import full_day
from fanal.core.text.money import euros
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.reading.listed import figures_of, figures_said, listed
from fanal.disposals.rules.disposal import DATED, DisposalState
from fanal.disposals.rules.item import Destination, DisposalReason, Wiping
from fanal.equipment.reading.owners import names_of, number_label
from fanal.equipment.rules.states import decider

TEMPLATE = Path(__file__).parents[1] / "documents" / "disposals.typ"
SLIPS = {"recyclage": Destination.RECYCLING, "don": Destination.DONATION, "retour": Destination.OWNER}
TITLES = {
    Destination.RECYCLING: "Bordereau de remise à la filière DEEE",
    Destination.DONATION: "Bordereau de don",
    Destination.OWNER: "Bordereau de remise au propriétaire",
}
NOTES = {
    Destination.RECYCLING: ["Ce bordereau ne remplace pas le suivi des déchets dangereux (Trackdéchets)."]
}
LOSSES = {DisposalReason.LOST: "Déclaration de perte", DisposalReason.STOLEN: "Déclaration de vol"}
GOOD = ("Équipement", "Marque et modèle", "N° de série", "N° d’inventaire")


def decider_of(disposal: Disposal) -> str:
    """« l’organe compétent de la collectivité propriétaire »."""
    return decider(disposal.owner, is_private=disposal.school.is_private)


def has_board_list(disposal: Disposal) -> bool:
    """A board that does not decide of these goods sees their list too; a private school has no such board."""
    return disposal.owner != "school" and not disposal.school.is_private


def _paper(disposal: Disposal, title: str, **more: Any) -> dict[str, Any]:
    school = disposal.school
    empty: dict[str, Any] = {
        "said": [],
        "facts": [],
        "head": [],
        "rows": [],
        "signatures": [],
        "flipped": False,
    }
    return {
        "title": title,
        "letterhead": letterhead_of(school, str(disposal)),
        "mark": f"{school.name} ({school.uai}) · {disposal}",
        **empty,
        **more,
    }


def _decision(disposal: Disposal) -> list[list[str]]:
    """Known, or to be filled by hand."""
    on = full_day(disposal.decided_on) if disposal.decided_on else ""
    return [["Décision n°", disposal.decision], ["du", on]]


def _school(disposal: Disposal, today: date) -> dict[str, Any]:
    """The head, whose name the paper bears (CRPA, article L212-1)."""
    name, quality = signer_words(head_of(disposal.school, today))
    return {"words": quality, "name": name, "stamped": True}


def list_paper(disposal: Disposal, *, for_board: bool, today: date) -> dict[str, Any]:
    """The precise list, for whoever decides or for the board that is shown it."""
    goods = listed(disposal)
    rows, staying = [row for row in goods if row.leaves], [row.name for row in goods if not row.leaves]
    if not rows:
        raise RuleBroken("Il n’y a rien à imprimer : cette sortie ne compte aucun équipement.")
    owner, decider = names_of(disposal.school)[disposal.owner], decider_of(disposal)
    sentences = [f"{disposal.name}. Propriétaire : {owner}. La sortie est décidée par {decider}."]
    if disposal.state == DisposalState.PREPARED:
        sentences.append("Projet : cette liste n’est pas arrêtée, elle peut encore changer.")
    elif disposal.proposed_on:
        sentences.append(f"Liste arrêtée le {full_day(disposal.proposed_on)}.")
    if staying:
        sentences.append(f"Proposés, ils restent à l’inventaire : {', '.join(staying)}.")
    proof = proof_of("disposals.list", disposal) if disposal.is_closed else None
    title = "dont la sortie est décidée" if disposal.state in DATED else "proposés à la sortie d’inventaire"
    board = [["Séance du", ""], ["Acte ou procès-verbal n°", ""]]
    school = _school(disposal, today)
    return _paper(
        disposal,
        f"Équipements {title}",
        flipped=True,
        proof=proof,
        said=sentences,
        head=[*GOOD, "Achat", "Prix d’achat", "Motif", "Destination"],
        rows=[
            [
                row.name,
                row.made_as or row.type,
                row.serial or "–",
                row.inventory or "–",
                str(row.year or "–"),
                "–" if row.cents is None else euros(row.cents),
                row.reason_words,
                row.destination_words or "–",
            ]
            for row in rows
        ],
        total=f"{figures_said(figures_of(rows))}.",
        facts=board if for_board else _decision(disposal),
        signatures=[school] if for_board else [school, _place("Le propriétaire")],
    )


def _place(words: str) -> dict[str, Any]:
    return {"words": words, "name": "", "stamped": False}


def wiping_paper(
    disposal: Disposal, items: Iterable[DisposalItem], *, names_people: bool, today: date
) -> dict[str, Any]:
    """Of those whose data somebody said to have wiped, and of no other.

    `names_people`: a partner reads which service did it, never which person of the school.
    """
    done = [item for item in items if item.wiping == Wiping.DONE and item.wiped_on is not None]
    if not done:
        raise RuleBroken("Aucun effacement n’est noté : notez-le d’abord, l’attestation n’en dit pas plus.")
    return _paper(
        disposal,
        "Attestation d’effacement des données",
        flipped=True,
        said=["Les données des équipements ci-dessous ont été effacées comme il est dit sur leur ligne."],
        head=["Équipement", "N° de série", "N° d’inventaire", "Méthode", "Outil", "Effacé le", "Par"],
        rows=[
            [
                item.equipment.name,
                item.equipment.serial or "–",
                _inventory(item),
                item.method,
                item.tool or "–",
                full_day(item.wiped_on) if item.wiped_on else "",
                (item.who_wiped if names_people else item.wiping_by_service) or "–",
            ]
            for item in done
        ],
        signatures=[_place("Qui a effacé les données"), _school(disposal, today)],
    )


def _inventory(item: DisposalItem) -> str:
    return item.equipment.authority_number or item.equipment.school_number or "–"


def loss_paper(disposal: Disposal, item: DisposalItem, today: date) -> dict[str, Any]:
    """What is known of a loss or a theft, and blanks."""
    machine, school = item.equipment, disposal.school
    if not item.is_missing:
        raise RuleBroken("Cet équipement n’est ni perdu ni volé : il n’y a rien à déclarer.")
    bought = full_day(machine.bought_on) if machine.bought_on else ""
    facts = [
        ["Équipement", f"{machine.name}, {machine.type.name}"],
        ["Marque et modèle", machine.made_as],
        ["N° de série", machine.serial],
        [number_label(school, "N° d’inventaire"), machine.authority_number],
        ["N° d’inventaire de l’établissement", machine.school_number],
        ["Propriétaire", names_of(school)[machine.owner]],
        ["Acheté le", bought],
        ["Prix d’achat", "" if machine.price_cents is None else euros(machine.price_cents)],
        ["Constaté le", full_day(item.happened_on) if item.happened_on else ""],
        ["Circonstances", item.circumstances],
        *([] if item.circumstances else [["", ""]] * 2),  # lines to write on
        ["N° de la plainte", item.complaint],
        ["Assureur", item.insurer],
    ]
    title = LOSSES[DisposalReason(item.reason)]
    return _paper(disposal, title, facts=facts, signatures=[_school(disposal, today)])


def slip_paper(
    disposal: Disposal, items: Sequence[DisposalItem], destination: Destination, today: date
) -> dict[str, Any]:
    """What is handed to whoever recycles, receives or takes back; weight and days are written by hand."""
    if disposal.state not in DATED:
        raise RuleBroken("La décision du propriétaire n’est pas notée : rien ne se remet avant elle.")
    rows = [item for item in items if item.destination == destination]
    if not rows:
        raise RuleBroken(f"Aucun équipement de cette sortie n’a pour destination : {destination.label}.")
    by_hand = {
        Destination.RECYCLING: [["Remis à", disposal.carrier], ["Poids, en kg", ""], ["Enlevé le", ""]],
        Destination.DONATION: [["Donné à", disposal.recipient], ["Remis le", ""]],
        Destination.OWNER: [["Remis à", names_of(disposal.school)[disposal.owner]], ["Le", ""]],
    }
    return _paper(
        disposal,
        TITLES[destination],
        said=[f"Édité le {full_day(today)}.", *NOTES.get(destination, [])],
        head=GOOD,
        rows=[
            [
                item.equipment.name,
                item.equipment.made_as or item.equipment.type.name,
                item.equipment.serial or "–",
                _inventory(item),
            ]
            for item in rows
        ],
        facts=[*_decision(disposal), *by_hand[destination]],
        signatures=[_school(disposal, today), _place("Reçu par")],
    )

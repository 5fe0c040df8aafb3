"""Which indicators does a school follow, and how many? Eight to fifteen, chosen in October. Pure.

Forty at once tell nobody anything (`docs/domain/indicators.md`, « Eight to fifteen »): the rest waits
under « Ajouter ».
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fanal.core.text.french import counted
from fanal.indicators.rules.catalogue import CATALOGUE

LEAST, MOST = 8, 15
CHOSEN_IN = 10  # October


@dataclass(frozen=True)
class Aim:
    """What a school wants to know, and the indicators that say it."""

    code: str
    label: str
    codes: tuple[str, ...]


AIMS = (
    Aim("equip", "Équiper les salles et les élèves", ("EQ1", "EQ4", "EQ9", "EQ10", "BU1")),
    Aim("repair", "Dépanner vite, et savoir ce qui casse", ("TK1", "TK2", "TK3", "TK4", "EQ10")),
    Aim("use", "Faire servir ce qui est là", ("BK1", "LN1", "US1", "US2", "ENT1E")),
    Aim("skills", "Faire progresser les élèves", ("PIX1", "PIX2", "PIX3", "PIX4")),
    Aim("train", "Former et accompagner les équipes", ("FO1", "FO2", "FO3", "US1")),
    Aim("protect", "Protéger les données et les accès", ("RG1", "RG2", "SEC1", "EC1")),
    Aim("steer", "Piloter à plusieurs", ("GOV1", "GOV2", "US2", "VE1")),
)
# What any school begins with, in this order, where its aims leave room.
USUAL = ("EQ1", "EQ4", "TK3", "TK4", "BK1", "FO1", "RG1", "SEC1", "PIX1", "GOV1", "EQ10")


def proposed(aims: Collection[str], computed: Collection[str] = ()) -> list[str]:
    """A set for these aims, of eight to fifteen. `computed`: what Fanal counts by itself comes first."""
    wanted = _once(code for aim in AIMS if aim.code in aims for code in aim.codes)
    wanted.sort(key=lambda code: code not in computed)
    chosen = wanted[:MOST]
    for code in USUAL:
        if len(chosen) >= LEAST:
            break
        if code not in chosen:
            chosen.append(code)
    return [code for code in CATALOGUE if code in chosen]


def _once(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def set_refusals(codes: Collection[str], own: Collection[str] = ()) -> list[str]:
    """Why these cannot be the indicators of a school; `own`: the codes of those that it made."""
    if unknown := [code for code in codes if code not in CATALOGUE and code not in own]:
        return [f"« {unknown[0][:10]} » n’est pas un indicateur du catalogue."]
    count = len(set(codes))
    chosen = counted(count, "indicateur choisi", "indicateurs choisis")
    if count < LEAST:
        return [f"{chosen} : il en faut au moins {LEAST}, pour dire autre chose qu’un seul sujet."]
    if count > MOST:
        return [f"{chosen} : {MOST} au plus. Au-delà, plus personne ne les regarde."]
    return []

"""To whom may a public good be given, and what is to be known before?

Sources: `docs/domain/equipment.md`, « Disposal »: a closed list of recipients, the owner's own staff among
them for computers alone, and a unit value of 300 € at most. Pupils and families stand in no item of the list,
and some authorities give to them all the same: the deliberation is asked for. Neither list nor value is said
of what goes to another public body. The rules are said, and refuse nothing. They do not hold of the goods of
a private school's own.
"""

from collections.abc import Sequence

from fanal.accounts.rules.law import GIFTS
from fanal.core.labelled import Labelled
from fanal.core.text.money import euros

MOST_CENTS = 300_00  # the value of one good


class RecipientKind(Labelled):
    """Who receives."""

    ASSOCIATION = "association", "Une association"
    PUBLIC = "public", "Une collectivité, une école, un autre établissement public"
    STAFF = "staff", "Un agent du propriétaire"
    FAMILIES = "families", "Des élèves ou leurs familles"
    OTHER = "other", "Quelqu’un d’autre"


TO_PUBLIC_BODY = (
    "Vers une autre personne publique, ce n’est pas la règle des dons : demandez l’accord des deux, et ce "
    "qu’il faut écrire (décision, convention)."
)
OWN_GOODS = (
    "Ces biens sont à l’établissement : avant de les donner ou de les céder, demandez à la collectivité si "
    "leur désaffectation est nécessaire (conseil d’administration, collectivité, préfet)."
)
UP_TO = f"La loi permet de donner jusqu’à {MOST_CENTS // 100} € par bien."
ADVICE = {
    RecipientKind.ASSOCIATION: "Une association : seulement celles que l’article nomme. Gardez ses statuts, "
    "ou la page qui le montre.",
    RecipientKind.STAFF: "Un agent : ceux du propriétaire du bien, non ceux d’une autre personne publique, "
    "et seulement du matériel informatique avec ses logiciels.",
    RecipientKind.FAMILIES: "Les élèves et les familles ne sont pas dans cette liste : demandez au "
    "propriétaire la délibération qui permet ce don, et notez sa référence.",
    RecipientKind.OTHER: "Vérifiez avec le propriétaire que ce bénéficiaire est dans la liste.",
}


def is_public_good(owner: str, *, is_private: bool) -> bool:
    """The goods of a private school's own management body are not."""
    return owner != "school" or not is_private


def gift_advice(kind: str, unit_cents: int | None, dearest: Sequence[int | None]) -> list[str]:
    """What to know before this gift of a public good: sentences, none of which refuses.

    `unit_cents`: what the dearest of these goods is worth today, as somebody said; `dearest`: what they cost.
    """
    if kind == RecipientKind.PUBLIC:
        return [TO_PUBLIC_BODY]
    advice = [
        "Un bien public ne se donne qu’à ceux que la loi nomme, s’il vaut "
        f"{euros(MOST_CENTS)} au plus ({GIFTS})."
    ]
    if not kind:
        advice.append("Dites à qui : la règle n’est pas la même pour tous.")
    elif words := ADVICE.get(RecipientKind(kind)):
        advice.append(words)
    known = [cents for cents in dearest if cents is not None]
    if unit_cents is not None and unit_cents > MOST_CENTS:
        advice.append(
            f"Un de ces biens vaut {euros(unit_cents)} : plus que ce que l’article permet de donner."
        )
    elif unit_cents is None and (len(known) < len(dearest) or any(cents > MOST_CENTS for cents in known)):
        advice.append("Estimez ce que vaut aujourd’hui le plus cher de ces biens.")
    return advice


def pupils_advice(owners: Sequence[str], costs: Sequence[int | None], *, is_private: bool) -> list[str]:
    """The same where these goods become the pupils' own: one owner and one cost a good."""
    public = [
        (owner, cents)
        for owner, cents in zip(owners, costs, strict=True)
        if is_public_good(owner, is_private=is_private)
    ]
    if not public:
        return []
    advice = gift_advice(RecipientKind.FAMILIES, None, [cents for _, cents in public])
    return [*advice, OWN_GOODS] if any(owner == "school" for owner, _ in public) else advice

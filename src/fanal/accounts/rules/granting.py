"""Which functions may somebody give or take away, and when is it refused?

Source: our own rule, least privilege (ANSSI): nobody gives more than they hold. The last head and the last
référent who can sign in are never removed by mistake. Pure: codes of functions in, sentences out.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

STAFF = frozenset({"teacher", "staff"})
GIVES = {
    "head": frozenset({"head", "deputy", "digital_lead", "bursar"}) | STAFF,
    "deputy": frozenset({"deputy", "digital_lead", "bursar"}) | STAFF,
    "digital_lead": frozenset({"digital_lead"}) | STAFF,
    "do:people": STAFF,  # whoever is designated for it, whatever their function
}
NEVER_EMPTY = {"head": "chef d’établissement", "digital_lead": "référent numérique"}


def grantable(held: Iterable[str]) -> frozenset[str]:
    """The functions that whoever holds these may give and take away."""
    return frozenset().union(*(GIVES.get(role, frozenset()) for role in held))


@dataclass(frozen=True)
class Change:
    """The functions of one person, before and after. `giver` is what the one who changes them holds.

    `alone` are the functions that only this person holds, with a sign-in, today.
    """

    giver: Collection[str]
    before: Collection[str]
    after: Collection[str]
    is_self: bool = False
    alone: Collection[str] = field(default_factory=frozenset)

    @property
    def added(self) -> frozenset[str]:
        return frozenset(self.after) - frozenset(self.before)

    @property
    def removed(self) -> frozenset[str]:
        return frozenset(self.before) - frozenset(self.after)


def refusals(change: Change) -> list[str]:
    """Say why these functions cannot be changed so; an empty list means they can."""
    reasons, may = [], grantable(change.giver)
    if not change.after:
        reasons.append("Choisissez au moins une fonction, ou notez que la personne a quitté l’établissement.")
    if not (change.added | change.removed) <= may:
        reasons.append("Vous ne pouvez donner ou retirer que les fonctions que votre propre fonction permet.")
    if change.is_self and change.added and "head" not in change.giver:
        reasons.append("Personne ne se donne une fonction : demandez-la à la direction.")
    return reasons + alone_refusals(change.removed & frozenset(change.alone))


def alone_refusals(lost: Iterable[str]) -> list[str]:
    """One sentence for each function that nobody would hold any more."""
    return [
        f"Il ne resterait aucun {NEVER_EMPTY[role]} qui puisse se connecter : donnez d’abord cette fonction "
        "à quelqu’un d’autre."
        for role in sorted(lost)
        if role in NEVER_EMPTY
    ]


def period_refusals(starts: date, ends: date | None, *, today: date) -> list[str]:
    """A function that ends before it begins, or is already over, is a mistake of typing."""
    if ends is not None and ends < starts:
        return ["La date de fin est avant la date de début."]
    if ends is not None and ends < today:
        return ["Cette date de fin est déjà passée. Pour un départ, utilisez « A quitté l’établissement »."]
    return []


def departure_refusals(left_on: date, *, today: date) -> list[str]:
    """A departure to come is a date of end; this page is for those who have left."""
    if left_on > today:
        return ["Pour un départ à venir, donnez une date de fin à ses fonctions : elles s’arrêteront seules."]
    return []

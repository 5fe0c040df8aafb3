"""What may solve it before anyone comes: two or three short gestures for each kind.

The « level 0 » of `domain.md` § 4.3: power, cable, source, restart, other session, other room.
"""

from dataclasses import dataclass

from fanal.helpdesk.rules.codes import Kind


@dataclass(frozen=True)
class Check:
    """A gesture that anyone can try in a minute."""

    title: str
    text: str


SOURCE = Check("Changer de source", "Touche « Source » ou « Input » : essayez HDMI 1, HDMI 2, puis VGA.")
CABLE = Check("Vérifier le câble", "Débranchez-le puis rebranchez-le des deux côtés, bien au fond.")
POWER = Check("Vérifier le courant", "Multiprise allumée ? Voyant allumé ? Essayez une autre prise.")
RESTART = Check("Redémarrer", "Éteignez complètement, attendez dix secondes, rallumez.")
SESSION = Check("Essayer une autre session", "Si cela marche avec une autre session, dites-le nous.")
PAPER = Check("Regarder le papier", "Bac rempli, pas de feuille coincée, capot bien fermé ?")
CAPS = Check("Vérifier le verrouillage majuscule", "Le mot de passe distingue majuscules et minuscules.")
OTHER_ROOM = Check("Essayer ailleurs", "Si cela marche dans une autre salle, dites laquelle.")
CHARGE = Check("Recharger vingt minutes", "Une tablette vide met un moment avant de répondre.")

CHECKS: dict[Kind, tuple[Check, ...]] = {
    Kind.PROJECTOR: (SOURCE, CABLE, RESTART),
    Kind.COMPUTER: (POWER, RESTART, SESSION),
    Kind.TABLET: (CHARGE, RESTART),
    Kind.PRINTER: (PAPER, RESTART),
    Kind.ENT: (SESSION, OTHER_ROOM),
    Kind.ACCOUNT: (CAPS, SESSION),
    Kind.NETWORK: (CABLE, OTHER_ROOM),
    Kind.SOFTWARE: (RESTART, SESSION),
    Kind.OTHER: (),
}


def checks_for(kind: str) -> tuple[Check, ...]:
    """The gestures for this kind; none for an unknown one."""
    return CHECKS.get(Kind(kind), ()) if kind in set(Kind) else ()

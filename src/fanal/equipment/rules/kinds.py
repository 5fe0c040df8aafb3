"""Which types of equipment does a new school start with, and how long do they usually last?

Lives are default settings that each school edits: 5 years for a computer (DEPP's « récent »), 4 for
a tablet and 7 for a projector are usage, not law; None means that no usage was found.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class DefaultKind:
    """A type offered at the first run. `trouble`: the kind of request it usually gives."""

    code: str
    label: str
    plural: str
    life_years: int | None
    trouble: str


DEFAULT_KINDS = (
    DefaultKind("desktop", "Ordinateur fixe", "Ordinateurs fixes", 5, "computer"),
    DefaultKind("laptop", "Ordinateur portable", "Ordinateurs portables", 5, "computer"),
    DefaultKind("tablet", "Tablette", "Tablettes", 4, "tablet"),
    DefaultKind("trolley", "Chariot de classe mobile", "Chariots de classe mobile", None, "tablet"),
    DefaultKind("projector", "Vidéoprojecteur", "Vidéoprojecteurs", 7, "projector"),
    DefaultKind("board", "Tableau interactif", "Tableaux interactifs", 7, "projector"),
    DefaultKind("visualiser", "Visualiseur", "Visualiseurs", None, "projector"),
    DefaultKind("screen", "Écran", "Écrans", None, "computer"),
    DefaultKind("printer", "Imprimante, copieur", "Imprimantes et copieurs", None, "printer"),
    DefaultKind("server", "Serveur", "Serveurs", None, "network"),
    DefaultKind("network", "Commutateur, borne Wi-Fi", "Commutateurs et bornes Wi-Fi", None, "network"),
    DefaultKind("camera", "Appareil photo, caméra", "Appareils photo et caméras", None, "other"),
    DefaultKind("other", "Autre équipement", "Autres équipements", None, "other"),
)

# The sorts of trouble a type usually gives, as a request names them.
TROUBLES = {
    "projector": "Vidéoprojecteur",
    "computer": "Ordinateur",
    "tablet": "Tablette",
    "printer": "Imprimante",
    "network": "Réseau",
    "other": "Autre",
}

# The edge of a label: the tints of the screen in daylight (`styles/tokens.css`, `.k-…` of `tones.css`).
KIND_INKS = {
    "projector": "#5a3ea8",
    "computer": "#1d4f91",
    "tablet": "#0d6060",
    "printer": "#435767",
    "network": "#0b5c7d",
    "other": "#435767",
}
ROOM_INK = "#12304a"

KIND_ICONS = {
    "projector": "device-projector",
    "computer": "device-laptop",
    "tablet": "device-tablet",
    "printer": "printer",
    "ent": "world",
    "account": "key",
    "network": "wifi",
    "software": "puzzle",
    "other": "help-circle",
}

"""Which sort of device is a type, by the words of its name? A school names its types itself. Pure.

Source: `docs/domain/indicators.md`, « Catalogue ». What no word tells is no device of the indicators.
"""

from enum import StrEnum

from fanal.core.text.words import fold


class DeviceSort(StrEnum):
    """What indicators count apart."""

    DESKTOP = "desktop"
    LAPTOP = "laptop"
    TABLET = "tablet"
    TROLLEY = "trolley"
    PROJECTOR = "projector"
    BOARD = "board"
    SCREEN = "screen"
    NETWORK = "network"
    OTHER = "other"


# The first sort of which one word is in the name.
WORDS = (
    (DeviceSort.TROLLEY, ("chariot", "valise", "malle", "classe mobile")),
    (DeviceSort.BOARD, ("interactif", "tni", "tbi", "vpi", "eni")),
    (DeviceSort.PROJECTOR, ("videoprojecteur", "projecteur")),
    (DeviceSort.SCREEN, ("ecran", "televiseur", "moniteur")),
    (DeviceSort.TABLET, ("tablette", "ipad")),
    (DeviceSort.LAPTOP, ("portable", "chromebook", "ultraportable", "laptop")),
    (DeviceSort.NETWORK, ("commutateur", "borne", "wi-fi", "wifi", "reseau", "serveur", "routeur")),
    (DeviceSort.DESKTOP, ("ordinateur", "poste", "pc", "unite centrale", "client leger", "mac", "fixe")),
)
SHORT = 4  # a word as short as that stands alone: « tni », never inside another word
DEVICES = frozenset({DeviceSort.DESKTOP, DeviceSort.LAPTOP, DeviceSort.TABLET})
MOBILE = frozenset({DeviceSort.LAPTOP, DeviceSort.TABLET})
DISPLAYS = frozenset({DeviceSort.PROJECTOR, DeviceSort.BOARD, DeviceSort.SCREEN})
CONNECTED = frozenset({DeviceSort.DESKTOP, DeviceSort.NETWORK})


def sort_of(name: str) -> DeviceSort:
    """« Valise de tablettes » is a trolley, « Vidéoprojecteur interactif » a board."""
    folded = fold(name)
    alone = folded.replace(",", " ").replace("-", " ").split()
    for sort, words in WORDS:
        if any(word in alone if len(word) < SHORT else word in folded for word in words):
            return sort
    return DeviceSort.OTHER

"""Where does a file say that a thing is? A room, and often its building before it.

« Collège > Bâtiment A > Salle 112 » (the paths of GLPI), « Bât. A – 203 » (lists kept by hand).
"""

import re
from dataclasses import dataclass

from fanal.core.text.words import fold

STEP = re.compile(r"\s*[>›]\s*")
BEFORE_ROOM = re.compile(r"(b[âa]t(?:iment|\.)?\s*[^\s–—,:/-]+)\s*[–—,:/-]\s*(\S.*)", re.IGNORECASE)
BUILDING = re.compile(r"b[âa]t(?:iment|\.)?\s*(\S.*)", re.IGNORECASE)
FLOOR = re.compile(r"(rdc|rez\b.*|sous-sol|(etage|niveau)\b.*|.*\betage|r ?\+ ?\d+)")
ROOM_WORD = re.compile(r"(salle|sal\.?|s\.?)\s*(?=\d)")


@dataclass(frozen=True)
class Where:
    """A room by its name, its building when the text says it, and what stands before them in a path."""

    room: str
    building: str = ""
    site: str = ""


def place_of(text: str) -> Where:
    """The last step of a path is the room, the one before it its building; floors and root go."""
    *above, room = [step for step in STEP.split(text) if step] or [""]
    if not above:
        match = BEFORE_ROOM.fullmatch(room)
        return Where(match[2], _building(match[1])) if match else Where(room)
    above = [step for step in above if FLOOR.fullmatch(fold(step)) is None]
    is_named = bool(above) and (len(above) > 1 or BUILDING.fullmatch(above[0]) is not None)
    site = above[-2] if len(above) > 1 else ""
    return Where(room, _building(above[-1]) if is_named else "", site)


def _building(text: str) -> str:
    match = BUILDING.fullmatch(text)
    return f"Bâtiment {match[1]}" if match else text


def room_key(name: str) -> str:
    """« S. 204 », « salle 204 » and « 204 » are most likely one room."""
    return ROOM_WORD.sub("", fold(name), count=1).strip(" .")

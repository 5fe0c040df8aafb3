"""How is somebody's name looked for in a text? As whole words, whatever the case, the accents, the civility.

Pure. What it makes is a regular expression of PostgreSQL: « LEFEVRE Zoe » is read for « Zoé Lefèvre ».
"""

import re

from fanal.core.text.words import fold

CIVILITIES = frozenset({"m", "mr", "mm", "mme", "mmes", "mlle", "monsieur", "madame", "mademoiselle"})
FEWEST_WORDS = 2  # one word alone names half a school
ALIKE = {
    "a": "aàâä",
    "c": "cç",
    "e": "eéèêë",
    "i": "iîï",
    "n": "nñ",
    "o": "oôö",
    "u": "uùûü",
    "y": "yÿ",
    "oe": "œ",
    "ae": "æ",
}
SPACES, APOSTROPHES = frozenset(" \u00a0-–"), frozenset("'’")


def words_of_name(name: str) -> list[str]:
    """« M. Paul Durand » → Paul, Durand; nothing of a name of one word."""
    words = [word for word in name.replace(",", " ").split() if fold(word).strip(".") not in CIVILITIES]
    return words if len(words) >= FEWEST_WORDS else []


def pattern_of(name: str) -> str:
    """The name as whole words."""
    return rf"\m{''.join(map(_sign, name.strip()))}\M"


def _sign(sign: str) -> str:
    if sign in SPACES:
        return "[[:space:]-]"
    if sign in APOSTROPHES:
        return "['’]"
    plain = fold(sign)
    if len(plain) > 1:
        return f"({ALIKE.get(plain, plain)}|{plain})"
    alike = ALIKE.get(plain)
    return f"[{alike}{alike.upper()}]" if alike else re.escape(sign)

"""How are two texts compared? Without case, accents, ligatures or the slant of an apostrophe.

Pure. PostgreSQL's `sort_key` says the same of what is stored.
"""

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents or ligatures: « Écran » and « ecran » compare equal."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))

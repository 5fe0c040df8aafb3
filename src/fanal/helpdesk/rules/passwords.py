"""Does somebody write a password? It is taken out of the text before anything is kept or sent.

A request is read by several, stands in lists, and leaves by mail. What follows « mot de passe » is one when
it has letters with digits or signs, as no word has: « azerty12 », « Soleil2026! ». Pure.
"""

import re

TAKEN_OUT = "[retiré par Fanal : à changer]"
SHORTEST = 6
# The announcement, then four words at most: « mot de passe provisoire : Soleil2026! ».
ANNOUNCED = re.compile(
    r"(?i)(\b(?:mots?\s+de\s+passe|mdp|password)\b)((?:[\s:=«\"“(]+[^\s,;:=«»\"“”()]+){1,4})"
)
WORD = re.compile(r"[^\s,;:=«»\"“”()]+")
AROUND = ".?!'’"
SIGNS = frozenset("!@#$%&*+_=€£")
# « salle204 », « Office365 », « PC-204-12 », an address: places, products and machines.
NO_PASSWORD = re.compile(
    r"(?i)(?:salle|poste|pc|classe|groupe|bureau|tablette|valise|chariot|windows|office|microsoft)[\W_]*\d+"
    r"|[a-z]+(?:-[a-z0-9]+)+|.+@.+\..+|\w+://.*|.*°.*"
)


def without_passwords(text: str) -> str:
    """Return the text, with `TAKEN_OUT` in the place of each password that it announces."""
    return ANNOUNCED.sub(lambda match: match[1] + WORD.sub(_shown, match[2]), text)


def besides_passwords(text: str) -> str:
    """Return what is said besides the passwords that it announces: they are not what is wrong."""
    return ANNOUNCED.sub(lambda match: "" if _holds_secret(match[2]) else match[0], text)


def _holds_secret(words: str) -> bool:
    return any(_looks_secret(word) for word in WORD.findall(words))


def _shown(word: re.Match[str]) -> str:
    return TAKEN_OUT if _looks_secret(word[0]) else word[0]


def _looks_secret(word: str) -> bool:
    core = word.strip(AROUND)
    if len(core) < SHORTEST or NO_PASSWORD.fullmatch(core):
        return False
    has_letter = any(sign.isalpha() for sign in core)
    return has_letter and any(sign.isdigit() or sign in SIGNS for sign in core)

"""Does this text say where the accesses are, or the access itself? A secret is never written in Fanal.

The successor must know where to look (« coffre du secrétariat, enveloppe n° 3 »), never read a password on a
page that several people open (ANSSI, Guide d’hygiène informatique: mots de passe in a safe made for them).
A text is refused when it looks like a secret, in words, so that the person writes it otherwise. Pure.
"""

import re

from fanal.core.text.whereabouts import announced_word, says_where

LONGEST = 300
REFUSED = (
    "Ce texte ressemble à un secret ({why}). Dites seulement où se trouvent les accès : dans quel coffre, "
    "chez qui, dans quel gestionnaire de mots de passe."
)
ACCESS = (
    r"mots? de passe|mdp|password|passwd|pwd|passphrase|code pin|code secret|code|pin|clé|clef|token|jeton"
)
# « mot de passe : X », « code = X », « le mdp est X »
SAID = re.compile(
    rf"\b(?:{ACCESS}|secret|login|identifiant)\b[^:=.\n]{{0,30}}?(?:[:=]|\best\b)\s*(\S+)", re.I
)
# « code 4821 », « mdp azerty12 »
BESIDE = re.compile(rf"\b(?:{ACCESS})\s+(?:wifi\s+|admin\s+)?[«\"']?\s*(\S+)", re.I)
# « mot de passe administrateur Azerty12 », « code d’alarme 4821 »: a few words between, never across a sign
NEAR = re.compile(rf"\b(?:{ACCESS})((?:\s+[^\s,;.:]+){{1,4}})", re.I)
PRIVATE_KEY = re.compile(r"-----BEGIN|\botpauth://|\beyJ[\w-]{10,}\.|\bssh-(?:rsa|ed25519)\b")
IN_ADDRESS = re.compile(r"\w+://[^\s/@:]+:[^\s/@]+@")
GROUPS = re.compile(r"\b[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){2,}\b")  # recovery codes
KEY = re.compile(r"\b[A-Za-z0-9]{5}(?:[-–\s][A-Za-z0-9]{5}){3,}\b")  # of a program: four groups of five
HARMLESS = re.compile(
    r"^(?:https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:\d{2}[ .]?){5}"
    r"|\d{7}[A-Za-z]|[A-Za-z]{1,6}[-_]?\d{1,4})$"
)
WORD_AND_NUMBER = re.compile(r"^[A-Za-z]{4,}[-_]?\d{1,4}$")  # azerty12, Soleil2026: not « B204 »
YEAR = re.compile(r"^20\d\d$")
EDGES = "«»\"'“”‘’()[],;.!?…"


def refusals(text: str) -> list[str]:
    """Why this cannot be kept; an empty list means that it says a place."""
    place = " ".join(text.split())
    if not place:
        return ["Dites où se trouvent les accès."]
    if len(place) > LONGEST:
        return [f"Ce texte dépasse {LONGEST} caractères : un lieu se dit plus court."]
    why = looks_like(place)
    return [REFUSED.format(why=why)] if why else []


def looks_like(text: str) -> str:
    """What sort of secret it looks like, in French; empty when it looks like none."""
    if PRIVATE_KEY.search(text):
        return "une clé"
    if IN_ADDRESS.search(text):
        return "un mot de passe dans une adresse"
    for match in SAID.finditer(text):
        if _is_value(match[1]):
            return "un mot de passe ou un code écrit après son nom"
    if announced_word(text):
        return "un mot de passe ou un code écrit après son nom"
    for match in BESIDE.finditer(text):
        word = match[1].strip(EDGES)
        if _is_value(word):
            return "un mot de passe ou un code"
    for match in NEAR.finditer(text):
        if any(_is_left_alone(word) for word in match[1].split()):
            return "un mot de passe ou un code"
    if any(any(letter.isdigit() for letter in match[0]) for match in GROUPS.finditer(text)):
        return "une clé ou des codes de secours"
    if any(_is_random(word.strip(EDGES)) for word in text.split()):
        return "une suite de signes sans mot"
    return ""


def looks_like_key(text: str) -> str:
    """The clearest shapes alone, for a name or a number, which « looks_like » would take for a secret."""
    if PRIVATE_KEY.search(text):
        return "une clé"
    groups = [group for match in KEY.finditer(text) for group in re.split(r"\W", match[0])]
    mixed = [group for group in groups if not group.isalpha() and not group.isdecimal()]
    return "une clé" if len(mixed) > 1 else ""


def _is_value(word: str) -> bool:
    """Not a word of a sentence: it holds a digit, a sign, or capitals inside."""
    bare = word.strip(EDGES)
    if WORD_AND_NUMBER.match(bare) or (bare.isdecimal() and len(bare) >= 4):
        return True
    return _is_mixed(bare, least=4) and not (bare.isalpha() and says_where(bare))


def _is_left_alone(word: str) -> bool:
    """A word and its number, or a number that no room bears: not « salle 204 »."""
    bare = word.strip(EDGES)
    return bool(WORD_AND_NUMBER.match(bare)) or (bare.isdecimal() and len(bare) >= 4 and not YEAR.match(bare))


def _is_mixed(word: str, *, least: int) -> bool:
    return len(word) >= least and _kinds(word) >= 2 and not HARMLESS.match(word)


def _is_random(word: str) -> bool:
    """Eight signs of three sorts, or twenty of two with a digit: no word of French is."""
    if HARMLESS.match(word) or "/" in word:
        return False
    kinds = _kinds(word)
    has_digit = any(letter.isdigit() for letter in word)
    return (len(word) >= 8 and kinds >= 3) or (len(word) >= 20 and kinds >= 2 and has_digit)


def _kinds(word: str) -> int:
    """Lower case, capitals inside, digits, signs: how many. A capital that begins a word, and the marks
    that stand in French words, do not count."""
    inside = word[1:]
    return sum(
        (
            any(letter.islower() for letter in word),
            any(letter.isupper() for letter in inside),
            any(letter.isdigit() for letter in word),
            bool(re.search(r"[^\w’'.:°-]", word)),
        )
    )

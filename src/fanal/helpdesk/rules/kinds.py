"""What is this request about, from the words of one sentence?

A guess only: always correctable, « autre » when unsure. Accents, plurals and typos are tolerated.
Some words are no breakdown at all: harassment leads to the management and to 3018, and creates no request
(`docs/domain/requests.md`, « What is no breakdown »).
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from fanal.core.text.words import fold
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.passwords import besides_passwords

STRONG, WEAK = 3, 1  # a weak word only decides when nothing else does

WORDS: dict[RequestKind, dict[int, str]] = {
    RequestKind.PROJECTOR: {
        STRONG: "videoprojecteur projecteur retroprojecteur videoproj projo vp vpi tni tbi tnt eni "
        "tableau-interactif ecran-interactif tableau-numerique visualiseur",
        WEAK: "hdmi vga telecommande projection projeter tableau lampe",
    },
    RequestKind.COMPUTER: {
        STRONG: "ordinateur ordi pc portable unite-centrale",
        WEAK: "poste clavier souris ecran demarre demarrer redemarre allume session chargeur batterie "
        "micro casque",
    },
    RequestKind.TABLET: {STRONG: "tablette ipad chariot-de-tablettes classe-mobile", WEAK: "stylet chariot"},
    RequestKind.PRINTER: {
        STRONG: "imprimante photocopieur photocopieuse copieur toner bourrage-papier scanner imprimer "
        "impression imprime",
        WEAK: "papier encre bourrage photocopie",
    },
    RequestKind.ENT: {
        STRONG: "ent pronote ecole-directe moodle elea cahier-de-textes gar educonnect mediacentre "
        "manuel-numerique",
        WEAK: "appel notes bulletin messagerie manuel",
    },
    RequestKind.ACCOUNT: {
        STRONG: "mot-de-passe mdp identifiant compte login code-oublie",
        WEAK: "connecter connexion acces authentification oublie bloque",
    },
    RequestKind.NETWORK: {
        STRONG: "wifi wi-fi reseau internet prise-rj45 rj45 ethernet routeur switch proxy filtrage",
        WEAK: "site debloquer lent cable",
    },
    RequestKind.SOFTWARE: {
        STRONG: "logiciel installer installation geogebra libreoffice word excel scratch firefox chrome "
        "antivirus licence",
        WEAK: "application appli mise-a-jour version programme",
    },
}

# Words of names of services that say nothing of which it is.
COMMON = frozenset({"acces", "aux", "collectivite", "des", "dans", "education", "gestionnaire", "les"}) | {
    "ligne",
    "pour",
    "reseau",
    "service",
    "services",
    "site",
    "sur",
    "une",
    "liste",
    "listes",
}

GRAVE_STEMS = re.compile(r"\b(?:cyber ?)?h?ar(?:c|s|ss)el+e?(?:ment|r|s|e|es|ee|ees|ent|eur|eurs|euse)?\b")
GRAVE_WORDS = ("harcelement", "cyberharcelement", "sextorsion")
GRAVE_PHRASES = re.compile(
    r"\b(?:photos? intimes?|videos? intimes?|racket\w*|chantage|menaces? de mort|maltraitance"
    r"|revenge porn|happy slapping|suicid\w*|agression sexuelle|attouchements?)\b"
)
MANAGEMENT_NOTICE = (
    "Ce que vous décrivez n’est pas une panne : parlez-en tout de suite à la direction. "
    "Vous pouvez aussi appeler le 3018. "
    "Rien n’a été enregistré ici."
)


def words_of(text: str) -> list[str]:
    """Folded words in order; « Wi-Fi » gives « wi », « fi »."""
    return re.findall(r"[a-z0-9]+", fold(text))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[dict[str, tuple[RequestKind, int]], dict[str, tuple[RequestKind, int]]]:
    """Single words, then phrases (written with dashes above, searched with spaces)."""
    single: dict[str, tuple[RequestKind, int]] = {}
    phrases: dict[str, tuple[RequestKind, int]] = {}
    for kind, by_weight in WORDS.items():
        for weight, words in by_weight.items():
            for word in words.split():
                target = phrases if "-" in word else single
                target[word.replace("-", " ")] = (kind, weight)
    return single, phrases


def _typos_allowed(length: int) -> int:
    if length < 6:
        return 0
    return 1 if length < 9 else 2


@lru_cache(maxsize=4096)
def _kind_of_word(word: str) -> tuple[RequestKind, int] | None:
    single, _ = _vocabulary()
    for form in (word, word.removesuffix("s"), word.removesuffix("x")):
        if form in single:
            return single[form]
    near = [
        (distance, entry)
        for entry in single
        if (distance := OSA.distance(word, entry, score_cutoff=2)) <= _typos_allowed(len(entry))
    ]
    return single[min(near)[1]] if near else None


def scores(text: str) -> dict[RequestKind, int]:
    """Count how strongly each kind is spoken of; a word said twice counts once."""
    words = words_of(text)
    joined = f" {' '.join(words)} "
    _, phrases = _vocabulary()
    phrase_hits = {weighted_kind for phrase, weighted_kind in phrases.items() if f" {phrase} " in joined}
    hits = {(word, weighted_kind) for word in set(words) if (weighted_kind := _kind_of_word(word))}
    total: dict[RequestKind, int] = {}
    for kind, weight in [*phrase_hits, *(weighted_kind for _, weighted_kind in hits)]:
        total[kind] = total.get(kind, 0) + weight
    return total


def guess(text: str) -> RequestKind:
    """Find the kind that the sentence speaks of most; OTHER when none, or two equally.

    « Mot de passe Pronote » is about a password: the service is only what it opens.
    """
    points = scores(besides_passwords(text))
    most = max(points.values(), default=0)
    first = {kind for kind, score in points.items() if score == most}
    if first == {RequestKind.ACCOUNT, RequestKind.ENT}:
        return RequestKind.ACCOUNT
    return first.pop() if len(first) == 1 else RequestKind.OTHER


def speaks_of(text: str, name: str) -> bool:
    """Whether the words name this service, by one word of its name that says which it is."""
    words = set(words_of(text))
    return any(word in words for word in words_of(name) if len(word) > 2 and word not in COMMON)


def leads_to_management(text: str) -> bool:
    """Whether the words are about harassment or as grave: show MANAGEMENT_NOTICE, create nothing."""
    words = words_of(text)
    joined = " ".join(words)
    if GRAVE_STEMS.search(joined) or GRAVE_PHRASES.search(joined):
        return True
    return any(OSA.distance(word, grave, score_cutoff=2) <= 2 for word in words for grave in GRAVE_WORDS)

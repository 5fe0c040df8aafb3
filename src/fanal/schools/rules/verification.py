"""« Vérifier un document »: what was typed, and what is answered. Pure.

Whoever may not read a paper learns that it is the school's, and from which day: nothing of what it says.
"""

import re
from dataclasses import dataclass
from datetime import date

from fanal.core.labelled import Labelled
from fanal.core.text.french import full_day

SHORTEST, WHOLE = 20, 64  # signs: those that are printed, and all of them; twelve are found by trying
LABEL = re.compile(r"^\W*empreinte\W*|·.*$", re.I | re.S)
APART = re.compile(r"[\W_]+")
MISREAD = str.maketrans("oil", "011")  # letters that no fingerprint has
TRIES, HOUR = 60, 3600
TOO_MANY = "Trop de vérifications en une heure : attendez un peu, puis recommencez."
NOTHING = "Recopiez l’empreinte imprimée au bas d’une page, ou choisissez le fichier."
NOT_ONE = (
    "Ce n’est pas une empreinte : elle a vingt signes, des chiffres et des lettres de a à f, par groupes de "
    "quatre. Relisez le bas de la page."
)
TOO_LARGE = "Ce fichier dépasse 10 Mo : ce n’est pas un document que Fanal a fait."
UNKNOWN = (
    "Aucun document figé de cet établissement ne porte cette empreinte. Relisez-la signe par signe. Si elle "
    "est bien recopiée, ce document n’a pas été figé ici, ou il a été changé : demandez l’original à la "
    "direction avant de vous en servir."
)
UNKNOWN_FILE = (
    "Ce fichier n’est aucun de ceux que Fanal garde, et ne porte l’empreinte d’aucun document figé de cet "
    "établissement. Si une empreinte est imprimée au bas de ses pages, recopiez-la ; sinon, demandez "
    "l’original à la direction avant de vous en servir."
)
OF_THE_SCHOOL = "Cette empreinte est celle d’un document de cet établissement,"
COMPARE = "Des signes se recopient sur n’importe quel papier : comparez le vôtre avec le document."
COMPARE_ELSEWHERE = (
    "Des signes se recopient sur n’importe quel papier : demandez à la direction de comparer le vôtre avec "
    "le document."
)
SAME_FILE = "Le fichier est, octet pour octet, celui que Fanal a fait."
OTHER_FILE = (
    "Mais ce fichier n’est pas celui que Fanal ferait aujourd’hui : comparez-le, page par page, avec "
    "l’original."
)
NO_FILE_KEPT = (
    "Fanal ne garde pas de fichier de ce document et ne peut pas comparer le vôtre lui-même : comparez-le, "
    "page par page, avec le document."
)
SEVERAL_MARKS = (
    "Mais ce fichier porte plusieurs empreintes, et Fanal ne peut pas le comparer lui-même : comparez chaque "
    "page avec le document."
)
TOO_MANY_MARKS = (
    "Ce fichier porte plus d’empreintes qu’un lot d’actes : celles d’après la centième ne sont pas lues."
)


class Content(Labelled):
    """What became of the content since it was frozen."""

    INTACT = "intact", "n’a pas changé"
    REPLACED = "replaced", "a été remplacé par un autre"
    ERASED = "erased", "est effacé"
    ALTERED = "altered", "a changé"


class SameFile(Labelled):
    """Whether the file is the one that Fanal makes; nobody asks where a fingerprint was typed."""

    NOT_ASKED = "", "sans fichier"
    SAME = "same", "le même"
    OTHER = "other", "un autre"
    NOT_KEPT = "not_kept", "aucun fichier gardé"
    SEVERAL = "several", "plusieurs documents"


FILE_WORDS = {
    SameFile.SAME: SAME_FILE,
    SameFile.OTHER: OTHER_FILE,
    SameFile.NOT_KEPT: NO_FILE_KEPT,
    SameFile.SEVERAL: SEVERAL_MARKS,
}


@dataclass(frozen=True)
class Verified:
    """An answer: its tone, its sentence, and the page of the paper for whoever may read it."""

    tone: str
    sentence: str
    page: str = ""


@dataclass(frozen=True)
class FoundPaper:
    """A paper that a fingerprint or a file led to. `name` and `page`: empty for whoever may not read it."""

    frozen_on: date
    content: Content
    file: SameFile = SameFile.NOT_ASKED
    name: str = ""
    page: str = ""


def strange_words(count: int) -> str:
    """Of a file that bears others beside those that are known."""
    what = "Une autre empreinte" if count == 1 else f"{count} autres empreintes"
    verb = "n’est celle" if count == 1 else "ne sont celles"
    return f"{what} de ce fichier {verb} d’aucun document figé de cet établissement."


def read_fingerprint(typed: str) -> str:
    """What was copied from a paper, as it was printed or not; empty when it is no fingerprint."""
    signs = APART.sub("", LABEL.sub("", typed)).lower().translate(MISREAD)
    return signs if re.fullmatch(rf"[0-9a-f]{{{SHORTEST},{WHOLE}}}", signs) else ""


def answer_of(found: FoundPaper) -> Verified:
    what = f"C’est {found.name}, document" if found.name else OF_THE_SCHOOL
    words = [f"{what} figé le {full_day(found.frozen_on)}."]
    match found.content:
        case Content.ALTERED:
            words = [
                "Attention : ce que Fanal garde sous cette empreinte n’est plus ce qui a été figé le "
                f"{full_day(found.frozen_on)}. Ne vous servez pas de ce document, et prévenez la direction."
            ]
        case Content.ERASED:
            words.append("Ce qu’il dit est effacé depuis, selon sa durée de conservation.")
        case Content.REPLACED:
            words.append(
                "Ce qu’il dit n’a pas changé, mais un autre l’a remplacé depuis, ou va le remplacer."
            )
        case Content.INTACT if found.name:
            words.append("Ce qu’il dit n’a pas changé depuis.")
    if found.content != Content.ALTERED and found.file != SameFile.NOT_ASKED:
        words.append(FILE_WORDS[found.file])
    if found.content in {Content.INTACT, Content.REPLACED} and found.file == SameFile.NOT_ASKED:
        words.append(COMPARE if found.name else COMPARE_ELSEWHERE)
    return Verified(_tone(found), " ".join(words), found.page)


def _tone(found: FoundPaper) -> str:
    if found.content == Content.ALTERED:
        return "bad"
    is_whole = found.content == Content.INTACT and found.file in {SameFile.NOT_ASKED, SameFile.SAME}
    return "ok" if is_whole else "warn"

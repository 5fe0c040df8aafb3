"""Is this file ours, and of this year? And do so many departures mean that the file is cut?

A UAI whose letter does not agree is only a doubt (some official test numbers carry one on purpose); another
school's number is a refusal. A file of last year would make everybody leave: it is refused too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileHeader:
    """What a file says of itself, as far as it does. `school_year` is the year it begins in."""

    label: str
    uai: str = ""
    school_year: int | None = None


def refusals(header: FileHeader, *, uai: str, school_year: int) -> list[str]:
    """Why this file cannot be imported in this school, this year."""
    reasons = []
    if header.uai and header.uai != uai:
        reasons.append(
            f"Ce fichier est celui de l’établissement {header.uai}, pas du vôtre ({uai}). Rien n’a été lu : "
            "déposez celui de votre établissement."
        )
    if header.school_year is not None and header.school_year < school_year:
        reasons.append(
            f"Ce fichier est celui de l’année {_words(header.school_year)}. L’année en cours est "
            f"{_words(school_year)} : reprenez l’export."
        )
    if header.school_year is not None and header.school_year > school_year + 1:
        reasons.append(f"Ce fichier annonce l’année {_words(header.school_year)} : vérifiez-le.")
    return reasons


def _words(year: int) -> str:
    return f"{year}-{year + 1}"


MOST_DATED = 50  # per cent: a quarter of a school leaves in a year, never more than half at once


def departures_words(total: int, gone: int) -> str:
    share = round(gone * 100 / total) if total else 100
    return (
        f"{gone} départs sur {total} connus ({share} %) : le fichier est peut-être incomplet. Comparez avec "
        "l’application d’origine, puis dites si c’est bien cela."
    )


def dated_words(total: int, gone: int) -> str:
    return (
        f"{gone} des {total} personnes présentes ont une date de sortie passée dans ce fichier : vérifiez "
        "que c’est bien l’export de cette année, puis dites si c’est bien cela."
    )


def nameless_words(gone: int, refused: int) -> str:
    """A refused line that says neither number nor name may be any of those who would leave."""
    singular = "Une ligne refusée ne dit pas de qui elle parle"
    lines = f"{refused} lignes refusées ne disent pas de qui elles parlent" if refused > 1 else singular
    return (
        f"{lines} : parmi les départs ({gone}), il y a peut-être quelqu’un de ce fichier. Corrigez le "
        "fichier, ou dites si ces départs sont vrais."
    )

"""When may a school be erased from an installation, and by which code? In two steps. Pure.

Sources: RGPD, article 28 § 3 g (a processor deletes or returns when the service ends); code du patrimoine,
article L212-2, and instruction 2005-003 of 22 February 2005 for the visa (docs/domain/archives.md). Seven
days, and a code that the first step gives: our own rule, so that no line of a history erases a school.
"""

from datetime import date, timedelta

CODE_DAYS = 7
STILL_OPEN = (
    "{name} est encore ouvert : fermez-le d’abord (« fanal school close {uai} »), et attendez la fin de son "
    "dernier jour."
)
NO_VISA = (
    "Un établissement public n’élimine pas ses archives sans le visa des archives départementales. Donnez "
    '--archives "visa du …, n° …", ou --archives "versé le …, bordereau n° …".'
)
WRONG_CODE = (
    f"Ce code n’est pas celui de cet effacement, ou il a plus de {CODE_DAYS} jours : relancez la commande "
    "sans --code, relisez ce qui partira, et prenez le code qu’elle donne."
)


def refusals(name: str, uai: str, open_until: date | None, today: date) -> list[str]:
    is_open = open_until is None or open_until >= today
    return [STILL_OPEN.format(name=name, uai=uai)] if is_open else []


def archive_refusals(archives: str, *, is_public: bool) -> list[str]:
    """What a public school says of the visa before its papers go."""
    return [NO_VISA] if is_public and not archives.strip() else []


def days_of_code(today: date) -> list[date]:
    """The days whose code still holds, today first."""
    return [today - timedelta(days=ago) for ago in range(CODE_DAYS + 1)]

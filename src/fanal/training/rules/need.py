"""What does a colleague need to learn, at which level, in which form? And what may planners count of it?

A need is a word to oneself: the team reads how many ask for a subject, never who, and once a week. A group
smaller than the school's threshold is said « moins de 5 », and so is nobody at all. Pure: the day is an
argument.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fanal.accounts.rules.small_groups import is_small, may_be_shown
from fanal.core.labelled import Labelled
from fanal.core.text.french import counted
from fanal.core.text.words import of

MOST_NEEDS = 10  # that one person has open at once
MOST_SUBJECTS = 80  # that one school keeps
AUTUMN_FROM, SPRING_FROM = 9, 2


class NeedLevel(Labelled):
    BEGINNER = "beginner", "Je débute"
    USED = "used", "Je me débrouille"
    AHEAD = "ahead", "Je veux aller plus loin"


class NeedFormat(Labelled):
    SHORT = "short", "Un atelier court, ici"
    GROUP = "group", "Une demi-journée ou plus, en groupe"
    ONLINE = "online", "En ligne, à mon rythme"
    PEER = "peer", "Avec un collègue"


@dataclass(frozen=True, order=True)
class NeedsCampaign:
    """Needs are gathered twice a school year; `first` is the year of its September."""

    first: int
    half: int  # 1 in autumn, 2 in spring

    @property
    def code(self) -> str:
        return f"{self.first}-{self.half}"

    @property
    def label(self) -> str:
        return f"automne {self.first}" if self.half == 1 else f"printemps {self.first + 1}"

    @property
    def of_label(self) -> str:
        """« d’automne 2026 », « de printemps 2027 »."""
        return of(self.label)

    @property
    def next(self) -> "NeedsCampaign":
        return NeedsCampaign(self.first, 2) if self.half == 1 else NeedsCampaign(self.first + 1, 1)


def campaign_of(day: date) -> NeedsCampaign:
    """September to January, then February to August: the halves are our own choice."""
    if day.month >= AUTUMN_FROM:
        return NeedsCampaign(day.year, 1)
    return NeedsCampaign(day.year - 1, 2 if day.month >= SPRING_FROM else 1)


def count_words(count: int, smallest: int) -> str:
    """« 11 besoins »; « moins de 5 besoins » of a group that must not be counted, and of nobody.

    Whoever attends a session is known: « a few » that became « none » as the only one came would say that
    they had asked.
    """
    return counted(count, "besoin") if may_be_shown(count, smallest) else f"moins de {smallest} besoins"


def safe_breakdown(counts: Mapping[str, int], smallest: int) -> dict[str, int]:
    """The counts of each part, when none of them is a group that must not be counted; nothing otherwise.

    All or nothing: the total is published, and one part left out would be found by difference.
    """
    if any(is_small(count, smallest) for count in counts.values()):
        return {}
    return {code: count for code, count in counts.items() if count}


@dataclass(frozen=True)
class NeedCounts:
    """How many need a subject; `levels` and `formats` where none of their parts is a small group."""

    people: int
    levels: Mapping[str, int]
    formats: Mapping[str, int]


def counted_needs(rows: Iterable[tuple[int, str, str]], smallest: int) -> dict[int, NeedCounts]:
    """Of needs as subject, level and form: by subject, what may be read of each group that may be shown."""
    by_subject: dict[int, list[tuple[str, str]]] = {}
    for subject, level, form in rows:
        by_subject.setdefault(subject, []).append((level, form))
    return {
        subject: NeedCounts(
            len(wishes),
            safe_breakdown(Counter(level for level, _ in wishes), smallest),
            safe_breakdown(Counter(form for _, form in wishes), smallest),
        )
        for subject, wishes in by_subject.items()
        if may_be_shown(len(wishes), smallest)
    }


def data_of_counts(counts: NeedCounts) -> dict[str, Any]:
    """What a column of JSON takes."""
    return {"people": counts.people, "levels": dict(counts.levels), "formats": dict(counts.formats)}


def counts_of_data(data: Mapping[str, Any]) -> NeedCounts:
    return NeedCounts(data["people"], data["levels"], data["formats"])


def week_of(day: date) -> date:
    """Its Monday: the plan is read anew once a week, so that nobody's own need shows as it is said."""
    return day - timedelta(days=day.weekday())


def refusals(open_needs: int, *, has_subject: bool, words: str) -> list[str]:
    """Why this need cannot be kept; an empty list means that it can."""
    reasons = []
    if not has_subject and not words.strip():
        reasons.append("Choisissez un sujet, ou écrivez le vôtre en quelques mots.")
    if has_subject and words.strip():
        reasons.append("Choisissez un sujet ou écrivez le vôtre : pas les deux à la fois.")
    if open_needs >= MOST_NEEDS:
        reasons.append(f"Vous avez déjà {MOST_NEEDS} besoins ouverts : retirez-en un, puis recommencez.")
    return reasons

"""In which words and lines is a publication said: on the page, in the file, for the indicator, for the board?

Each says what the publication holds, and counts nothing anew. Pure.
"""

from collections.abc import Iterator
from decimal import Decimal

from fanal.accounts.rules.small_groups import Bounds
from fanal.core.text.french import counted
from fanal.surveys.rules.publication import Publication, PublishedOption, PublishedQuestion

HIDDEN = "caché"
ALL = "Tous"
FULL = Decimal(100)
TOO_ALIKE = "Elles sont trop semblables, ou trop partagées, pour être lues sans dire qui a répondu quoi."
UNSAID_SUM = "Trop semblables, ou trop partagées : le nombre dirait qui a répondu quoi."

FileLine = tuple[str, str, str, str | int]  # question, group, option, count


def percent(count: int, whole: int) -> str:
    """« 42 % », rounded half up; a dash when nobody answered."""
    return f"{(200 * count + whole) // (2 * whole)} %" if whole else "–"


def count_words(count: int | None, whole: int) -> str:
    """« 12 (35 %) », or that it is hidden."""
    return HIDDEN if count is None else f"{count} ({percent(count, whole)})"


def bounds_words(bounds: Bounds | None, whole: int) -> str:
    """« 12 (35 %) », « moins de 5 », « 30 ou plus »."""
    if bounds is None:
        return HIDDEN
    if bounds.is_exact:
        return count_words(bounds.lowest, whole)
    return f"moins de {bounds.highest + 1}" if bounds.lowest == 0 else f"{bounds.lowest} ou plus"


def sum_words(bounds: Bounds | None, whole: int) -> str:
    """« 23 sur 31 », « plus de 38 sur 43 »; why it is not said."""
    if bounds is None:
        return UNSAID_SUM
    if bounds.is_exact:
        return f"{bounds.lowest} sur {whole}"
    side = f"moins de {bounds.highest + 1}" if bounds.lowest == 0 else f"plus de {bounds.lowest - 1}"
    return f"{side} sur {whole}"


def leader_of(question: PublishedQuestion, answers: int) -> PublishedOption | None:
    """The option that more people chose than any other, where what is hidden cannot be larger."""
    shown = [option for option in question.options if option.count and not option.is_blank]
    if not shown:
        return None
    first = max(shown, key=lambda option: option.count or 0)
    most = first.count or 0
    unsaid = [option.bounds for option in question.options if option.count is None and not option.is_blank]
    left = answers - sum(option.count or 0 for option in question.options)
    could_be = [left if bounds is None else bounds.highest for bounds in unsaid]
    return first if all(most >= highest for highest in could_be) else None


def finding_of(question: PublishedQuestion, publication: Publication) -> str:
    """« 31 réponses. Le plus choisi : « Chaque semaine », 12 (39 %). »"""
    answers = publication.answers
    parts = [f"{counted(answers, 'réponse')}."]
    if question.is_hidden:
        parts.append(TOO_ALIKE)
    elif (first := leader_of(question, answers)) is not None:
        parts.append(f"Le plus choisi : « {first.label} », {count_words(first.count, answers)}.")
    if question.sum is not None:
        parts.append(
            f"Pour l’indicateur {question.measure} : {sum_words(question.sum, question.whole or answers)}."
        )
    if not question.is_hidden and not question.is_whole:
        parts.append(f"Ce qui compte moins de {publication.smallest} personnes reste caché.")
    return " ".join(parts)


def group_rows(question: PublishedQuestion, publication: Publication) -> list[tuple[str, list[str]]]:
    """Each option that may be shown by group: its label, then what each group says; none when all hide."""
    sizes = [size for _, size in publication.groups]
    shown = any(option.by_group for option in question.options)
    return [
        (
            option.label,
            [
                count_words(count, size)
                for count, size in zip(option.by_group or [None] * len(sizes), sizes, strict=True)
            ],
        )
        for option in question.options
        if shown
    ]


def file_lines(publication: Publication) -> Iterator[FileLine]:
    """What leaves as a file, hidden where the page hides it."""
    for question in publication.questions:
        for option in question.options:
            words = bounds_words(option.bounds, publication.answers)
            yield question.text, ALL, option.label, words if option.count is None else option.count
        for rank, (group, _) in enumerate(publication.groups):
            for option in question.options:
                if option.by_group:
                    yield question.text, group, option.label, option.by_group[rank]


def board_shares(question: PublishedQuestion, answers: int) -> list[tuple[str, Decimal]]:
    """The share of each option that may be shown and that somebody chose, of all who answered."""
    return [
        (option.label, Decimal(round(FULL * option.count / answers)))
        for option in question.options
        if option.count and not option.is_blank
    ]

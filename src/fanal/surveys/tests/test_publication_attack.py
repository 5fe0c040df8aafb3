"""December § 7, N2: « page and indicator together give an exact small count: one publication computes page,
indicator, report and export together; the exhaustive script over all four is a test ».

Whoever attacks has read the code, and knows how many answered. They list every way in which so many people
may have answered, publish each of them, and keep those that say on page, in the file, in the report and in
the indicator what they have read. A count of which only one value is left is known to them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import pytest

from fanal.accounts.rules.small_groups import is_small, published_answers, published_table, shown_answers
from fanal.surveys.contributions.indicators import measure_of
from fanal.surveys.contributions.report_blocks import bars_of
from fanal.surveys.reading.results import of_groups, of_options
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.delivered import US1
from fanal.surveys.rules.publication import Publication, publication_of
from fanal.surveys.rules.results import file_lines
from fanal.surveys.rules.tallied import TalliedOption, TalliedQuestion

Atoms = tuple[int, ...]


def ways(people: int, atoms: int) -> Iterator[Atoms]:
    """Each way to divide so many people among so many atoms."""
    if atoms == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in ways(people - first, atoms - 1):
            yield (first, *rest)


def everything_said(publication: Publication) -> str:
    """All that leaves: both pages, the file, the indicator and the bars of the report."""
    pages = [of_options(row, publication) for row in publication.questions]
    texts = [page.hidden or (page.chart.finding if page.chart else "") for page in pages]
    crossed = [of_groups(row, publication) for row in publication.crossed_questions]
    measure = measure_of(publication, US1)
    return repr((texts, crossed, list(file_lines(publication)), measure, bars_of(publication)))


@dataclass(frozen=True)
class Attack:
    """`questions`: what was counted in such atoms; `secrets`: numbers of people that must stay unknown."""

    questions: Callable[[Atoms], list[TalliedQuestion]]
    secrets: Callable[[Atoms], dict[str, int]]

    def known(self, all_ways: Iterable[Atoms], smallest: int) -> Iterator[tuple[str, int, int]]:
        """Each number of which one value is left, with that value and how many answered."""
        ranges: dict[str, dict[str, tuple[int, int]]] = {}
        for atoms in all_ways:
            people = sum(atoms)
            said = everything_said(publication_of(self.questions(atoms), people, smallest))
            known = ranges.setdefault(said, {"": (people, people)})
            for name, value in self.secrets(atoms).items():
                low, high = known.get(name, (value, value))
                known[name] = (min(low, value), max(high, value))
        for known in ranges.values():
            people = known.pop("")[0]
            yield from ((name, low, people) for name, (low, high) in known.items() if low == high)

    def small(self, all_ways: Iterable[Atoms], smallest: int) -> list[tuple[str, int, int]]:
        return [found for found in self.known(all_ways, smallest) if is_small(found[1], smallest)]


def choice(counts: dict[str, int], counted: tuple[str, ...] = (), **about) -> TalliedQuestion:
    options = tuple(
        TalliedOption(label, count, is_counted=label in counted, is_blank=label == "Sans réponse")
        for label, count in counts.items()
    )
    return TalliedQuestion("Souvent ?", QuestionKind.ONE, options, measure=US1 if counted else "", **about)


def uses(atoms: Atoms) -> list[TalliedQuestion]:
    labels = ("Chaque jour", "Chaque semaine", "Jamais", "Sans réponse")
    return [choice(dict(zip(labels, atoms, strict=True)), labels[:2])]


def use_secrets(atoms: Atoms) -> dict[str, int]:
    day, week, never, blank = atoms
    alone = {"day": day, "week": week, "never": never, "blank": blank}
    return alone | {"weekly": day + week, "others": never + blank}


@pytest.mark.parametrize("people", range(5, 20))
def test_the_indicator_and_its_question_give_no_small_count(people):
    """« Chaque semaine 5, rest hidden, « plus de 8 sur 13 » → exactly 4. »"""
    attack = Attack(uses, use_secrets)
    assert not attack.small(ways(people, 4), 5)
    known = attack.known(ways(people, 4), 5)
    alike = [name for name, value, everybody in known if value == everybody and name != "others"]
    assert not alike, "« 6 sur 6 »; that nobody chose an option is said"


def taught(atoms: Atoms) -> list[TalliedQuestion]:
    """The last but one option is of those who have no pupils; some skip the question."""
    labels = ("Chaque jour", "Chaque semaine", "Jamais", "Je n’ai pas d’élèves", "Sans réponse")
    options = tuple(
        TalliedOption(
            label,
            count,
            is_counted=label in labels[:2],
            is_blank=label == labels[4],
            is_outside=label == labels[3],
        )
        for label, count in zip(labels, atoms, strict=True)
    )
    return [TalliedQuestion("Souvent ?", QuestionKind.ONE, options, measure=US1)]


def taught_secrets(atoms: Atoms) -> dict[str, int]:
    day, week, never, outside, blank = atoms
    alone = {"day": day, "week": week, "never": never, "outside": outside, "blank": blank}
    teachers = day + week + never + blank
    sums = {
        "weekly": day + week,
        "less": never + blank,
        "teachers": teachers,
        "rest": never + outside + blank,
    }
    return alone | sums


@pytest.mark.parametrize("people", [*range(5, 16), 20])
def test_those_who_do_not_teach_are_left_out_and_not_given_away(people):
    """December § 2.6: US1 « enseignants » divided by all staff."""
    assert not Attack(taught, taught_secrets).small(ways(people, 5), 5)


def grouped(atoms: Atoms) -> list[TalliedQuestion]:
    """Two groups by three options: the first one counts for the indicator."""
    first, second = atoms[:3], atoms[3:]
    options = tuple(
        TalliedOption(label, first[rank] + second[rank], (first[rank], second[rank]), rank == 0, rank == 2)
        for rank, label in enumerate(("Oui", "Non", "Sans réponse"))
    )
    groups = (TalliedOption("Lettres", sum(first)), TalliedOption("Sciences", sum(second)))
    return [
        TalliedQuestion("Matière ?", QuestionKind.ONE, groups, is_profile=True),
        TalliedQuestion("Souvent ?", QuestionKind.ONE, options, measure=US1),
    ]


def group_secrets(atoms: Atoms) -> dict[str, int]:
    cells = {f"cell {rank}": count for rank, count in enumerate(atoms)}
    options = {f"option {rank}": atoms[rank] + atoms[rank + 3] for rank in range(3)}
    return cells | options | {"first": sum(atoms[:3]), "second": sum(atoms[3:])}


@pytest.mark.parametrize("people", [3, 6, 9, 10, 11, 12, 13])
def test_a_table_by_group_its_margins_and_the_indicator_give_none(people):
    assert not Attack(grouped, group_secrets).small(ways(people, 6), 3)


def ticked(atoms: Atoms) -> list[TalliedQuestion]:
    """A choice that an indicator adds up, beside two options of which one may tick both."""
    yes, no = atoms[:4], atoms[4:]
    both = [one + other for one, other in zip(yes, no, strict=True)]
    ticks = (
        TalliedOption("Tablettes", both[1] + both[3]),
        TalliedOption("Ordinateurs", both[2] + both[3]),
        TalliedOption("Sans réponse", both[0], is_blank=True),
    )
    used = choice({"Oui": sum(yes), "Non": sum(no), "Sans réponse": 0}, ("Oui",))
    return [used, TalliedQuestion("Quoi ?", QuestionKind.SEVERAL, ticks)]


def tick_secrets(atoms: Atoms) -> dict[str, int]:
    both = [one + other for one, other in zip(atoms[:4], atoms[4:], strict=True)]
    names = ("none", "tablets alone", "computers alone", "both")
    cells = {f"cell {rank}": count for rank, count in enumerate(atoms)}
    return cells | dict(zip(names, both, strict=True)) | {"yes": sum(atoms[:4]), "no": sum(atoms[4:])}


@pytest.mark.parametrize("people", [3, 5, 6, 8, 9])
def test_ticks_beside_a_choice_give_none_nor_how_many_ticked_both(people):
    """`docs/domain/surveys.md` said that « Sans réponse » may tell how many ticked two: it did."""
    assert not Attack(ticked, tick_secrets).small(ways(people, 8), 3)


def ticked_by_group(atoms: Atoms) -> list[TalliedQuestion]:
    halves = (atoms[:4], atoms[4:])
    tablets = tuple(half[1] + half[3] for half in halves)
    computers = tuple(half[2] + half[3] for half in halves)
    blank = tuple(half[0] for half in halves)
    ticks = (
        TalliedOption("Tablettes", sum(tablets), tablets),
        TalliedOption("Ordinateurs", sum(computers), computers),
        TalliedOption("Sans réponse", sum(blank), blank, is_blank=True),
    )
    groups = (TalliedOption("Lettres", sum(halves[0])), TalliedOption("Sciences", sum(halves[1])))
    return [
        TalliedQuestion("Matière ?", QuestionKind.ONE, groups, is_profile=True),
        TalliedQuestion("Quoi ?", QuestionKind.SEVERAL, ticks),
    ]


@pytest.mark.parametrize("sizes", [(6, 6), (7, 6), (3, 8)])
def test_ticks_by_group_give_none(sizes):
    """The sizes of both groups are published: only ways that have them are left."""

    def cells(atoms: Atoms) -> dict[str, int]:
        return {f"cell {rank}": count for rank, count in enumerate(atoms)}

    halves = product(*(ways(size, 4) for size in sizes))
    assert not Attack(ticked_by_group, cells).small((first + second for first, second in halves), 3)


def test_the_attack_finds_what_the_publication_of_before_gave_away():
    """The same script, on the question alone and its sum as a range, as they were published in December."""

    def said(atoms: Atoms) -> tuple:
        part = sum(atoms[:2])
        options = dict(enumerate(atoms))
        sides = [dict(list(options.items())[:2]), dict(list(options.items())[2:])]
        whole = published_answers(options, 5).cells
        if not any(is_small(sum(side.values()), 5) for side in sides):
            whole = published_table(sides[0], 5).cells | published_table(sides[1], 5).cells
        return tuple(whole.values()), shown_answers(part, sum(atoms), 5)

    readings: dict[tuple, set[int]] = {}
    for atoms in ways(13, 4):
        readings.setdefault(said(atoms), set()).add(atoms[0])
    assert {4} in readings.values()

"""Which machine or room of the school did somebody scan or type? By its label, else by one of its names.

A label of another school is as unknown as one that was never printed: nothing is said of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Upper

from fanal.accounts.models import School
from fanal.core.errors import RuleBroken
from fanal.core.text.words import number_of, numbers_of
from fanal.equipment.models import Equipment, EquipmentMerge, Label, Room
from fanal.equipment.rules.labels import code_read
from fanal.equipment.rules.pasted import pieces_of
from fanal.equipment.rules.serials import clean

LONGEST = 120  # signs of what is typed; a label that is scanned gives its address
UNKNOWN = (
    "« {} » : aucun appareil de l’établissement ne porte cette étiquette ni ce nom. Vérifiez, ou tapez son "
    "nom."
)
SEVERAL = "« {} » : plusieurs appareils répondent à ce nom. Scannez l’étiquette, ou tapez le n° de série."
TOO_MANY = "{} appareils à la fois, pas plus : recommencez en plusieurs fois."
ONLY_ONE = "Un seul appareil ici : n’en tapez ou n’en collez qu’un."
NOTHING = "Scannez ou tapez au moins un appareil."
NAMES = ("name", "authority_number", "school_number")


def labelled(school: School, typed: str) -> Equipment | Room | None:
    """What bears this label, whether its code or its whole address was read."""
    return _labelled(school, [typed]).get(code_read(typed))


def _labelled(school: School, lines: Iterable[str]) -> dict[str, Equipment | Room | None]:
    """What bears each label of these lines, by its code (one query)."""
    codes = {code for line in lines if (code := code_read(line))}
    labels = Label.objects.for_school(school).select_related("equipment__holder", "room")
    return {label.code: label.equipment or label.room for label in labels.filter(code__in=codes)}


def machines_called(school: School, typed: str) -> list[Equipment]:
    """Those whose name or one of whose numbers is exactly this: of several, nobody guesses one."""
    return _all_called(school, [typed])[typed]


def left_called(school: School, typed: str) -> list[Equipment]:
    """The same among those that left the inventory."""
    return _all_called(school, [typed], is_left=True)[typed]


def _all_called(school: School, lines: list[str], *, is_left: bool = False) -> dict[str, list[Equipment]]:
    """The same for each of these lines (two queries, however many they are)."""
    numbers = numbers_of(lines)
    merges = EquipmentMerge.objects.for_school(school).standing().filter(gone_number__in=numbers)
    kept = dict(merges.values_list("gone_number", "kept"))
    called = Q(number__in=numbers) | Q(pk__in=kept.values())
    called |= Q(serial__in={serial for line in lines if (serial := clean(line))})
    left = Q(state="disposed")
    rows = Equipment.objects.for_school(school).filter(left if is_left else ~left)
    for name in NAMES:
        rows = rows.alias(**{f"upper_{name}": Upper(name)})
        called |= Q(**{f"upper_{name}__in": [Upper(Value(line)) for line in lines]})
    machines = defaultdict[tuple[str, Any], dict[int, Equipment]](dict)
    for row in rows.filter(called).select_related("holder", "kept_in").order_by("pk"):
        for sign in (
            ("number", row.number),
            ("kept", row.pk),
            ("serial", row.serial),
            *(("name", getattr(row, name).upper()) for name in NAMES),
        ):
            machines[sign][row.pk] = row
    return {line: _answering(machines, line, kept) for line in lines}


def _answering(
    machines: Mapping[tuple[str, Any], dict[int, Equipment]], line: str, kept: Mapping[int, int]
) -> list[Equipment]:
    number = number_of(line)
    signs: dict[str, Any] = {"name": line.upper(), "serial": clean(line), "number": number}
    signs["kept"] = kept.get(number) if number is not None else None
    found = [machines.get((kind, value), {}) for kind, value in signs.items() if value]
    return list({pk: row for rows in found for pk, row in rows.items()}.values())


def machine_typed(school: School, typed: str) -> Equipment:
    """The machine of this label, name, serial or number. RuleBroken says what is wrong, in a sentence."""
    return machines_typed(school, [typed], most=1)[0]


def _cleaned(line: str) -> str:
    return " ".join(line.replace("\0", " ").split())[:LONGEST]


@dataclass(frozen=True)
class MachinesRead:
    """What lines mean: each machine once, by the first text that names it, in their order.

    `wrong`: each other text, with the machines that answer to it: none, or more than one. `twice`: what names
    a machine that was named before.
    """

    named: dict[str, Equipment] = field(default_factory=dict)
    wrong: dict[str, list[Equipment]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    @property
    def machines(self) -> list[Equipment]:
        return [*self.named.values()]

    @property
    def reasons(self) -> list[str]:
        """What is wrong, a sentence each."""
        return [(SEVERAL if rows else UNKNOWN).format(text) for text, rows in self.wrong.items()]


def read_typed(school: School, lines: Iterable[str], *, most: int, knows_left: bool = False) -> MachinesRead:
    """Read these lines, each of which may be several numbers that were pasted (three queries).

    A line that is the name of a machine is that machine, whatever it holds. `knows_left`: those that left the
    inventory too, for two queries more. RuleBroken of nothing, or of more than `most`.
    """
    entries = [(_cleaned(line), [piece[:LONGEST] for piece in pieces_of(line)]) for line in lines]
    entries = [(line, pieces or [line]) for line, pieces in entries if line]
    if not entries:
        raise RuleBroken(NOTHING)
    if len({piece for _, pieces in entries for piece in pieces}) > most:
        raise RuleBroken(TOO_MANY.format(most) if most > 1 else ONLY_ONE)
    candidates = [*dict.fromkeys(text for line, pieces in entries for text in (line, *pieces))]
    answers = _answers(school, candidates, knows_left=knows_left)
    texts = [text for line, pieces in entries for text in ([line] if answers[line] else pieces)]
    return _read(texts, answers)


def _answers(school: School, lines: list[str], *, knows_left: bool) -> dict[str, list[Equipment]]:
    """The machines of each of these texts, by its label or else by its names."""
    labels = _labelled(school, lines)
    things = {line: labels.get(code_read(line)) for line in lines}
    answers = {line: [thing] if isinstance(thing, Equipment) else [] for line, thing in things.items()}
    if named := [line for line, machines in answers.items() if not machines]:
        answers |= _all_called(school, named)
    if knows_left and (others := [line for line, machines in answers.items() if not machines]):
        answers |= _all_called(school, others, is_left=True)
    return answers


def _read(texts: Iterable[str], answers: Mapping[str, list[Equipment]]) -> MachinesRead:
    read, found = MachinesRead(), set[int]()
    for text in texts:
        machines = answers[text]
        if len(machines) != 1:
            read.wrong[text] = machines
        elif machines[0].pk in found:
            read.twice.append(text)
        else:
            found.add(machines[0].pk)
            read.named[text] = machines[0]
    return read


def read_lines(school: School, lines: Iterable[str], *, most: int) -> tuple[list[Equipment], list[str]]:
    """Each machine once, in the order typed, and what is wrong with every other line (three queries)."""
    try:
        read = read_typed(school, lines, most=most)
    except RuleBroken as refusal:
        return [], refusal.reasons
    return read.machines, read.reasons


def machines_typed(school: School, lines: Iterable[str], *, most: int) -> list[Equipment]:
    """Each machine once, in the order typed; RuleBroken names each wrong line, or says « too many »."""
    machines, reasons = read_lines(school, lines, most=most)
    if reasons:
        raise RuleBroken(reasons)
    return machines

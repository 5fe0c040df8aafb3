"""Which newcomers wait for somebody to say who they are, and what one press may answer for all of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from fanal.core.imports.models import Import, ImportLine
from fanal.directory.models import SourceRecord

WORDS = {
    "name": "{count} fiches ({kind}) portent le nom d’une personne connue.",
    "number": "{count} fiches ({kind}) portent l’identifiant de quelqu’un d’autre.",
}
KINDS = {SourceRecord.Kind.PUPIL.value: "élèves", SourceRecord.Kind.STAFF.value: "personnels"}


@dataclass(frozen=True)
class DoubtQuestion:
    """What is asked of `count` newcomers; `alone` of them have one possible answer, and nobody else's."""

    kind: str
    question: str
    count: int
    alone: int

    @property
    def words(self) -> str:
        return WORDS[self.question].format(count=self.count, kind=KINDS[self.kind])


def in_doubt(lines: QuerySet[ImportLine]) -> QuerySet[ImportLine]:
    """Those that wait for somebody to say who it is."""
    return lines.filter(cells__has_key="candidates", effect=ImportLine.Effect.REFUSED)


def taken(imported: Import, kind: str) -> QuerySet[ImportLine]:
    """The lines that speak of somebody known already."""
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported, cells__kind=kind)
    return lines.filter(effect__in=["changed", "unchanged"], target__isnull=False)


def with_one_answer(doubts: Iterable[ImportLine], imported: Import, kind: str) -> list[ImportLine]:
    """Those with one candidate, whom no other line claims."""
    doubts = list(doubts)
    claims = Counter(pk for line in doubts for pk in line.cells["candidates"])
    claims.update(taken(imported, kind).values_list("target", flat=True))
    return [
        line
        for line in doubts
        if len(line.cells["candidates"]) == 1 and claims[line.cells["candidates"][0]] == 1
    ]


def questions_of(imported: Import, lines: QuerySet[ImportLine]) -> list[DoubtQuestion]:
    """The questions asked more than once."""
    by_question: dict[tuple[str, str], list[ImportLine]] = {}
    for line in in_doubt(lines):
        by_question.setdefault((line.cells["kind"], line.cells.get("question", "name")), []).append(line)
    return [
        DoubtQuestion(kind, question, len(doubts), len(with_one_answer(doubts, imported, kind)))
        for (kind, question), doubts in by_question.items()
        if len(doubts) > 1
    ]

"""Are the lines of each import still those that the journal tells of? Recomputed as each app hashed them.

What its retention has forgotten proves nothing and is no error; a line missing before its time is one.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fanal.core.imports.models import Import, ImportLine
from fanal.core.journal import Broken
from fanal.core.journal.models import JournalEntry
from fanal.core.registry import Kind, registered

IMPORT_PROOF: "Kind[ImportProof]" = Kind("import proof")  # one for each sort of import

APPLIED = ".import_applied"


@dataclass(frozen=True)
class ImportProof:
    """How an app hashed the lines of its sort of import, how many it kept, and how long they all stay."""

    kind: str
    root: Callable[[Import], str]
    kept: Callable[[Import], int]
    lasting: timedelta


def altered_imports(school_id: int, *, now: datetime) -> Iterator[Broken]:
    """Yield each import whose lines are not those of its entry in the journal. Needs the school's scope."""
    proofs: dict[str, ImportProof] = {proof.kind: proof for proof in registered(IMPORT_PROOF)}
    entries = JournalEntry.objects.for_school(school_id).filter(verb__endswith=APPLIED, payload__isnull=False)
    for entry in entries.order_by("seq").iterator():
        pk = int(entry.subject.partition(":")[2])
        imported = Import.objects.for_school(school_id).filter(pk=pk).first()
        problem = _problem(imported, json.loads(entry.payload or "{}"), proofs, now)
        if problem:
            yield Broken(school_id, entry.chain, entry.seq, problem)


def _problem(
    imported: Import | None, payload: dict[str, str], proofs: dict[str, ImportProof], now: datetime
) -> str:
    if imported is None or imported.applied_at is None:
        return "l’import dont elle parle manque"
    if imported.root != payload.get("root"):
        return f"l’empreinte de l’import n° {imported.number} a été modifiée"
    proof = proofs[imported.kind]
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).count()
    if lines < proof.kept(imported):
        is_forgotten = imported.applied_at + proof.lasting <= now
        return "" if is_forgotten else f"des lignes de l’import n° {imported.number} manquent"
    if proof.root(imported) != imported.root:
        return f"les lignes de l’import n° {imported.number} ont été modifiées"
    return ""


def every_line(imported: Import) -> int:
    """A table keeps each line that was read."""
    return imported.read


def lines_that_do_something(imported: Import) -> int:
    """The others were counted, and not kept."""
    return imported.created + imported.changed + imported.refused + imported.gone

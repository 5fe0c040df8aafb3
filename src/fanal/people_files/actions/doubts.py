"""Who are the newcomers that resemble somebody? Decided one by one, or all those of one question at once."""

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.staging import locked_import
from fanal.directory.policies import directory as policies
from fanal.people_files.actions.plans import settle
from fanal.people_files.reading.doubts import in_doubt, taken, with_one_answer

NEW, SAME = "new", "same"
DECIDED = ["effect", "target", "reasons", "cells"]
BATCH = 500
NOT_ASKED = "Cette fiche n’attend pas de décision, ou pas celle-là."
TAKEN = "Cette personne est déjà retenue pour une autre fiche de cet import."
NONE_ALONE = "Plusieurs réponses sont possibles pour chacune de ces fiches : décidez une à une."


@transaction.atomic
def decide_doubt(imported: Import, line: ImportLine, choice: str, *, by: Actor) -> None:
    """Say who a doubtful newcomer is: `choice` is the number of one of the candidates, or « new »."""
    imported = locked_import(imported)
    require(policies.import_people, by, imported)
    candidates = [str(pk) for pk in line.cells.get("candidates", [])]
    if not candidates or choice not in {NEW, *candidates}:
        raise RuleBroken(NOT_ASKED)
    others = taken(imported, line.cells["kind"]).exclude(pk=line.pk)
    if choice != NEW and others.filter(target=int(choice)).exists():
        raise RuleBroken(TAKEN)
    _decide(line, None if choice == NEW else int(choice))
    line.save(update_fields=DECIDED)
    settle(imported, by=by)


@transaction.atomic
def decide_doubts(imported: Import, kind: str, question: str, choice: str, *, by: Actor) -> None:
    """Answer « same » or « new » for all newcomers of one question; who may be several people still waits."""
    imported = locked_import(imported)
    require(policies.import_people, by, imported)
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported)
    doubts = list(in_doubt(lines).filter(cells__kind=kind, cells__question=question))
    if not doubts or choice not in {NEW, SAME}:
        raise RuleBroken(NOT_ASKED)
    decided = doubts if choice == NEW else with_one_answer(doubts, imported, kind)
    if not decided:
        raise RuleBroken(NONE_ALONE)
    for line in decided:
        _decide(line, None if choice == NEW else line.cells["candidates"][0])
    lines.bulk_update(decided, DECIDED, batch_size=BATCH)
    settle(imported, by=by)


def _decide(line: ImportLine, target: int | None) -> None:
    line.effect = ImportLine.Effect.CREATED if target is None else ImportLine.Effect.CHANGED
    line.target, line.reasons = target, []
    line.cells |= {"match": "decided"}

"""Undoing an import of actions: what it created goes, what it changed is as before, save what was touched."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.touched import changed_later, written_since
from fanal.core.text.french import agrees, counted
from fanal.steering.actions.imports import columns_of, values_of
from fanal.steering.actions.plan import renumber_version
from fanal.steering.actions.version import locked_version
from fanal.steering.models import Objective, ProjectAction, ProjectAxis, ProjectVersion
from fanal.steering.policies import project as policies

MOVED = "_moved"  # to move a row is no writing
IN_FORCE = "La version où ce tableau a été importé n’est plus en préparation : ses textes ne changent plus."


@dataclass(frozen=True)
class UndoneActions:
    """How many actions went, are as before, stay because somebody touched them; and texts that stay so."""

    removed: int
    restored: int
    kept: int
    texts: list[str]

    @property
    def sentence(self) -> str:
        done = (
            f"L’import est annulé : {counted(self.removed, 'action retirée', 'actions retirées')}, "
            f"{counted(self.restored, 'remise comme avant', 'remises comme avant')}."
        )
        if self.kept:
            left = agrees(self.kept, "laissée", "laissées")
            done += f" {counted(self.kept, 'action touchée')} depuis : {left} en place."
        if self.texts:
            names = ", ".join(f"« {text} »" for text in self.texts)
            done += f" {agrees(len(self.texts), 'Réécrit', 'Réécrits')} depuis, donc toujours là : {names}."
        return done


@transaction.atomic
def undo_import(imported: Import, *, now: datetime, by: Actor) -> UndoneActions:
    """Take back what an import wrote, but for the actions that no longer say what it wrote."""
    versions = ProjectVersion.objects.for_school(imported.school_id)
    version = versions.filter(pk=imported.creations.get("version")).first()
    if version is not None:
        version = locked_version(version)
    imported = Import.objects.for_school(imported.school_id).locked(imported.pk)
    require(policies.undo_import, by, imported)
    if version is None or not version.is_draft:
        raise RuleBroken(IN_FORCE)
    lines = ImportLine.objects.for_school(imported.school_id).filter(
        imported=imported, effect__in=("created", "changed")
    )
    actions = ProjectAction.objects.for_school(imported.school_id)
    rows = {row.pk: row for row in actions.filter(pk__in=lines.values("target"))}
    today = timezone.localdate(now)
    removed, restored, kept = 0, 0, 0
    touched = written_since(imported, rows.values(), but=MOVED) | changed_later(imported, rows)
    for line in lines:
        action = rows.get(line.target) if line.target else None
        if action is None or action.pk in touched or not _says(action, line):
            kept += action is not None
        elif line.effect == ImportLine.Effect.CREATED:
            action.delete()
            removed += 1
        else:
            actions.filter(pk=action.pk).update(**columns_of(dict(line.before or {}), today))
            restored += 1
    texts = _remove_empty(imported)
    renumber_version(version)
    imported.undone_at = now
    imported.save(update_fields=["undone_at"])
    done = UndoneActions(removed, restored, kept, texts)
    journal.noted(
        imported, by=by, verb="steering.import_undone", removed=removed, restored=restored, kept=kept
    )
    return done


def _says(action: ProjectAction, line: ImportLine) -> bool:
    """Whether the action still says what the import wrote."""
    values = values_of(action)
    written = {name: value for name, value in (line.after or {}).items() if name in values}
    return all(values[name] == value for name, value in written.items())


def _remove_empty(imported: Import) -> list[str]:
    """Take empty objectives and axes of the import away; the names of those that were written since."""
    school, made = imported.school_id, imported.creations
    objectives = Objective.objects.for_school(school).filter(pk__in=made.get("objectives", []))
    axes = ProjectAxis.objects.for_school(school).filter(pk__in=made.get("axes", []))
    names = list[str]()
    for emptied in (objectives.filter(actions__isnull=True), axes.filter(objectives__isnull=True)):
        rows = list(emptied)
        rewritten = written_since(imported, rows, but=MOVED)
        names += [str(row) for row in rows if row.pk in rewritten]
        emptied.exclude(pk__in=rewritten).delete()
    return names

"""Importing last year's table of actions into the version in preparation: read, plan, apply, undo.

The root of the lines is what was shown: applying another plan than the one shown is refused.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import double_column_problems, match_columns
from fanal.core.imports.forbidden_columns import chosen_codes
from fanal.core.imports.heading import below_title
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.planned import Planned, root_of
from fanal.core.imports.staging import (
    counts_of,
    deposit,
    locked_import,
    remembered_columns,
    staged_lines,
    write_plan,
)
from fanal.core.sheets import Table
from fanal.core.text.words import fold
from fanal.steering.actions.plan import hold_draft
from fanal.steering.models import Objective, ProjectAction, ProjectAxis, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.rules.action import ActionState
from fanal.steering.rules.action_line import (
    FIELDS,
    LABELS,
    ExistingAction,
    PlanRoom,
    key_of,
    plan_lines,
    read_lines,
)

KIND, MOST_LINES = "project actions", 500
COLUMNS_FIRST = "Vérifiez d’abord les colonnes."
NO_DRAFT = "Aucune version n’est en préparation : préparez-en une, puis importez le tableau dedans."
CHANGED_MEANWHILE = (
    "Le projet a changé depuis cet aperçu : rien n’a été importé. Regardez le nouvel aperçu, puis importez."
)
DATES = ("starts_on", "ends_on", "done_on")
WRITTEN = (
    "kind",
    "disciplines",
    "owner",
    "owner_words",
    *DATES,
    "budget_cents",
    "payer",
    "state",
    "progress",
)


@transaction.atomic
def deposit_actions(school: School, table: Table, *, name: str, now: datetime, by: Actor) -> Import:
    """Keep the lines of a table; its columns are matched by their headers and by earlier choices."""
    require(policies.import_actions, by, None)
    _draft(school.pk)
    remembered = remembered_columns(school, KIND)

    def match(headers: Sequence[str]) -> list[str]:
        return match_columns(headers, FIELDS, remembered)

    table, skipped = below_title(table, match, sentences="title")
    made = deposit(
        school,
        KIND,
        table,
        name=name,
        columns=match(table.headers),
        person_id=by.person_id,
        now=now,
        holds_people=False,
        most=MOST_LINES,
    )
    made.skipped = skipped
    made.save(update_fields=["skipped"])
    return made


def _draft(school_id: int) -> ProjectVersion:
    version = ProjectVersion.objects.for_school(school_id).drafts().first()
    if version is None:
        raise RuleBroken(NO_DRAFT)
    return version


@transaction.atomic
def choose_columns(imported: Import, columns: Sequence[str], *, by: Actor) -> Import:
    """Say which field each column fills, and plan the effect of every line."""
    require(policies.import_actions, by, None)
    imported = locked_import(imported)
    imported.columns = chosen_codes(columns, imported.headers, LABELS)
    reasons = double_column_problems(imported.columns, LABELS)
    if missing := [LABELS[code] for code in ("axis", "objective", "title") if code not in imported.columns]:
        reasons.append(f"Indiquez la colonne {', '.join(f'« {label} »' for label in missing)}.")
    if reasons:
        raise RuleBroken(reasons)
    write_plan(imported, _plan(imported, hold_draft(_draft(imported.school_id), by)))
    return imported


def _plan(imported: Import, version: ProjectVersion) -> list[Planned]:
    columns = [(rank, code) for rank, code in enumerate(imported.columns) if code]
    cells = (
        (line, {code: row[rank] for rank, code in columns if rank < len(row)})
        for line, row in staged_lines(imported)
    )
    existing, room = dict[Any, ExistingAction](), PlanRoom()
    for axis in version.axes.all():
        room.axes.add(fold(axis.title))
    for objective in Objective.objects.for_school(version.school_id).filter(axis__version=version).in_order():
        room.objectives.setdefault(fold(objective.axis.title), set()).add(fold(objective.title))
    for action in ProjectAction.objects.for_school(version.school_id).of_version(version.pk).in_order():
        key = key_of(action.objective.axis.title, action.objective.title, action.title)
        existing[key] = ExistingAction(action.pk, values_of(action))
        room.actions[key[:2]] = room.actions.get(key[:2], 0) + 1
    return plan_lines(read_lines(cells, _people(version.school_id)), existing, room)


def values_of(action: ProjectAction) -> dict[str, Any]:
    """What a line may change of an action, as JSON can."""
    values = {name: getattr(action, name) for name in WRITTEN if name != "owner"}
    days = {name: values[name].isoformat() if values[name] else None for name in DATES}
    return {**values, **days, "owner": action.owner_id}


def _people(school_id: int) -> dict[str, int]:
    """The staff by « prénom nom » and « nom prénom »; two of one name are nobody."""
    names: dict[str, set[int]] = {}
    for person in Person.objects.for_school(school_id).present():
        for name in (
            f"{person.given_name} {person.family_name}",
            f"{person.family_name} {person.given_name}",
            f"{person.civility} {person.family_name}",
        ):
            names.setdefault(fold(name.strip()), set()).add(person.pk)
    return {name: pks.pop() for name, pks in names.items() if len(pks) == 1}


@transaction.atomic
def apply_import(imported: Import, *, shown_root: str, today: date, now: datetime, by: Actor) -> bool:
    """Do what was shown, all or nothing. False when the plan had to be made anew: nothing is written then."""
    require(policies.import_actions, by, None)
    version = hold_draft(_draft(imported.school_id), by)
    imported = locked_import(imported)
    if imported.stage != Import.Stage.PLANNED:
        raise RuleBroken(COLUMNS_FIRST)
    planned = _plan(imported, version)
    if root_of(planned) != shown_root or imported.root != shown_root:
        write_plan(imported, planned)
        return False
    imported.creations = {"version": version.pk, **_write(imported, version, today)}
    imported.stage, imported.applied_at = Import.Stage.APPLIED, now
    imported.save(update_fields=["stage", "applied_at", "creations"])
    journal.noted(imported, by=by, verb="steering.import_applied", **counts_of(imported))
    return True


def _write(imported: Import, version: ProjectVersion, today: date) -> dict[str, list[int]]:
    """Write the lines; the keys of the axes and objectives that had to be made first."""
    school = {"school_id": version.school_id}
    axes = {fold(axis.title): axis for axis in version.axes.all()}
    rows = Objective.objects.for_school(version.school_id).filter(axis__version=version).in_order()
    objectives = {(fold(row.axis.title), fold(row.title)): row for row in rows}
    made: dict[str, list[int]] = {"axes": [], "objectives": []}
    lines = ImportLine.objects.for_school(version.school_id).filter(imported=imported).order_by("line")
    for line in lines.filter(effect__in=("created", "changed")):
        values = dict(line.after or {})
        if line.effect == ImportLine.Effect.CHANGED:
            ProjectAction.objects.for_school(version.school_id).filter(pk__in=[line.target]).update(
                **columns_of(values, today)
            )
            continue
        axis_title, title = values.pop("axis"), values.pop("objective")
        axis = axes.get(fold(axis_title))
        if axis is None:
            rank = version.axes.count() + 1
            axis = ProjectAxis.objects.create(version=version, rank=rank, title=axis_title, **school)
            axes[fold(axis_title)] = axis
            made["axes"].append(axis.pk)
        key = fold(axis_title), fold(title)
        if key not in objectives:
            rank = axis.objectives.count() + 1
            objectives[key] = Objective.objects.create(axis=axis, rank=rank, title=title, **school)
            made["objectives"].append(objectives[key].pk)
        action = ProjectAction.objects.create(
            objective=objectives[key], **columns_of({"state": "planned", **values}, today), **school
        )
        ImportLine.objects.for_school(version.school_id).filter(pk=line.pk).update(target=action.pk)
    return made


def columns_of(values: dict[str, Any], today: date) -> dict[str, Any]:
    """What a line says, as columns: an action that is done was at its end or today, unless a day is given."""
    columns = {"owner_id" if name == "owner" else name: value for name, value in values.items()}
    for name in DATES:
        if columns.get(name):
            columns[name] = date.fromisoformat(columns[name])
    if "state" in columns and "done_on" not in columns:
        end = columns.get("ends_on") or today
        columns["done_on"] = min(end, today) if columns["state"] == ActionState.DONE else None
    return columns

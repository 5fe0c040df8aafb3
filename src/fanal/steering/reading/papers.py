"""The project as a paper and as a file: what each column and each block says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.frozen.papers import proof_of
from fanal.core.text.french import full_day
from fanal.core.text.money import euros
from fanal.equipment.reading.export import in_euros
from fanal.equipment.reading.owners import names_of
from fanal.steering.models import ProjectAction, ProjectOpinion
from fanal.steering.reading.outline import AxisOutline, ObjectiveOutline, Outline
from fanal.steering.rules.action import ActionState

PROJECT = Path(__file__).parents[1] / "documents" / "project.typ"
Column = tuple[str, Callable[[ProjectAction], Any]]


def action_columns(school: School, *, with_money: bool) -> tuple[Column, ...]:
    """What a file of the actions says; the import reads the same headers."""
    names = names_of(school)
    money: tuple[Column, ...] = (
        ("Budget, en euros", lambda row: in_euros(row.budget_cents)),
        ("Qui paie ?", lambda row: names[row.payer]),
    )
    return (
        ("Axe", lambda row: row.objective.axis.title),
        ("Objectif", lambda row: row.objective.title),
        ("Action", lambda row: row.title),
        ("Sorte d’action", lambda row: row.get_kind_display()),
        ("Disciplines", lambda row: row.disciplines_words),
        ("Qui en répond", lambda row: row.owner_label),
        ("Début", lambda row: row.starts_on),
        ("Fin prévue", lambda row: row.ends_on),
        *(money if with_money else ()),
        ("État", lambda row: row.get_state_display()),
        ("Un mot", lambda row: row.progress),
    )


def project_paper(
    outline: Outline, opinions: list[ProjectOpinion], school: School, today: date
) -> dict[str, Any]:
    """The data of `documents/project.typ`. Its budgets are those of the whole team: not for colleagues."""
    version, names = outline.version, names_of(school)
    return {
        "title": version.title,
        "proof": None if version.is_draft else proof_of("steering.version", version),
        "letterhead": letterhead_of(school),
        "today": full_day(today),
        "mark": f"{version.label} · {_state_words(outline)}",
        "period": f"Années scolaires {version.period}. {version.label}, {_state_words(outline).lower()}.",
        "introduction": version.introduction,
        "axes": [_axis(axis, names, today) for axis in outline.axes],
        "total": euros(outline.budget_cents) if outline.budget_cents else "",
        "despite_title": version.despite_words,
        "despite": "\n".join(filter(None, [version.adopted_despite, version.later_words])),
        "opinions_title": version.opinions_title,
        "opinions": [_opinion(opinion) for opinion in opinions],
        "signer": list(signer_words(head_of(school, today))),
    }


def _state_words(outline: Outline) -> str:
    version = outline.version
    since = f"depuis le {full_day(version.adopted_on)}" if version.adopted_on else ""
    return ", ".join(filter(None, [version.state_label, since]))


def _axis(row: AxisOutline, names: dict[str, str], today: date) -> dict[str, Any]:
    return {
        "title": f"Axe {row.axis.rank} : {row.axis.title}",
        "text": row.axis.text,
        "objectives": [_objective(objective, names, today) for objective in row.objectives],
    }


def _objective(row: ObjectiveOutline, names: dict[str, str], today: date) -> dict[str, Any]:
    return {
        "title": f"{row.objective.number} {row.objective.title}",
        "text": row.objective.text,
        "expected": row.objective.expected,
        "actions": [_action(action, names, today) for action in row.actions],
    }


def _action(action: ProjectAction, names: dict[str, str], today: date) -> list[str]:
    money = ""
    if action.budget_cents and action.state != ActionState.DROPPED:
        money = f"{euros(action.budget_cents)}, {names[action.payer]}"
    return [action.title, action.owner_label, days_words(action), money, action.state_on(today)[0]]


def days_words(action: ProjectAction) -> str:
    """« 01/09/2025 – 30/06/2026 »; one day alone says which it is."""
    begin, end = (f"{day:%d/%m/%Y}" if day else "" for day in (action.starts_on, action.ends_on))
    if begin and end:
        return f"{begin} – {end}"
    return f"dès le {begin}" if begin else f"avant le {end}" if end else ""


def _opinion(opinion: ProjectOpinion) -> list[str]:
    return [
        str(opinion),
        full_day(opinion.given_on),
        ", ".join(filter(None, [opinion.get_outcome_display(), opinion.votes_words])),
        opinion.remark,
    ]

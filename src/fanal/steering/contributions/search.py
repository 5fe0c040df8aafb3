"""Objectives and actions of the project, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.steering.models import Objective, ProjectAction


def _objectives(member: Member, typed: str) -> list[Hit]:
    rows = Objective.objects.visible_to(member).in_force().select_related("axis").order_by("title")
    return [
        Hit(row.title, row.axis.title, address("steering:objective_page", member.school.uai, row.pk))
        for row in find(rows, typed, *rows.searched)
    ]


def _actions(member: Member, typed: str) -> list[Hit]:
    rows = ProjectAction.objects.visible_to(member).in_force().select_related("objective").order_by("title")
    return [
        Hit(
            row.title,
            row.objective.title,
            address("steering:objective_page", member.school.uai, row.objective_id),
        )
        for row in find(rows, typed, *rows.searched)
    ]


register(SEARCH, "steering.objectives")(SearchSource("Objectifs du projet", "flag", _objectives))
register(SEARCH, "steering.actions")(SearchSource("Actions du projet", "list-check", _actions))

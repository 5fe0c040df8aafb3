"""Objectives and actions of the project, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, register
from fanal.core.search import Hit, SearchSource, find
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


register(SEARCH, 40)(SearchSource("Objectifs du projet", "flag", _objectives))
register(SEARCH, 41)(SearchSource("Actions du projet", "list-check", _actions))

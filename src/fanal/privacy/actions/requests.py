"""Requests of people about their data: noted when they come, extended once with a reason, answered."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules import requests

SERIES = "rights request"


@transaction.atomic
def write_request(
    school: School, rights_request: RightsRequest | None, values: Mapping[str, Any], *, today: date, by: Actor
) -> RightsRequest:
    """Note a request (`rights_request` is None) or what became of it; `values` are the fields of the form."""
    if rights_request is not None:
        rights_request = RightsRequest.objects.for_school(school).locked(rights_request.pk)
    require(policies.handle_rights, by, rights_request)
    if rights_request is None:
        made = RightsRequest(school=school, number=next_number(school.pk, SERIES))
        for name, value in journal.differences(made, values).items():
            setattr(made, name, value)
        _check(made, today)
        made.save(force_insert=True)
        journal.created(made, by=by, verb="privacy.rights_asked")
        return made
    check = partial(_check, rights_request, today)
    journal.write_changes(rights_request, values, by=by, verb="privacy.rights_changed", check=check)
    return rights_request


def _check(rights_request: RightsRequest, today: date) -> None:
    if reasons := requests.refusals(rights_request.facts, today):
        raise RuleBroken(reasons)

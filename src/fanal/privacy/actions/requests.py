"""Requests of people about their data: noted when they come, extended once with a reason, answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.numbers import next_number
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules import requests

SERIES = "rights request"


@transaction.atomic
def write_request(
    school: School, asked: RightsRequest | None, values: Mapping[str, Any], *, today: date, by: Actor
) -> RightsRequest:
    """Note a request (`asked` is None) or what became of it; `values` are the fields of the form."""
    if asked is not None:
        asked = RightsRequest.objects.for_school(school).locked(asked.pk)
    require(policies.handle_rights, by, asked)
    if asked is None:
        asked = RightsRequest(school=school, number=next_number(school.pk, SERIES))
        _set(asked, values, today)
        asked.save(force_insert=True)
        journal.created(asked, by=by, verb="privacy.rights_asked")
        return asked
    with journal.change(asked, by=by, verb="privacy.rights_changed"):
        _set(asked, values, today)
        asked.save(update_fields=[*values])
    return asked


def _set(asked: RightsRequest, values: Mapping[str, Any], today: date) -> None:
    for name, value in values.items():
        setattr(asked, name, value.strip() if isinstance(value, str) else value)
    if reasons := requests.refusals(asked.asked, today):
        raise RuleBroken(reasons)

"""A request filed in the wrong place, on the wrong machine or under the wrong kind is put right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.forms.stale import refuse_stale
from fanal.helpdesk.actions.requests import locked
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules.codes import OF_SERVICES

CORRECTED = ("room_id", "equipment_id", "kind", "service_id")


@transaction.atomic
def correct_request(
    request: HelpRequest, values: Mapping[str, Any], *, now: datetime, by: Actor, seen: str = ""
) -> HelpRequest:
    """Correct its `room`, `equipment` and `kind`; the thread says what was there before.

    A request that is no longer about a service leaves it. `seen`: the version that the page showed.
    """
    request = locked(request)
    require(policies.correct_request, by, request)
    service = request.service if values["kind"] in OF_SERVICES else None
    if not (new := journal.differences(request, {**values, "service": service})):
        return request
    refuse_stale(request, CORRECTED, seen)
    before = _words_of(request)
    journal.write_changes(request, new, by=by, verb="helpdesk.corrected")
    after = _words_of(request)
    # No author: a correction is no answer to whoever asked.
    Message.objects.create(
        school_id=request.school_id,
        help_request=request,
        author_name=by.name,
        written_at=now,
        text="\n".join(
            f"{name} : {after[name]}, au lieu de {before[name]}."
            for name in after
            if after[name] != before[name]
        ),
    )
    return request


def _words_of(request: HelpRequest) -> dict[str, str]:
    return {
        "Lieu": str(request.room or "aucun"),
        "Équipement": str(request.equipment or "aucun"),
        "Sorte": request.get_kind_display(),
        "Service": str(request.service or "aucun"),
    }

"""« Mes données »: one file of what each app keeps about whoever asks, in this school."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import NotAllowed
from fanal.core.people.own_data import resolved
from fanal.core.registry import PERSONAL_DATA, registered

NOT_OF_THE_SCHOOL = "Vous n’êtes pas du personnel de cet établissement : il ne garde pas de fiche sur vous."


@require_safe
def own_data(request: SchoolRequest, uai: str) -> HttpResponse:
    """Machine-readable, as article 20 of the RGPD asks; each part is made by the app that keeps it."""
    if request.member.person is None:
        raise NotAllowed(NOT_OF_THE_SCHOOL)
    content = {
        "établissement": request.member.school.name,
        "établi le": request.today,
        **resolved(
            {name: rows for tell in registered(PERSONAL_DATA) for name, rows in tell(request.member).items()}
        ),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="mes-donnees-{uai}.json"'
    return answer

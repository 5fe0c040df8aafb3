"""The school of an address that asks for no account: a closed one is as absent as one that never was."""

from django.http import HttpRequest
from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.http.answers import get_or_404
from fanal.core.tenancy import enter_schools


def enter_open_school(request: HttpRequest, uai: str) -> School:
    """The school of this number, with its authority, if it is open today: its rows, its hours from now on."""
    school: School = get_or_404(School.objects.open_on(request.today).select_related("authority"), uai=uai)
    enter_schools(school.pk)
    timezone.activate(school.zone_info)
    return school

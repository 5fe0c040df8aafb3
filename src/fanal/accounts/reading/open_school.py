"""The school of an address that asks for no account: a closed one is as absent as one that never was."""

from django.http import HttpRequest

from fanal.accounts.models import School
from fanal.core.http import get_or_404


def open_school_or_404(request: HttpRequest, uai: str) -> School:
    """The school of this number, with its authority, if it is open today; nothing of it is in scope yet."""
    school: School = get_or_404(School.objects.open_on(request.today).select_related("authority"), uai=uai)
    return school

"""The online services of the measured school: the usual ones, their acts to prepare, a review."""

from datetime import date, timedelta

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.core.tenancy import scope
from fanal.online_services.actions.register import add_usual_services
from fanal.online_services.rules.catalogue import USUAL
from fanal.service_security.actions.reviews import open_review
from fanal.service_security.models import AccessReview


def fill(school_id: int) -> int:
    """The number of the review; made once for a data set."""
    school, today = School.objects.get(pk=school_id), timezone.localdate()
    with scope(school):
        if made := AccessReview.objects.for_school(school).first():
            return made.number
        return _made(school, today)


def _made(school: School, today: date) -> int:
    lead = Person.objects.for_school(school).order_by("pk")[0]
    add_usual_services(school, [service.code for service in USUAL], today=today, by=system(System.SETUP))
    by = actor_of(lead, Role.DIGITAL_LEAD, Delegated.SERVICES)
    return open_review(school, "Rentrée", today + timedelta(days=14), today=today, by=by).number

"""The pages that ask for no account know an open school alone."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import RequestFactory

from fanal.accounts.models import School
from fanal.accounts.reading.open_school import enter_open_school
from fanal.core.clock.testing import today


def test_a_closed_school_is_as_absent_as_one_that_never_was(school):
    request = RequestFactory().get("/")
    request.today = today()
    assert enter_open_school(request, school.uai) == school
    School.objects.filter(pk=school.pk).update(open_until=today() - timedelta(days=1))
    for uai in (school.uai, "9999999Z"):
        with pytest.raises(Http404):
            enter_open_school(request, uai)

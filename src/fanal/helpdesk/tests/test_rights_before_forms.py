"""Whoever may not press a button is told so first, and not what is wrong in its form.

December § 7, N9: « 422 before 403 on `demandes/N/confier` and its like ».
"""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import member_of
from fanal.core.tenancy import scope
from fanal.helpdesk.tests.factories import HelpRequestFactory

OF_THE_DESK = ("request_entrust", "request_hold", "time_note", "request_kin")


@pytest.mark.parametrize("name", OF_THE_DESK)
def test_a_teacher_is_refused_before_the_form_is_read(school, name):
    with scope(school):
        teacher, lead = member_of(school, Role.TEACHER), member_of(school, Role.DIGITAL_LEAD)
        request = HelpRequestFactory(school=school, requester=teacher.person)
    page = reverse(f"helpdesk:{name}", args=[school.uai, request.number])
    refused = signed_in(teacher).post(page, {})
    assert refused.status_code == 403
    assert "n’est pas prévu pour vous" in refused.text
    assert signed_in(lead).post(page, {}).status_code == 422

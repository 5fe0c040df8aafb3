"""What a technician meets on the pages of a school."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.tenancy import scope
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def technician(school):
    user = User.objects.create(email="tech@dep.invalid", password="!")
    partner = PartnerMembership.objects.create(
        user=user,
        name="Paul Durand",
        role=Role.TECHNICIAN,
        authority=school.authority,
        valid_from=date(2020, 9, 1),
    )
    return signed_in(partner)


def test_saying_that_it_is_done_leads_to_a_page_that_exists(client_of, technician, school):
    with scope(school):
        help_request = HelpRequestFactory(school=school)
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.post(reverse("helpdesk:request_transmit", args=[school.uai, help_request.number]))
    answer = technician.post(reverse("helpdesk:transmission_done", args=[school.uai, help_request.number]))
    assert answer.url == reverse("helpdesk:request_list", args=[school.uai])
    assert "c’est noté" in technician.get(answer.url).text
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "solved"

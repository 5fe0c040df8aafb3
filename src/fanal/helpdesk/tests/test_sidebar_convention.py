"""On a request: who repairs, who pays and who decides, for the team and not for whoever asked."""

from django.urls import reverse

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.core.tenancy import scope
from fanal.equipment.actions import convention as actions
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory


def test_a_request_says_who_repairs_to_the_team_alone(client_of, school):
    bursar, teacher = client_of(school, Role.BURSAR), client_of(school, Role.TEACHER)
    with scope(school):
        actions.start_convention(school, by=system(System.SETUP))
        help_request = HelpRequestFactory(
            school=school, equipment=EquipmentFactory(school=school, owner="school")
        )
    address = reverse("helpdesk:request_page", args=[school.uai, help_request.number])
    page = bursar.get(address).text
    assert page.count("Qui répare, qui paie, qui décide") == 1  # December § 4.2: it stood there twice
    assert "Demander un devis au fournisseur." in page
    assert "Qui répare" not in teacher.get(address).text
    with scope(school):
        HelpRequest.objects.for_school(school).update(equipment=None)
    assert "Qui répare" not in bursar.get(address).text

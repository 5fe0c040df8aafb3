"""The list of requests keeps to the school year that its address names."""

from datetime import UTC, datetime

from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.year.rules.years import year_of


def test_a_chosen_year_hides_the_others(client_of, school):
    client = client_of(school, Role.DIGITAL_LEAD)
    last = year_of(today()).previous
    with scope(school):
        HelpRequestFactory(school=school, text="Panne de cette année")
        HelpRequestFactory(
            school=school, text="Panne de l’an passé", asked_at=datetime(last.first, 9, 1, 1, tzinfo=UTC)
        )
    address = reverse("helpdesk:request_list", args=[school.uai])
    every = client.get(address, {"vue": "toutes"}).content.decode()
    chosen = client.get(address, {"vue": "toutes", "annee": str(last)}).content.decode()
    assert "Panne de cette année" in every
    assert "Panne de l’an passé" in every
    assert "Panne de cette année" not in chosen
    assert "Panne de l’an passé" in chosen
    assert f"Vous regardez l’année {last}" in chosen
    assert f"annee={last}" in chosen  # the tabs keep it

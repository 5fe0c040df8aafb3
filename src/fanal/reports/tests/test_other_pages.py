"""The pages of the mission that tell of a year lead to what the board was given for it."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.reports.tests.conftest import begun, frozen, url

pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


def test_needs_and_hand_over_lead_to_the_frozen_report(lead, school, boss, lived, client_of):
    """Issue: « Transmission » and the needs sheet use the report in place of what stood for it."""
    with scope(school):
        report, _ = frozen(school, boss, title="Le numérique en chiffres")
        begun(school, boss, title="Un brouillon")
    page = url(school, "report_page", report.pk)
    needs = lead.get(reverse("shares:needs", args=[school.uai]) + "?annee=2026-2027").text
    assert page in needs
    assert "Un brouillon" not in needs
    assert page not in lead.get(reverse("shares:needs", args=[school.uai]) + "?annee=2025-2026").text
    handed = lead.get(reverse("handover:handover", args=[school.uai])).text
    assert page in handed
    assert "tient lieu de bilan" not in handed
    assert report.board_on == date(2026, 12, 15)
    reader = client_of(school, Role.TEACHER)
    answer = reader.get(reverse("shares:needs", args=[school.uai]))
    assert page not in answer.text

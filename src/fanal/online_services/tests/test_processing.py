"""A service is never without its sheet in the register: begun with it, shared by those of its kind."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService
from fanal.privacy.models import Processing, ProcessingVersion
from fanal.privacy.reading.register import links_of

pytestmark = pytest.mark.django_db


def sheets(school):
    with scope(school):
        rows = OnlineService.objects.for_school(school).order_by("name")
        return {service.name: service.processing and service.processing.name for service in rows}


def test_usual_services_begin_the_sheets_of_their_kind(lead, school):
    chosen = {"usual": ["ent", "educonnect", "messagerie"]}
    lead.post(reverse("online_services:service_usual", args=[school.uai]), chosen)
    names = sheets(school)
    assert names["ENT"] == "Espace numérique de travail (ENT)"
    assert names["ÉduConnect"] == "Comptes d’accès des élèves et des responsables (ÉduConnect)"
    assert names["Messagerie académique"] == "Messagerie académique"
    page = lead.get(reverse("online_services:service_list", args=[school.uai])).text
    assert "Fiche à compléter" in page


def test_a_service_of_before_gets_its_sheet_in_one_gesture(lead, school):
    with scope(school):
        made = OnlineService.objects.create(school=school, name="Pronote", kind="school_life")
    page = reverse("online_services:service_page", args=[school.uai, made.pk])
    assert "Commencer sa fiche" in lead.get(page).text
    for _ in range(2):
        answer = lead.post(reverse("online_services:service_processing", args=[school.uai, made.pk]))
        assert answer.url == reverse("privacy:processing_page", args=[school.uai, 1])
    assert "Commencer sa fiche" not in lead.get(page).text
    with scope(school):
        assert Processing.objects.for_school(school).count() == 1


def test_a_teacher_begins_no_sheet(client_of, school):
    with scope(school):
        made = OnlineService.objects.create(school=school, name="Pronote")
    answer = client_of(school, Role.TEACHER).post(
        reverse("online_services:service_processing", args=[school.uai, made.pk])
    )
    assert answer.status_code == 403


def test_the_printed_register_names_the_services_of_each_sheet(lead, school):
    lead.post(reverse("online_services:service_usual", args=[school.uai]), {"usual": ["ent", "pronote"]})
    with scope(school):
        links = links_of(school)
        sheet = OnlineService.objects.for_school(school).get(name="ENT").processing_id
        Processing.objects.for_school(school).filter(pk=sheet).update(state="kept", version=1)
        ProcessingVersion.objects.create(
            school=school,
            processing_id=sheet,
            number=1,
            content={"name": "ENT", "sheet": []},
            validated_at=timezone.now(),
        )
    assert links[sheet] == [["Services en ligne", ["ENT"]]]
    answer = lead.get(reverse("privacy:register_file", args=[school.uai]))
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")

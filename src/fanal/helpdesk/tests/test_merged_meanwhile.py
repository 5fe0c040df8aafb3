"""Somebody asks for help with a machine in the second when its record goes into another."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.merge import merge_equipment, seal_of_records
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.actions import requests
from fanal.helpdesk.models import HelpRequest

LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))


@pytest.fixture
def here(transactional_db):
    return SchoolFactory()


def test_the_form_says_that_the_machine_is_no_more(here, client_of, monkeypatch):
    """PostgreSQL finds it when the request is committed: it is read again, and no more a choice."""
    browser = client_of(here, Role.TEACHER)
    with scope(here):
        kept, gone = EquipmentFactory.create_batch(2, school=here)
        seal = seal_of_records(kept, gone)

    def merge():
        now = timezone.now()
        try:
            with scope(here):
                merge_equipment(kept, gone, (), seal=seal, today=now.date(), now=now, by=LEAD)
        finally:
            connection.close()

    def while_it_is_written(*_given, **_more):
        monkeypatch.undo()
        with ThreadPoolExecutor(1) as people:
            people.submit(merge).result()

    monkeypatch.setattr(requests, "await_end", while_it_is_written)
    sent = {"text": "Il reste noir", "kind": "other", "guessed": "other", "urgency": "annoying"}
    sent |= {"room": gone.room_id, "equipment": gone.pk}
    answer = browser.post(reverse("helpdesk:request_ask", args=[here.uai]), sent)
    assert answer.status_code == 422
    with scope(here):
        assert list(Equipment.objects.for_school(here)) == [kept]
        assert not HelpRequest.objects.for_school(here).exists()
    assert "Ce choix" in words_of(answer.text)

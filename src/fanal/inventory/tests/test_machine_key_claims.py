"""A new secret for a machine already known waits for a person; a bound one does not pose as another."""

import zlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.inventory.actions import machine_key
from fanal.inventory.models import MachineKey
from fanal.inventory.tests.machines import enrolled
from fanal.inventory.tests.reports import SERIAL, UUID, send, xml_inventory

BARE = {"device": "nue-2026-09-01-08-00-00", "serial": "", "uuid": "", "mac": "", "name": "NUE"}


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def url(school, name, *args):
    return reverse(f"inventory:{name}", args=[school.uai, *args])


def waiting(school):
    with scope(school):
        return MachineKey.objects.for_school(school).filter(claims__isnull=False).get()


@pytest.fixture
def claim(client, school, address):
    """The path of a new secret that reported a machine already known."""
    send(client, address, xml_inventory())
    path = enrolled(client, address)
    assert send(client, path, xml_inventory(name="VOLEE")).status_code == 200
    return path


@pytest.mark.parametrize("fields", [{}, {"device": "tout-neuf-2026-11-01"}])
def test_a_new_secret_does_not_take_over_a_known_machine(client, school, address, machines_of, fields):
    send(client, address, xml_inventory())
    path = enrolled(client, address)
    for _ in range(2):
        assert send(client, path, xml_inventory(name="VOLEE", **fields)).status_code == 200
    assert send(client, address, xml_inventory()).status_code == 200
    (machine,) = machines_of(school)
    assert machine.name == "SALLE204-P01"
    with scope(school):
        assert machine_key.key_of(machine) is None
        verbs = list(JournalEntry.objects.for_school(school).values_list("verb", flat=True))
    assert verbs.count("equipment.machine_key_to_check") == 1


def test_a_secret_that_waits_speaks_for_no_other_machine(client, school, claim, machines_of):
    assert send(client, claim, xml_inventory(serial="5CG9999ZZZ", uuid="")).status_code == 403
    assert len(machines_of(school)) == 1


def test_a_person_says_that_it_is_this_machine(client, lead, school, address, claim, machines_of):
    assert "SALLE204-P01" in lead.get(url(school, "machine_list")).text
    assert "C’est bien cette machine" in lead.get(url(school, "machine_page", 1)).text
    key = waiting(school)
    assert lead.post(url(school, "key_confirm", 1), {"key": key.pk}).status_code == 302
    assert send(client, claim, xml_inventory(name="NOUVEAU-NOM")).status_code == 200
    assert send(client, address, xml_inventory()).status_code == 403
    assert machines_of(school)[0].name == "NOUVEAU-NOM"
    assert lead.post(url(school, "key_confirm", 1), {"key": key.pk}).status_code == 422


def test_a_person_says_that_it_is_not_this_machine(client, lead, school, address, claim):
    assert lead.post(url(school, "key_refuse", 1), {"key": waiting(school).pk}).status_code == 302
    assert send(client, claim, xml_inventory()).status_code == 401
    assert send(client, address, xml_inventory()).status_code == 200
    assert lead.post(url(school, "key_refuse", 1), {"key": "x"}).status_code == 422


def test_a_technician_does_not_decide(client_of, school, claim):
    technician = client_of(school, Role.TECHNICIAN)
    for name in ("key_confirm", "key_refuse"):
        assert technician.post(url(school, name, 1), {"key": waiting(school).pk}).status_code == 403
    assert "C’est bien cette machine" not in technician.get(url(school, "machine_page", 1)).text


def test_enrolling_is_counted(client, address, monkeypatch):
    monkeypatch.setattr(machine_key, "ENROLLED_AN_HOUR", 2)
    enrolled(client, address)
    enrolled(client, address)
    answer = client.post(address + "inscrire")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"


def test_old_unused_secrets_make_place(client, school, address, claim, monkeypatch):
    monkeypatch.setattr(machine_key, "MOST_WAITING", 3)
    old = [enrolled(client, address) for _ in range(2)]
    assert client.post(address + "inscrire").status_code == 429
    with scope(school):
        MachineKey.objects.for_school(school).update(made_at=timezone.now() - timedelta(days=2))
    enrolled(client, address)
    assert client.get(old[0]).status_code == 401
    assert [client.get(path).status_code for path in (old[1], claim)] == [200, 200]


@pytest.mark.parametrize(
    "fields",
    [{"serial": SERIAL}, {"uuid": UUID}, {"device": "salle204-p01-2026-09-01-08-00-00"}],
)
def test_an_enrolled_machine_does_not_pose_as_another(client, school, address, machines_of, fields):
    path = enrolled(client, address)
    assert send(client, path, xml_inventory(**BARE)).status_code == 200
    send(client, address, xml_inventory())
    refused = send(client, path, xml_inventory(**{**BARE, "name": "POSEUSE"} | fields))
    assert refused.status_code == 403
    assert "une autre machine" in zlib.decompress(refused.content).decode()
    assert [machine.name for machine in machines_of(school)] == ["NUE", "SALLE204-P01"]
    assert send(client, path, xml_inventory(**{**BARE, "serial": "5CG7777NEW"})).status_code == 200


def test_a_doubt_is_kept_once(client, school, address, machines_of):
    """Two machines already answer to the same identity: the report does not add one each time."""
    send(client, address, xml_inventory())
    send(client, address, xml_inventory(**BARE))
    real, poser = machines_of(school)
    with scope(school):
        for name in ("serial", "uuid", "device_id"):
            setattr(poser, name, getattr(real, name))
        poser.macs = real.macs
        poser.save()
    for _ in range(3):
        assert send(client, address, xml_inventory()).status_code == 200
    assert len(machines_of(school)) == 3

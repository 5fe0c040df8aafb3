"""A secret a machine: enrolled with the school's, it speaks for itself alone, and is taken back."""

import subprocess
import zlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.inventory.actions import machine_key
from fanal.inventory.actions.access import renew_access
from fanal.inventory.models import MachineKey
from fanal.inventory.privacy import KEYS
from fanal.inventory.reading.access import access_of
from fanal.inventory.tests.machines import address_of, enrolled
from fanal.inventory.tests.programs import program
from fanal.inventory.tests.reports import json_inventory, prolog, send, xml_inventory

OTHER = {
    "device": "autre-2026-09-01-08-00-00",
    "serial": "5CG9999ZZZ",
    "uuid": "",
    "mac": "",
    "name": "AUTRE",
}


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def url(school, name, *args):
    return reverse(f"inventory:{name}", args=[school.uai, *args])


def test_an_enrolled_machine_is_no_longer_heard_without_its_own_secret(client, school, address, machines_of):
    """verified.md § 7, S14: one secret for the whole school, where P12 says one per agent."""
    mine = enrolled(client, address)
    assert mine != address
    assert send(client, mine, prolog()).status_code == 200
    assert send(client, mine, xml_inventory()).status_code == 200
    assert send(client, mine, xml_inventory()).status_code == 200
    refused = send(client, address, xml_inventory(name="RENOMMEE"))
    assert refused.status_code == 403
    assert "a sa propre adresse" in zlib.decompress(refused.content).decode()
    (machine,) = machines_of(school)
    assert machine.name == "SALLE204-P01"
    with scope(school):
        verbs = JournalEntry.objects.for_school(school).values_list("verb", flat=True)
        assert "equipment.machine_enrolled" in verbs


def test_a_secret_speaks_for_its_machine_alone(client, school, address, machines_of):
    mine = enrolled(client, address)
    send(client, mine, xml_inventory())
    assert send(client, mine, xml_inventory(**OTHER)).status_code == 403
    assert len(machines_of(school)) == 1
    send(client, address, xml_inventory(**OTHER))
    assert len(machines_of(school)) == 2


def test_a_new_secret_does_not_replace_that_of_a_machine(client, address, school, machines_of):
    """Whoever knows the school's address cannot take a machine's place by enrolling again."""
    send(client, enrolled(client, address), xml_inventory())
    assert send(client, enrolled(client, address), xml_inventory(name="VOLEE")).status_code == 403
    assert machines_of(school)[0].name == "SALLE204-P01"


def test_a_reinstalled_agent_keeps_its_machine_by_its_secret(client, address, school, machines_of):
    mine = enrolled(client, address)
    send(client, mine, xml_inventory())
    again = xml_inventory(device="tout-neuf-2026-11-01", name="NOUVEAU-NOM")
    assert send(client, mine, again).status_code == 200
    (machine,) = machines_of(school)
    assert machine.name == "NOUVEAU-NOM"


def test_a_renewed_address_takes_back_what_was_enrolled_and_has_not_reported(client, address, school):
    mine, waiting = enrolled(client, address), enrolled(client, address)
    send(client, mine, xml_inventory())
    with scope(school):
        renew_access(access_of(school), now=timezone.now(), by=system(System.SETUP))
    assert send(client, waiting, xml_inventory(**OTHER)).status_code == 401
    assert send(client, mine, xml_inventory()).status_code == 200


def test_a_secret_does_not_enrol_others(client, address):
    mine = enrolled(client, address)
    assert client.post(mine + "inscrire").status_code == 403
    assert client.post(address.replace(address[-8:-1], "x" * 7) + "inscrire").status_code == 401


def test_a_secret_is_given_shown_and_taken_back_on_the_page_of_its_machine(client, lead, school, address):
    send(client, address, xml_inventory())
    lead.post(url(school, "key_give", 1))
    page = lead.get(url(school, "machine_page", 1)).text
    with scope(school):
        mine = machine_key.key_url(MachineKey.objects.for_school(school).get(), school.uai)
    assert mine in page
    path = "/e/" + mine.split("/e/", 1)[1]
    assert send(client, path, xml_inventory()).status_code == 200
    assert send(client, address, xml_inventory()).status_code == 403
    assert lead.post(url(school, "key_give", 1)).status_code == 422
    lead.post(url(school, "key_take_back", 1))
    assert send(client, path, xml_inventory()).status_code == 401
    assert send(client, address, xml_inventory()).status_code == 200
    assert lead.post(url(school, "key_take_back", 1)).status_code == 422


def test_a_technician_neither_sees_nor_gives_a_secret(client, technician, school, address):
    send(client, address, xml_inventory())
    assert "Son adresse" not in technician.get(url(school, "machine_page", 1)).text
    assert technician.post(url(school, "key_give", 1)).status_code == 403


def test_the_school_s_address_may_only_enrol(client, lead, school, address, machines_of):
    lead.post(url(school, "agent_choice"), {"only_enrols": "on"})
    assert send(client, address, xml_inventory()).status_code == 403
    assert send(client, enrolled(client, address), xml_inventory()).status_code == 200
    assert len(machines_of(school)) == 1
    assert " checked" in lead.get(url(school, "agent_setup")).text


PRINTER = (
    "<REQUEST><CONTENT><DEVICE><INFO><TYPE>PRINTER</TYPE><SERIAL>VNC3X00777</SERIAL></INFO></DEVICE></CONTENT>"
    "<DEVICEID>foo</DEVICEID><QUERY>SNMPQUERY</QUERY></REQUEST>"
)


def test_only_a_machine_that_somebody_chose_reports_the_network(client, lead, school, address, machines_of):
    mine = enrolled(client, address)
    send(client, mine, xml_inventory())
    assert send(client, mine, PRINTER).status_code == 403
    lead.post(url(school, "key_scan", 1), {"scans": "oui"})
    assert send(client, mine, PRINTER).status_code == 200
    assert len(machines_of(school)) == 2


def test_a_secret_of_a_school_is_nothing_in_another(client, elsewhere, address):
    address_of(elsewhere)
    secret = enrolled(client, address).rstrip("/").rsplit("/", 1)[1]
    assert send(client, reverse("agents:report", args=[elsewhere.uai, secret]), prolog()).status_code == 401


def test_secrets_never_used_are_bounded_and_forgotten(client, school, address, monkeypatch):
    monkeypatch.setattr(machine_key, "MOST_WAITING", 2)
    enrolled(client, address)
    enrolled(client, address)
    assert client.post(address + "inscrire").status_code == 429
    with scope(school):
        assert KEYS.purge(school.pk, timezone.now() + timedelta(days=6)) == 0
        assert KEYS.purge(school.pk, timezone.now() + timedelta(days=8)) == 2


def test_the_json_of_an_enrolled_glpi_agent_is_heard(client, school, address, machines_of):
    mine = enrolled(client, address)
    for _ in range(2):
        assert send(client, mine, json_inventory()).status_code == 200
    assert len(machines_of(school)) == 1


def test_the_agent_of_debian_is_set_up_by_the_command_of_the_page(live_server, school, tmp_path, machines_of):
    """The address that the machine asks for goes into the agent's file; the real agent reports with it."""
    import requests

    live = live_server.url + address_of(school)
    given = requests.post(live + "inscrire", timeout=10).text
    conf = tmp_path / "agent.cfg"
    conf.write_text(f"server = {live_server.url}/e/{given.split('/e/', 1)[1]}\ntasks = inventory\n")
    command = [program("fusioninventory-agent"), f"--conf-file={conf}", "--force", "--logger", "stderr"]
    for _ in range(2):
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        assert "error" not in outcome.stderr.lower(), outcome.stderr
    (machine,) = machines_of(school)
    with scope(school):
        assert machine_key.key_of(machine) is not None
        assert access_of(school) is not None

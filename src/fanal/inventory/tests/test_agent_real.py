"""Real parts: Debian's FusionInventory agent in front of a running server, captures of real agents, and
two reports at the same second.
"""

import json
import shutil
import subprocess
import threading
import time
import zlib

import pytest
import requests
from django.db import connections

from fanal.core.tenancy import scope
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.inventory.models import Machine
from fanal.inventory.reading.machine import NOT_SENT
from fanal.inventory.tests.machines import address_of
from fanal.inventory.tests.reports import AGENT_ID, SENT_AS, prolog, send, xml_inventory

AGENT = shutil.which("fusioninventory-agent")
CAPTURES = SAMPLES / "glpi_inventory"
BOMB = zlib.compress(b"<" + b"a" * 60_000_000)


def all_of(school):
    with scope(school):
        return list(Machine.objects.for_school(school))


def test_the_agent_of_debian_reports_twice_and_is_one_machine(live_server, school):
    if AGENT is None:
        pytest.fail("Il manque l’agent d’inventaire : apt-get install fusioninventory-agent")
    url = live_server.url + address_of(school)
    command = [AGENT, "--server", url, "--force", "--tasks", "inventory", f"--no-category={NOT_SENT}"]
    for _ in range(2):
        outcome = subprocess.run(
            [*command, "--logger", "stderr"], capture_output=True, text=True, timeout=120, check=True
        )
        assert "error" not in outcome.stderr.lower(), outcome.stderr
    (machine,) = all_of(school)
    assert machine.agent.startswith("FusionInventory-Agent")
    assert machine.name
    assert machine.hardware["memory_mb"] > 0
    assert machine.softwares


def test_bombs_do_not_slow_other_requests(live_server, school):
    url = live_server.url + address_of(school)
    statuses: list[int] = []

    def post_bomb() -> int:
        return requests.post(url, BOMB, headers={"Content-Type": SENT_AS}, timeout=10).status_code

    def attack() -> None:
        statuses.extend(post_bomb() for _ in range(5))

    attackers = [threading.Thread(target=attack) for _ in range(3)]
    for attacker in attackers:
        attacker.start()
    slowest = 0.0
    for turn in range(10):
        started = time.perf_counter()
        answer = requests.post(url, prolog(f"agent-{turn}"), timeout=10)
        slowest = max(slowest, time.perf_counter() - started)
        assert answer.status_code == 200
    for attacker in attackers:
        attacker.join()
    assert statuses == [413] * 15
    assert slowest < 2


def test_two_first_reports_at_the_same_second_make_one_machine(live_server, school):
    url = live_server.url + address_of(school)
    bodies = [zlib.compress(xml_inventory(device=f"reinstalle-{rank}").encode()) for rank in range(4)]
    ready = threading.Barrier(len(bodies))

    def post(body: bytes) -> None:
        ready.wait()
        assert requests.post(url, body, headers={"Content-Type": SENT_AS}, timeout=20).status_code == 200

    threads = [threading.Thread(target=post, args=[body]) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connections.close_all()
    assert len(all_of(school)) == 1


@needs_samples
def test_the_captured_traffic_of_fusioninventory_is_understood(client, school, address):
    folder = CAPTURES / "fusioninventory_capture"
    first = client.post(address, (folder / "001_POST.wire.bin").read_bytes(), content_type=SENT_AS)
    assert b"SEND" in zlib.decompress(first.content)
    for _ in range(2):
        body = (folder / "002_POST_inventory_trimmed.xml").read_bytes()
        assert send(client, address, body).status_code == 200
    (machine,) = all_of(school)
    assert len(machine.programs) == 8


@needs_samples
def test_the_captured_traffic_of_glpi_agent_is_understood(client, school, address):
    folder = CAPTURES / "glpi_agent_capture"
    first = send(client, address, (folder / "01_first_contact_PROLOG.xml").read_bytes(), agent_id=AGENT_ID)
    assert json.loads(zlib.decompress(first.content))["status"] == "ok"
    names = ["02_CONTACT.json", "03_INVENTORY_trimmed.json", "04_INVENTORY_unchanged_partial.json"]
    for name in names:
        answer = send(client, address, (folder / name).read_bytes(), agent_id=AGENT_ID)
        assert json.loads(zlib.decompress(answer.content))["status"] == "ok", name
    (machine,) = all_of(school)
    assert len(machine.programs) == 8
    assert machine.hardware["os"]


@needs_samples
@pytest.mark.parametrize("name", ["inventory_format_computer_1.json", "inventory_format_computer_2.json"])
def test_the_examples_of_the_format_are_understood(client, school, address, name):
    assert send(client, address, (CAPTURES / name).read_bytes(), packed=False).status_code == 200
    assert len(all_of(school)) == 1

"""What a report makes of a machine: one machine, whatever is renamed, reinstalled or repeated."""

import json
import zlib
from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.inventory.actions import limits
from fanal.inventory.actions.limits import CALLS_AN_HOUR, CALLS_OF_A_SCHOOL
from fanal.inventory.models import AgentVisit
from fanal.inventory.tests.machines import address_of
from fanal.inventory.tests.reports import AGENT_ID, SERIAL, json_inventory, prolog, send, xml_inventory


def entries(school) -> int:
    with scope(school):
        return JournalEntry.objects.for_school(school).count()


def test_a_report_sent_twice_makes_one_machine_and_one_line_in_the_journal(
    client, school, address, machines_of
):
    for _ in range(2):
        assert send(client, address, xml_inventory()).status_code == 200
    (machine,) = machines_of(school)
    assert (machine.state, machine.serial, machine.name) == ("new", SERIAL, "SALLE204-P01")
    assert entries(school) == 2  # the address opened, the machine reported


def test_an_unchanged_report_costs_few_queries_and_changes_one_date(
    client, school, address, machines_of, count_queries
):
    send(client, address, xml_inventory())
    before = machines_of(school)[0]
    with count_queries() as queries:
        send(client, address, xml_inventory())
    # The test's own: a savepoint in place of the transaction, and the scope forgotten afterwards.
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]][:-1]
    assert len(statements) <= 7, "\n".join(sql[:150] for sql in statements)
    assert len([sql for sql in statements if sql.startswith("UPDATE")]) == 1
    after = machines_of(school)[0]
    assert after.last_seen > before.last_seen
    assert after.changed_at == before.changed_at


@pytest.mark.parametrize(
    "later",
    [
        pytest.param({"name": "AUTRE-NOM"}, id="renamed"),
        pytest.param({"device": "salle204-p01-2026-10-01-09-00-00"}, id="agent reinstalled"),
        pytest.param({"device": "autre-2026-10-01-09-00-00", "name": "AUTRE"}, id="both"),
        pytest.param({"mac": "00:1b:21:99:99:99"}, id="another network card"),
        pytest.param({"serial": "To be filled by O.E.M."}, id="the serial no longer told"),
        pytest.param({"serial": "", "device": "neuf-2026-11-01-08-00-00"}, id="known by its uuid"),
    ],
)
def test_the_same_machine_is_recognised(client, school, address, machines_of, later):
    send(client, address, xml_inventory())
    send(client, address, xml_inventory(**later))
    (machine,) = machines_of(school)
    assert machine.serial == SERIAL
    assert machine.name == later.get("name", "SALLE204-P01")


@pytest.mark.parametrize("serial", ["Default string", "System Serial Number", "", "0000000"])
def test_placeholders_never_bring_two_machines_together(client, school, address, machines_of, serial):
    send(client, address, xml_inventory(serial=serial, uuid="", mac="00:1b:21:00:00:01", device="a-1"))
    send(client, address, xml_inventory(serial=serial, uuid="", mac="00:1b:21:00:00:02", device="b-2"))
    assert len(machines_of(school)) == 2


def test_a_clone_waits_for_a_person_and_each_clone_keeps_its_own_row(client, school, address, machines_of):
    other = "4C4C4544-0099-9910-8052-B4C04F4E4399"
    for _ in range(2):
        send(client, address, xml_inventory())
        send(client, address, xml_inventory(uuid=other, device="clone-1", mac="00:1b:21:00:00:09"))
    first, second = machines_of(school)
    assert (first.state, second.state) == ("new", "to_check")
    assert any("UUID" in reason for reason in second.why)


def test_the_same_disk_in_two_machines_makes_two(client, school, address, machines_of):
    send(client, address, xml_inventory())
    send(client, address, xml_inventory(serial="AUTRE99X", uuid="", mac="00:1b:21:00:00:07"))
    assert [machine.serial for machine in machines_of(school)] == [SERIAL, "AUTRE99X"]


def test_the_same_serial_in_two_schools_stays_two_machines(client, school, elsewhere, address, machines_of):
    send(client, address, xml_inventory())
    send(client, address_of(elsewhere), xml_inventory(name="LÀ-BAS"))
    assert [machine.name for machine in machines_of(school)] == ["SALLE204-P01"]
    assert [machine.name for machine in machines_of(elsewhere)] == ["LÀ-BAS"]


def test_a_partial_report_erases_nothing(client, school, address, machines_of):
    send(client, address, json_inventory(), agent_id=AGENT_ID)
    before = machines_of(school)[0]
    send(client, address, json_inventory(partial=True), agent_id=AGENT_ID)
    (after,) = machines_of(school)
    kept = ("serial", "macs", "model", "maker", "hardware", "connected", "softwares")
    assert {name: getattr(after, name) for name in kept} == {name: getattr(before, name) for name in kept}
    assert after.softwares == "LibreOffice\t25.2\t"
    assert after.agent_id == AGENT_ID


def test_a_full_report_replaces_what_is_no_longer_there(client, school, address, machines_of):
    send(client, address, json_inventory())
    send(client, address, json_inventory(softwares=[], printers=[]))
    (machine,) = machines_of(school)
    assert (machine.softwares, machine.connected["printers"]) == ("", [])


def test_nothing_about_people_is_kept(client, school, address, machines_of):
    send(client, address, xml_inventory())
    with scope(school):
        rows = [JournalEntry.objects.values_list("payload", flat=True), machines_of(school)[0].__dict__]
        assert "secret" not in json.dumps([list(rows[0]), rows[1]], default=str)


def test_what_is_kept_is_bounded(client, school, address, machines_of):
    names = [{"name": f"{rank} " + "x" * 300, "version": "y" * 300} for rank in range(3000)]
    assert send(client, address, json_inventory(softwares=names), packed=False).status_code == 200
    (machine,) = machines_of(school)
    assert len(machine.programs) == 2000
    assert max(len(text) for row in machine.programs for text in row) <= 120


def test_past_sixty_calls_an_hour_an_agent_must_wait(client, school, address, machines_of):
    send(client, address, xml_inventory())
    with scope(school):
        AgentVisit.objects.for_school(school).update(calls=CALLS_AN_HOUR)
    for body in (xml_inventory(name="RENOMMÉE"), prolog()):
        answer = send(client, address, body)
        assert answer.status_code == 429
        assert 3500 < int(answer["Retry-After"]) <= 3602
    assert machines_of(school)[0].name == "SALLE204-P01"
    assert send(client, address, xml_inventory(device="autre-agent", serial="X9Y8Z7")).status_code == 200
    with scope(school):
        visit = AgentVisit.objects.for_school(school).order_by("pk").first()
        AgentVisit.objects.for_school(school).update(since=visit.since - timedelta(hours=2))
    assert send(client, address, prolog()).status_code == 200


def test_sixty_reports_in_a_row_are_taken_and_the_next_is_not(client, address):
    taken = [send(client, address, prolog()).status_code for _ in range(CALLS_AN_HOUR + 1)]
    assert taken == [200] * CALLS_AN_HOUR + [429]


def test_a_leaked_address_cannot_fill_the_list_for_ever(client, school, address, machines_of, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNKNOWN", 2)
    answers = [
        send(
            client, address, xml_inventory(device=f"d-{n}", serial=f"5CG77{n}X", uuid="", mac="")
        ).status_code
        for n in range(4)
    ]
    assert answers == [200, 200, 429, 429]
    assert len(machines_of(school)) == 2


def test_no_record_is_made_without_anybody(client, school, address):
    send(client, address, xml_inventory())
    with scope(school):
        assert not Equipment.objects.for_school(school).exists()


def test_an_address_that_leaks_is_bounded_whatever_the_agents_call_themselves(client, school, address):
    with scope(school):
        now = timezone.now()
        AgentVisit.objects.create(school=school, device_id="faux", since=now, calls=CALLS_OF_A_SCHOOL)
    answer = send(client, address, xml_inventory())
    assert answer.status_code == 429
    assert "20000 rapports par heure" in zlib.decompress(answer.content).decode()
    with scope(school):
        AgentVisit.objects.for_school(school).update(since=now - timedelta(minutes=61))
    assert send(client, address, xml_inventory()).status_code == 200

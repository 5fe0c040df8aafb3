"""What people see of machines and decide about them."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory
from fanal.inventory.actions.access import choose_for_new_machines
from fanal.inventory.actions.machine_key import key_of
from fanal.inventory.models import Difference
from fanal.inventory.reading.access import access_of
from fanal.inventory.reading.machine import described
from fanal.inventory.tests.reports import SERIAL, send, xml_inventory


def reverse_equipment(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


def url(name, school, *args):
    return reverse(f"inventory:{name}", args=[school.uai, *args])


def record(school, **values):
    with scope(school):
        return EquipmentFactory(school=school, **values)


def differences_of(school) -> dict[str, str]:
    with scope(school):
        return dict(Difference.objects.for_school(school).open().values_list("field", "reported"))


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.mark.parametrize("who", ["lead", "technician"])
def test_a_record_with_all_there_is_to_say_costs_twelve_questions(
    request, client, lead, school, address, count_queries, who
):
    """Its machine and what differs, a breakdown, and a long history of rooms, people and types."""
    equipment, browser = record(school, serial=SERIAL), request.getfixturevalue(who)
    with scope(school):
        holder, kind = lead.membership.person, EquipmentTypeFactory(school=school)
        rooms = RoomFactory.create_batch(6, school=school)
    send(client, address, xml_inventory())
    for room in rooms:
        lead.post(reverse_equipment("equipment_move", school, equipment.number), {"room": room.pk})
    form = {
        "name": "PC-1",
        "type": kind.pk,
        "owner": "authority",
        "payer": "authority",
        "is_pedagogical": "True",
    }
    form |= {"holder": holder.pk, "serial": SERIAL}
    assert lead.post(reverse_equipment("equipment_change", school, equipment.number), form).status_code == 302
    page = browser.get(reverse_equipment("equipment_page", school, equipment.number)).text
    assert "À vérifier" in page
    assert (str(rooms[4]) in page, str(kind) in page) == (True, True)
    assert ("Confié à" in page) == (who == "lead")
    with count_queries() as queries:
        browser.get(reverse_equipment("equipment_page", school, equipment.number))
    # Two savepoints and the end of the scope are the test's own.
    assert len(queries) - 3 <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in queries)


def test_a_machine_finds_the_record_of_its_serial_and_says_why(client, lead, school, address, machines_of):
    equipment = record(
        school, name="PC du bureau", serial=SERIAL.lower(), maker="HP Inc.", model="HP ProBook 450 G8"
    )
    send(client, address, xml_inventory())
    (machine,) = machines_of(school)
    assert (machine.state, machine.equipment) == ("matched", equipment)
    page = lead.get(url("machine_page", school, machine.number)).text
    assert f"même numéro de série que la fiche ({SERIAL})" in page
    assert differences_of(school) == {}


def test_a_record_added_later_is_found_by_the_next_report(client, school, address, machines_of):
    send(client, address, xml_inventory())
    equipment = record(school, name="PC du bureau", serial=SERIAL)
    send(client, address, xml_inventory())
    assert machines_of(school)[0].equipment == equipment


def test_two_machines_never_share_one_record(client, school, address, machines_of):
    record(school, serial=SERIAL)
    send(client, address, xml_inventory(device="a-1"))
    send(client, address, xml_inventory(device="b-2", uuid="4C4C4544-0099-9910-8052-B4C04F4E4399"))
    assert [machine.state for machine in machines_of(school)] == ["matched", "to_check"]


def test_a_new_machine_is_proposed_then_recorded_in_one_tap(client, lead, school, address, machines_of):
    send(client, address, xml_inventory())
    page = lead.get(url("machine_list", school)).text
    assert "SALLE204-P01" in page
    assert "Créer la fiche" in page
    lead.post(url("machine_record", school, 1))
    (machine,) = machines_of(school)
    made = machine.equipment
    assert (made.name, made.serial, made.maker, made.room) == ("SALLE204-P01", SERIAL, "HP", None)
    with scope(school):
        assert made.type.name == "Ordinateur portable"
    assert "SALLE204-P01" not in lead.get(url("machine_list", school)).text
    assert "SALLE204-P01" in lead.get(url("machine_list", school) + "?vue=toutes").text


def test_a_school_may_choose_to_record_new_machines_at_once(client, lead, school, address, machines_of):
    lead.post(url("agent_choice", school), {"creates_records": "on"})
    with scope(school):
        assert access_of(school).creates_records
    send(client, address, xml_inventory())
    (machine,) = machines_of(school)
    assert machine.state == "matched"
    assert "réglage de l’établissement" in machine.why[0]


def test_a_machine_is_attached_by_hand_to_a_namesake(client, lead, school, address, machines_of):
    equipment = record(school, name="salle204-p01", serial="")
    send(client, address, xml_inventory())
    assert "Rattacher à salle204-p01" in lead.get(url("machine_list", school)).text
    lead.post(url("machine_attach", school, 1), {"equipment": equipment.pk})
    assert machines_of(school)[0].equipment == equipment
    assert set(differences_of(school)) == {"maker", "model", "serial"}


def test_keeping_or_replacing_settles_a_difference_for_good(client, lead, school, address, machines_of):
    equipment = record(school, name="INFO-12", serial=SERIAL, maker="Dell", model="Latitude")
    send(client, address, xml_inventory())
    assert differences_of(school) == {"name": "SALLE204-P01", "maker": "HP", "model": "ProBook 450 G8"}
    page = lead.get(reverse_equipment("equipment_page", school, equipment.number)).text
    assert "Ce que la machine dit" in page
    assert "la fiche dit « Latitude », la machine dit « ProBook 450 G8 »" in page.replace("&nbsp;", " ")
    lead.post(url("difference_keep", school, 1), {"field": "name"})
    lead.post(url("difference_replace", school, 1), {"field": "model"})
    send(client, address, xml_inventory())
    assert differences_of(school) == {"maker": "HP"}
    with scope(school):
        equipment.refresh_from_db()
    assert (equipment.name, equipment.model) == ("INFO-12", "ProBook 450 G8")
    send(client, address, xml_inventory(name="SALLE204-P09"))
    assert set(differences_of(school)) == {"maker", "name"}
    lead.post(url("difference_replace", school, 1))
    assert differences_of(school) == {}


def test_correcting_the_record_by_hand_ends_the_difference(client, lead, school, address):
    equipment = record(school, name="PC du CDI", serial=SERIAL, maker="HP", model="EliteBook")
    send(client, address, xml_inventory())
    assert set(differences_of(school)) == {"model"}
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=equipment.pk).update(model="ProBook 450 G8")
    assert differences_of(school) == {}
    answer = lead.post(url("difference_replace", school, 1), {"field": "model"})
    assert answer.status_code == 422
    assert "plus rien à trancher" in answer.text


def test_an_ignored_machine_stays_ignored_when_it_reports(client, lead, school, address, machines_of):
    send(client, address, xml_inventory())
    lead.post(url("machine_ignore", school, 1))
    send(client, address, xml_inventory(name="RENOMMÉE"))
    (machine,) = machines_of(school)
    assert (machine.state, machine.name) == ("ignored", "RENOMMÉE")
    lead.post(url("machine_restore", school, 1))
    assert machines_of(school)[0].state == "new"


def test_a_machine_detached_by_somebody_is_not_attached_again_by_itself(
    client, lead, school, address, machines_of
):
    record(school, serial=SERIAL)
    send(client, address, xml_inventory())
    lead.post(url("machine_detach", school, 1))
    send(client, address, xml_inventory(softwares=5))
    assert machines_of(school)[0].state == "to_check"


def test_what_a_machine_writes_is_shown_as_text(client, lead, school, address):
    nasty = "<script>alert(1)</script>'; DROP TABLE x; --"
    send(client, address, xml_inventory(name=nasty, model=nasty, maker=nasty, serial="<b>5CG</b>1"))
    for page in (url("machine_list", school), url("machine_page", school, 1)):
        text = lead.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "<B>5CG" not in text.upper()


def test_the_set_up_page_shows_the_address_again_with_commands(client, lead, school):
    assert "Créer l’adresse" in lead.get(url("agent_setup", school)).text
    lead.post(url("agent_open", school))
    page = lead.get(url("agent_setup", school)).text
    assert f"/e/{school.uai}/agent/" in page
    assert "--no-category=process,environment,local_user,local_group" in page
    assert "msiexec" in page
    lead.post(url("agent_renew", school))
    assert lead.get(url("agent_setup", school)).text != page
    with scope(school):
        journal = JournalEntry.objects.for_school(school)
        assert "equipment.agent_access_renewed" in journal.values_list("verb", flat=True)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_others_neither_see_the_address_nor_decide(client, client_of, school, address, role):
    send(client, address, xml_inventory())
    browser = client_of(school, role)
    assert browser.get(url("agent_setup", school)).status_code == 403
    assert browser.get(url("machine_list", school)).status_code == 404
    assert browser.post(url("machine_record", school, 1)).status_code == 404


def test_the_list_costs_the_same_for_1_and_20_machines(client, lead, school, address, count_queries):
    def fill(ranks):
        for rank in ranks:
            name, serial = f"INFO-{rank:02d}", f"5CG99{rank:03d}X"
            mac, uuid = f"00:1b:21:00:01:{rank:02x}", f"4C4C4544-00{rank:02d}-4710-8052-B4C04F4E43{rank:02d}"
            send(client, address, xml_inventory(device=name, name=name, serial=serial, mac=mac, uuid=uuid))
            record(school, name=name)

    fill(range(1))
    with count_queries() as one:
        lead.get(url("machine_list", school))
    fill(range(1, 20))
    with count_queries() as twenty:
        lead.get(url("machine_list", school))
    assert len(one) == len(twenty)
    # Three are the test's own: a savepoint, its release, the scope forgotten.
    assert len(twenty) - 3 <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in twenty)


def test_choosing_again_the_same_changes_nothing(school, address):
    from fanal.accounts.models.member import system
    from fanal.accounts.models.roles import System

    with scope(school):
        before = JournalEntry.objects.for_school(school).count()
        choose_for_new_machines(access_of(school), creates_records=False, by=system(System.SETUP))
        assert JournalEntry.objects.for_school(school).count() == before


def test_the_demonstration_has_machines_that_report(school, machines_of):
    """Verified in November 2026: neither a printer asked by SNMP nor an enrolled machine was shown."""
    from fanal.core.story import Story
    from fanal.inventory.story.machines import report

    with scope(school):
        records = [
            EquipmentFactory(
                school=school, name=f"INFO1-{n:02d}", serial=f"DE2{n}XYZ", maker="Lenovo", model="M"
            )
            for n in range(1, 9)
        ]
        copier = EquipmentFactory(
            school=school, name="COP-1", serial="PR25123456", maker="Kyocera", model="TASKalfa"
        )
    report(Story(today(), school=school, equipment=[*records, copier]))
    states = [machine.state for machine in machines_of(school)]
    assert (states.count("matched"), states.count("new"), states.count("to_check")) == (9, 1, 1)
    assert set(differences_of(school)) == {"model"}
    by_name = {machine.name: machine for machine in machines_of(school)}
    facts = dict(described(by_name["COP-1"]))
    assert facts["Pages imprimées"] == "184\u202f213"
    assert "18" in facts["Consommables"]
    with scope(school):
        assert by_name["COP-1"].equipment == copier
        assert key_of(by_name["INFO1-02"]).scans_network

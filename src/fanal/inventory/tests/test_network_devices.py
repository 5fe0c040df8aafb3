"""Printers and switches, asked by SNMP: by Debian's real agent of a real SNMP responder, and by messages.

`snmpd` is a private instance on loopback that says what a printer or a switch would; it ends with its test.
"""

import json
import os
import subprocess
import time
from contextlib import contextmanager

import pytest

from fanal.accounts.models.roles import Role
from fanal.core.testing import free_port
from fanal.inventory.formats.messages import NetworkReport, parse
from fanal.inventory.reading.machine import described
from fanal.inventory.rules.chassis import usual_kind
from fanal.inventory.tests.machines import address_of
from fanal.inventory.tests.programs import program
from fanal.inventory.tests.reports import send

PRINTER = """sysName COPIEUR-CDI
sysLocation Collège > Bâtiment A > CDI
sysDescr HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD149
sysObjectID 1.3.6.1.4.1.11.2.3.9.1
override 1.3.6.1.2.1.25.3.2.1.3.1 octet_str "HP LaserJet Pro M404dn"
override 1.3.6.1.2.1.43.5.1.1.17.1 octet_str "VNC3X00123"
override 1.3.6.1.2.1.43.11.1.1.6.1.1 octet_str "Black Cartridge HP CF259A"
override 1.3.6.1.2.1.43.11.1.1.4.1.1 integer 3
override 1.3.6.1.2.1.43.11.1.1.5.1.1 integer 3
override 1.3.6.1.2.1.43.11.1.1.7.1.1 integer 19
override 1.3.6.1.2.1.43.11.1.1.8.1.1 integer 100
override 1.3.6.1.2.1.43.11.1.1.9.1.1 integer 42
override 1.3.6.1.2.1.43.10.2.1.4.1.1 counter 12345
override 1.3.6.1.2.1.43.12.1.1.4.1.1 octet_str "black"
"""
SWITCH = """sysName SW-BAT-A
sysLocation Local technique
sysDescr ProCurve J4900B Switch 2626, revision H.10.83
sysObjectID 1.3.6.1.4.1.11.2.3.7.11.45
override 1.3.6.1.2.1.47.1.1.1.1.11.1 octet_str "CN607ZX0KP"
override 1.3.6.1.2.1.47.1.1.1.1.5.1 integer 3
override 1.3.6.1.2.1.47.1.1.1.1.13.1 octet_str "J4900B"
"""


@contextmanager
def responding(folder, lines):
    """A private SNMP responder that says this; its port."""
    port = free_port()
    conf = folder / f"snmpd-{port}.conf"
    conf.write_text(f"agentaddress udp:127.0.0.1:{port}\nrocommunity essai 127.0.0.1\n{lines}")
    env = os.environ | {"SNMP_PERSISTENT_DIR": str(folder), "MIBS": ""}
    command = [program("snmpd"), "-f", "-Lo", "-C", "-c", str(conf), "-I", "-smux"]
    with (folder / "snmpd.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    time.sleep(1)
    assert process.poll() is None, (folder / "snmpd.log").read_text()
    try:
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def report_of(task, port, folder, *options):
    """What the agent's command says of that responder, as a file."""
    given = ["--port", str(port), "--community", "essai", "--timeout", "5", *options]
    command = [program(f"fusioninventory-{task}"), *given]
    outcome = subprocess.run(command, capture_output=True, timeout=120, check=True)
    file = folder / f"{task}-{port}.xml"
    file.write_bytes(outcome.stdout)
    return file


def injected(url, file):
    command = [program("fusioninventory-injector"), "--url", url, "--file", str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


def discovered(port, folder):
    return report_of("netdiscovery", port, folder, "--first", "127.0.0.1", "--last", "127.0.0.1")


def inventoried(port, folder, kind):
    return report_of("netinventory", port, folder, "--host", "127.0.0.1", "--type", kind)


def test_a_printer_that_the_agent_of_debian_asks_is_one_machine(live_server, school, tmp_path, machines_of):
    """verified.md § 1: computers were understood from real agents, printers and switches were not."""
    url = live_server.url + address_of(school)
    with responding(tmp_path, PRINTER) as port:
        first, whole = discovered(port, tmp_path), inventoried(port, tmp_path, "PRINTER")
    for file in (first, whole, first, whole):
        injected(url, file)
    (machine,) = machines_of(school)
    assert (machine.serial, machine.name) == ("VNC3X00123", "COPIEUR-CDI")
    assert (machine.maker, machine.model) == ("Hewlett-Packard", "HP LaserJet Pro M404dn")
    facts = dict(described(machine))
    assert facts["Pages imprimées"] == "12\u202f345"
    assert facts["Consommables"] == "toner noir 42\u202f%"
    assert facts["Emplacement annoncé"] == "Collège > Bâtiment A > CDI"
    assert "root" not in json.dumps([machine.hardware, machine.connected])


def test_the_files_that_a_scan_saves_are_reported_one_by_one(live_server, school, tmp_path, machines_of):
    """As the page of agents says; `--inventory` of the same command works on the usual port alone."""
    url, folder = live_server.url + address_of(school), tmp_path / "releve"
    folder.mkdir()
    with responding(tmp_path, PRINTER) as port:
        where = ("--first", "127.0.0.1", "--last", "127.0.0.1", "--save", str(folder))
        report_of("netdiscovery", port, tmp_path, *where)
    for file in folder.glob("net*/*.xml"):
        injected(url, file)
    (machine,) = machines_of(school)
    assert (machine.serial, machine.hardware["chassis"]) == ("VNC3X00123", "Printer")


def test_a_switch_that_the_agent_of_debian_asks_is_one_machine(live_server, school, tmp_path, machines_of):
    url = live_server.url + address_of(school)
    with responding(tmp_path, SWITCH) as port:
        injected(url, inventoried(port, tmp_path, "NETWORKING"))
    (machine,) = machines_of(school)
    assert (machine.serial, machine.name) == ("CN607ZX0KP", "SW-BAT-A")
    assert machine.hardware["chassis"] == "Network equipment"


def device(**fields):
    """A message of the agent about one device, without an SNMP responder."""
    info = {"TYPE": "PRINTER", "SERIAL": "VNC3X00777", "MAC": "00:1b:21:0a:0b:77", "NAME": "IMP-1"} | fields
    inside = "".join(f"<{tag}>{value}</{tag}>" for tag, value in info.items())
    pages = "<PAGECOUNTERS><TOTAL>90</TOTAL></PAGECOUNTERS><CARTRIDGES><TONERCYAN>7</TONERCYAN></CARTRIDGES>"
    return (
        f"<REQUEST><CONTENT><DEVICE><INFO>{inside}</INFO>{pages}</DEVICE></CONTENT>"
        "<DEVICEID>foo</DEVICEID><QUERY>SNMPQUERY</QUERY></REQUEST>"
    )


def test_a_discovery_after_an_inventory_erases_nothing(client, address, school, machines_of):
    send(client, address, device())
    discovery = (
        "<REQUEST><CONTENT><DEVICE><TYPE>PRINTER</TYPE><SERIAL>VNC3X00777</SERIAL><IP>10.0.0.9</IP>"
        "<SNMPHOSTNAME>IMP-1</SNMPHOSTNAME></DEVICE></CONTENT><DEVICEID>foo</DEVICEID>"
        "<QUERY>NETDISCOVERY</QUERY></REQUEST>"
    )
    assert send(client, address, discovery).status_code == 200
    (machine,) = machines_of(school)
    assert machine.connected["pages"] == 90
    assert machine.connected["networks"][0]["address"] == "10.0.0.9"
    assert machine.macs == ["00:1b:21:0a:0b:77"]


def test_a_record_made_of_a_printer_is_a_printer(client, address, school, machines_of, client_of):
    send(client, address, device())
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.post(f"/e/{school.uai}/equipements/machines/1/fiche/")
    (machine,) = machines_of(school)
    assert machine.equipment.serial == "VNC3X00777"
    assert "Imprimante, copieur" in lead.get(f"/e/{school.uai}/equipements/1/").text


def test_the_json_of_glpi_agent_is_understood_too(client, address, school, machines_of):
    message = {
        "action": "netinventory",
        "deviceid": "poste-1",
        "itemtype": "Printer",
        "content": {
            "network_device": {
                "type": "Printer",
                "serial": "X1Y2Z3W4",
                "name": "IMP-2",
                "mac": "00:1b:21:0a:0b:78",
                "manufacturer": "Brother",
                "model": "HL-L5100DN",
                "ips": ["10.0.0.12"],
                "contact": "Mme Secret",
            },
            "pagecounters": {"total": 4210},
            "cartridges": [{"tonerblack": "OK"}],
            "versionclient": "GLPI-Agent_v1.12",
        },
    }
    for _ in range(2):
        assert send(client, address, json.dumps(message)).status_code == 200
    (machine,) = machines_of(school)
    assert (machine.serial, machine.maker, machine.connected["pages"]) == ("X1Y2Z3W4", "Brother", 4210)
    assert "Secret" not in json.dumps([machine.hardware, machine.connected])


@pytest.mark.parametrize("kind", ["STORAGE", "POWER", "VIDEO", ""])
def test_what_is_no_printer_nor_switch_is_kept_too(client, address, school, machines_of, kind):
    """December § 4.6: a NAS, an inverter, a camera got 200 and were thrown away."""
    assert send(client, address, device(TYPE=kind)).status_code == 200
    (machine,) = machines_of(school)
    assert (machine.serial, machine.hardware["chassis"]) == ("VNC3X00777", "Other network device")
    assert usual_kind(machine.hardware["chassis"]).code == "other"


@pytest.mark.parametrize("system", ["Android 13", "android", "iPadOS 17.4"])
def test_an_android_tablet_is_no_desktop_computer(system):
    """December § 4.6 (again): its agent names no chassis, and the usual type was a desktop."""
    assert usual_kind("", system).code == "tablet"
    assert usual_kind("", "Windows 11").code == "desktop"


@pytest.mark.parametrize(
    ("hardware", "modules"),
    [
        ({"memory": 8192}, []),
        ({"memory": "8 GB"}, []),
        ({}, [{"capacity": 4096}, {"capacity": "4 GB"}]),
    ],
)
def test_the_memory_of_a_mac_is_read(hardware, modules):
    """December § 4.6 (again): macOS says « 8 GB », or its modules alone."""
    message = {"deviceid": "mac-1", "content": {"hardware": hardware, "memories": modules}}
    assert parse(json.dumps(message).encode()).facts.memory_mb == 8192


def test_a_computer_or_an_error_met_by_a_scan_makes_nothing(client, address, school, machines_of):
    for message in (
        device(TYPE="COMPUTER"),
        device(TYPE="", SERIAL=""),
        device(SERIAL="", MAC=""),
        "<REQUEST><CONTENT><AGENT><START>1</START></AGENT></CONTENT><DEVICEID>foo</DEVICEID>"
        "<QUERY>NETDISCOVERY</QUERY></REQUEST>",
        "<REQUEST><CONTENT><DEVICE><ERROR><MESSAGE>No response</MESSAGE></ERROR></DEVICE></CONTENT>"
        "<DEVICEID>foo</DEVICEID><QUERY>SNMPQUERY</QUERY></REQUEST>",
    ):
        assert send(client, address, message).status_code == 200
    assert machines_of(school) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"network_device": [], "pagecounters": 5, "cartridges": "x"},
        {"network_device": {"type": "Printer", "serial": {"x": 1}, "ips": 5, "mac": "00:1b:21:0a:0b:79"}},
        {
            "network_device": {"type": "Printer", "serial": "A" * 5000},
            "cartridges": [{"a": "b" * 9000}] * 900,
        },
        {
            "network_device": {"type": "Printer", "serial": "OK12X4\x00\ud800"},
            "pagecounters": {"total": 10**400},
        },
    ],
)
def test_odd_devices_are_kept_or_refused_but_never_break(client, address, school, odd, machines_of):
    message = {"action": "netinventory", "deviceid": "poste-1", "content": odd}
    answer = send(client, address, json.dumps(message), packed=False)
    assert answer.status_code in {200, 400}
    for machine in machines_of(school):
        assert len(json.dumps(machine.connected)) < 20_000


def test_a_message_of_a_thousand_devices_is_bounded():
    inside = "".join(
        f"<DEVICE><TYPE>PRINTER</TYPE><SERIAL>SN{rank:06d}</SERIAL></DEVICE>" for rank in range(1000)
    )
    report = parse(
        f"<REQUEST><CONTENT>{inside}</CONTENT><DEVICEID>foo</DEVICEID><QUERY>NETDISCOVERY</QUERY></REQUEST>".encode()
    )
    assert isinstance(report, NetworkReport)
    assert len(report.devices) == 50

import json

import pytest

from fanal.core.testing import working_less_than
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.inventory.formats.messages import Contact, MachineReport, Prolog, parse
from fanal.inventory.formats.programs import rows_of
from fanal.inventory.formats.wire import BadReport, decode

CAPTURES = SAMPLES / "glpi_inventory"
CANARY = "jean.dupont"

XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><CONTENT>
 <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>0750001U</KEYVALUE></ACCOUNTINFO>
 <BIOS><SMANUFACTURER>Exemple SA</SMANUFACTURER><SMODEL>Bureau 400</SMODEL><SSN>EX4007788</SSN></BIOS>
 <HARDWARE><NAME>PC-B12-01</NAME><MEMORY>8192</MEMORY><UUID>4C4C4544-0034-3010-8048-B6C04F503732</UUID>
  <CHASSIS_TYPE>Desktop</CHASSIS_TYPE><LASTLOGGEDUSER>{CANARY}</LASTLOGGEDUSER></HARDWARE>
 <OPERATINGSYSTEM><FULL_NAME>Debian GNU/Linux 13</FULL_NAME><VERSION>13.6</VERSION>
  <SSH_KEY>{CANARY}</SSH_KEY></OPERATINGSYSTEM>
 <CPUS><NAME>Processeur X</NAME><CORE>4</CORE></CPUS>
 <STORAGES><NAME>sda</NAME><MODEL>SSD 256</MODEL><SERIAL>S1234</SERIAL><DISKSIZE>256060</DISKSIZE></STORAGES>
 <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>3C:52:82:11:22:33</MACADDR>
  <IPADDRESS>10.0.0.5</IPADDRESS><VIRTUALDEV>0</VIRTUALDEV></NETWORKS>
 <NETWORKS><DESCRIPTION>docker0</DESCRIPTION><MACADDR>02:42:ac:11:00:02</MACADDR>
  <VIRTUALDEV>1</VIRTUALDEV></NETWORKS>
 <MONITORS><CAPTION>Écran 24</CAPTION><MANUFACTURER>Exemple</MANUFACTURER><SERIAL>M99</SERIAL></MONITORS>
 <PRINTERS><NAME>Copieur vie scolaire</NAME><DRIVER>PS</DRIVER></PRINTERS>
 <SOFTWARES><NAME>geogebra</NAME><VERSION>6.0</VERSION><PUBLISHER>GeoGebra</PUBLISHER></SOFTWARES>
 <SOFTWARES><NAME>geogebra</NAME><VERSION>6.0</VERSION><PUBLISHER>GeoGebra</PUBLISHER></SOFTWARES>
 <ENVS><KEY>USER</KEY><VAL>{CANARY}</VAL></ENVS>
 <PROCESSES><USER>{CANARY}</USER><CMD>firefox</CMD></PROCESSES>
 <LOCAL_USERS><LOGIN>{CANARY}</LOGIN></LOCAL_USERS>
 <LOCAL_GROUPS><MEMBER>{CANARY}</MEMBER></LOCAL_GROUPS>
 <USERS><LOGIN>{CANARY}</LOGIN></USERS>
 <VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT>
</CONTENT><DEVICEID>pc-2026-09-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"""


def inventory(body: bytes) -> MachineReport:
    message = parse(body)
    assert isinstance(message, MachineReport)
    return message


def native(content: dict[str, object], **said: object) -> bytes:
    return json.dumps(
        {"action": "inventory", "deviceid": "pc-1", "itemtype": "Computer", "content": content, **said}
    ).encode()


def test_an_xml_inventory_tells_the_machine() -> None:
    report = inventory(XML.encode())
    facts = report.facts
    assert (report.device_id, report.tag, report.is_partial, report.is_native) == (
        "pc-2026-09-01-08-00-00",
        "0750001U",
        False,
        False,
    )
    assert (facts.name, facts.maker, facts.model) == ("PC-B12-01", "Exemple SA", "Bureau 400")
    assert (facts.os, facts.os_version, facts.memory_mb) == ("Debian GNU/Linux 13", "13.6", 8192)
    assert (facts.cpu, facts.cores, facts.disks[0].size_mb) == ("Processeur X", 4, 256_060)
    assert facts.monitors[0].name == "Écran 24"
    assert facts.printers[0].name == "Copieur vie scolaire"
    assert report.agent == "FusionInventory-Agent_v2.6"


def test_a_machine_is_known_by_what_is_real() -> None:
    identity = inventory(XML.encode()).identity
    assert (identity.serial, identity.macs) == ("EX4007788", frozenset({"3c:52:82:11:22:33"}))


def test_a_program_told_twice_is_kept_once() -> None:
    assert len(rows_of(inventory(XML.encode()).facts.softwares)) == 1


def test_people_are_never_read() -> None:
    report = inventory(XML.encode())
    as_json = native(
        {
            "hardware": {"name": "PC", "lastloggeduser": CANARY, "datelastloggeduser": CANARY},
            "operatingsystem": {"full_name": "Debian", "ssh_key": CANARY},
            "envs": [{"key": "USER", "val": CANARY}],
            "processes": [{"user": CANARY, "cmd": CANARY}],
            "local_users": [{"login": CANARY}],
            "users": [{"login": CANARY}],
        }
    )
    assert CANARY not in repr(report)
    assert CANARY not in repr(inventory(as_json))
    assert {"envs", "processes", "local_users", "local_groups", "users"}.isdisjoint(report.sections)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", pytest.param("iso-8859-15", id="not UTF-8, as some agents do")],
)
def test_the_declared_encoding_is_not_trusted(encoding: str) -> None:
    assert inventory(XML.encode(encoding)).facts.monitors[0].name == "Écran 24"


def test_a_false_declaration_changes_nothing() -> None:
    body = XML.replace('encoding="UTF-8"', 'encoding="IBM037"').encode()
    assert inventory(body).facts.name == "PC-B12-01"


def test_a_partial_inventory_says_which_sections_it_gives() -> None:
    report = inventory(
        native({"hardware": {"name": "PC"}, "versionclient": "GLPI-Agent_v1.12"}, partial=True)
    )
    assert report.is_partial
    assert report.sections == frozenset({"hardware", "versionclient"})
    assert report.agent == "GLPI-Agent_v1.12"


def test_texts_and_lists_are_bounded_and_clean() -> None:
    names: list[dict[str, object]] = [{"name": f"p{n}"} for n in range(9_000)]
    report = inventory(
        native({"hardware": {"name": "A\x00\ud800B" * 900, "memory": "8e99"}, "softwares": names})
    )
    assert len(report.facts.name) == 255
    assert report.facts.name.isprintable()
    assert report.facts.memory_mb is None
    assert len(rows_of(report.facts.softwares)) == 2_000


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"<OTHER/>", 400, id="not a report"),
        pytest.param(b"<REQUEST><QUERY>PROLOG</QUERY></REQUEST>", 400, id="no device id"),
        pytest.param(
            b"<REQUEST><DEVICEID>a</DEVICEID><QUERY>SNMPQUERY</QUERY></REQUEST>", 400, id="empty network scan"
        ),
        pytest.param(
            b"<REQUEST><DEVICEID>a</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>", 400, id="no content"
        ),
        pytest.param(b'{"action":"deploy","deviceid":"a"}', 501, id="deployment"),
        pytest.param(b'{"action":"inventory","deviceid":"a","content":[]}', 400, id="content is no object"),
        pytest.param(b'{"action":"contact"}', 400, id="contact without device id"),
        pytest.param(b'{"action":', 400, id="cut JSON"),
    ],
)
def test_what_is_not_understood_is_refused(body: bytes, status: int) -> None:
    with pytest.raises(BadReport) as refused:
        parse(body)
    assert refused.value.status == status


def test_first_calls_are_understood() -> None:
    assert parse(b"<REQUEST><DEVICEID>a</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>") == Prolog("a")
    hello = {"action": "contact", "deviceid": "a", "name": "GLPI-Agent", "version": "1.12"}
    assert parse(json.dumps(hello | {"enabled-tasks": ["inventory", 7]}).encode()) == Contact(
        "a", "GLPI-Agent", "1.12", ("inventory", "7"), ""
    )


@needs_samples
class TestRealCaptures:
    def test_prologs(self) -> None:
        fusion, glpi = CAPTURES / "fusioninventory_capture", CAPTURES / "glpi_agent_capture"
        wire = decode((fusion / "001_POST.wire.bin").read_bytes(), "application/x-compress-zlib")
        assert parse(wire.body) == Prolog("vm-2026-11-24-22-29-52")
        first = (glpi / "01_first_contact_PROLOG.xml").read_bytes()
        assert parse(first) == Prolog("vm-2026-11-24-22-38-43")
        contact = parse((glpi / "02_CONTACT.json").read_bytes())
        assert isinstance(contact, Contact)
        assert (contact.enabled_tasks, contact.tag) == (("inventory",), "0561641E")

    @pytest.mark.parametrize(
        "name",
        [
            "fusioninventory_capture/002_POST_inventory_trimmed.xml",
            "glpi_agent_capture/03_INVENTORY_trimmed.json",
        ],
    )
    def test_inventories_of_a_virtual_machine(self, name: str) -> None:
        report = inventory((CAPTURES / name).read_bytes())
        assert (report.facts.name, report.facts.memory_mb) == ("vm", 24_105)
        assert report.facts.os.startswith("Debian GNU/Linux")
        assert len(rows_of(report.facts.softwares)) == 8
        assert report.identity.serial == ""
        assert report.identity.uuid
        assert "www-data" not in repr(report)

    def test_an_unchanged_machine_sends_a_partial_inventory(self) -> None:
        report = inventory((CAPTURES / "glpi_agent_capture/04_INVENTORY_unchanged_partial.json").read_bytes())
        assert report.is_partial
        assert "softwares" not in report.sections

    def test_public_examples(self) -> None:
        report = inventory((CAPTURES / "inventory_format_computer_1.json").read_bytes())
        assert (report.identity.serial, report.facts.maker) == ("640HP72", "Dell Inc.")
        assert report.facts.monitors
        assert report.facts.printers
        assert inventory((CAPTURES / "inventory_format_computer_2.json").read_bytes()).facts.name == "COMP1"


def test_a_program_with_signs_that_hide_or_break_lines_stays_one_line() -> None:
    names = ["a\tb\nc", "é\u200bœ€", "x" * 300, "", "\u00a0Suite\u00a0 bureautique "]
    as_xml = "".join(f"<SOFTWARES><NAME>{name}</NAME><VERSION>1</VERSION></SOFTWARES>" for name in names)
    rows = [{"name": name, "version": "1"} for name in names]
    for body in (XML.replace("</CONTENT>", f"{as_xml}</CONTENT>").encode(), native({"softwares": rows})):
        rows = rows_of(inventory(body).facts.softwares)[-5:]
        expected = ["a b c", "é œ€", "x" * 120, "", "Suite bureautique"]
        assert rows == [[name, "1", ""] for name in expected]


def test_a_large_inventory_is_read_in_good_time() -> None:
    softwares = "".join(
        f"<SOFTWARES><NAME>programme-{n}</NAME><VERSION>{n}.0</VERSION></SOFTWARES>" for n in range(1200)
    )
    body = XML.replace("</CONTENT>", f"{softwares}</CONTENT>").encode()
    with working_less_than(2):
        for _ in range(20):
            inventory(body)

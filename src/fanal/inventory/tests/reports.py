"""Reports of invented machines, as agents send them. No real machine, no real person."""

import json
import zlib
from typing import Any
from xml.sax.saxutils import escape

SENT_AS = "application/x-compress-zlib"
SERIAL, UUID, MAC = "5CG1234ABC", "4C4C4544-0043-4710-8052-B4C04F4E4331", "00:1b:21:0a:0b:0c"
AGENT_ID = "3f2b8c1e-5d54-4a86-9d2c-6f7a1b2c3d4e"


def xml_inventory(
    *,
    device: str = "salle204-p01-2026-09-01-08-00-00",
    name: str = "SALLE204-P01",
    serial: str = SERIAL,
    uuid: str = UUID,
    mac: str = MAC,
    model: str = "ProBook 450 G8",
    maker: str = "HP",
    softwares: int = 3,
) -> str:
    """An inventory of FusionInventory, with the sections that must never be kept."""
    said = {key: escape(value) for key, value in locals().items() if isinstance(value, str)}
    programs = "".join(
        f"<SOFTWARES><NAME>programme-{rank}</NAME><VERSION>1.{rank}</VERSION></SOFTWARES>"
        for rank in range(softwares)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><REQUEST><CONTENT>"
        f"<BIOS><SSN>{said['serial']}</SSN><SMODEL>{said['model']}</SMODEL>"
        f"<SMANUFACTURER>{said['maker']}</SMANUFACTURER></BIOS>"
        f"<HARDWARE><NAME>{said['name']}</NAME><UUID>{said['uuid']}</UUID><MEMORY>16384</MEMORY>"
        "<CHASSIS_TYPE>Notebook</CHASSIS_TYPE><LASTLOGGEDUSER>eleve.secret</LASTLOGGEDUSER></HARDWARE>"
        "<OPERATINGSYSTEM><FULL_NAME>Debian GNU/Linux 13</FULL_NAME><VERSION>13</VERSION></OPERATINGSYSTEM>"
        f"<NETWORKS><MACADDR>{said['mac']}</MACADDR><DESCRIPTION>eth0</DESCRIPTION></NETWORKS>"
        "<PROCESSES><CMD>processus.secret</CMD></PROCESSES><ENVS><KEY>variable.secret</KEY></ENVS>"
        "<LOCAL_USERS><LOGIN>compte.secret</LOGIN></LOCAL_USERS><USERS><LOGIN>eleve.secret</LOGIN></USERS>"
        f"{programs}<VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT></CONTENT>"
        f"<DEVICEID>{said['device']}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    )


def json_inventory(
    *, partial: bool = False, device: str = "cdi-03-2026-09-01-08-00-00", **content: Any
) -> str:
    """An inventory of GLPI Agent; `content` replaces or adds sections."""
    sections: dict[str, Any] = {
        "hardware": {"name": "CDI-03", "uuid": UUID},
        "versionclient": "GLPI-Agent_v1.12",
    }
    if not partial:
        sections |= {
            "bios": {"ssn": SERIAL, "smodel": "ThinkCentre M70q", "smanufacturer": "LENOVO"},
            "networks": [{"mac": MAC, "description": "eth0", "ipaddress": "10.1.2.3"}],
            "softwares": [{"name": "LibreOffice", "version": "25.2"}],
            "printers": [{"name": "Copieur salle des professeurs"}],
        }
    message: dict[str, Any] = {"action": "inventory", "deviceid": device, "itemtype": "Computer"}
    message["content"] = sections | content
    return json.dumps(message | ({"partial": True} if partial else {}))


def prolog(device: str = "salle204-p01-2026-09-01-08-00-00") -> str:
    return f"<REQUEST><DEVICEID>{device}</DEVICEID><QUERY>PROLOG</QUERY><TOKEN>1</TOKEN></REQUEST>"


def send(browser: Any, address: str, body: str | bytes, *, agent_id: str = "", packed: bool = True) -> Any:
    """Post it as an agent does."""
    raw = body.encode() if isinstance(body, str) else body
    headers = {"GLPI-Agent-ID": agent_id} if agent_id else {}
    kind = SENT_AS if packed else "application/xml"
    return browser.post(address, zlib.compress(raw) if packed else raw, content_type=kind, headers=headers)

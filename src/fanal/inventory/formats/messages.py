"""What does an agent want: to be known, to make contact, or to give its inventory?

Formats: FusionInventory XML (PROLOG, INVENTORY, NETDISCOVERY, SNMPQUERY) and GLPI Agent JSON (contact,
inventory, `partial`, netdiscovery, netinventory). Anything else is refused with a BadReport that carries its
HTTP status.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fanal.inventory.formats.facts import MachineFacts, facts_of, first, identity_of, text
from fanal.inventory.formats.markup import (
    Content,
    as_text,
    child_text,
    read_json,
    read_xml,
    sections_of_json,
    sections_of_xml,
)
from fanal.inventory.formats.network import (
    device_key,
    devices_of_xml,
    facts_of_device,
    identity_of_device,
    network_item_type,
)
from fanal.inventory.formats.programs import MAX_READ, programs_of_rows, programs_of_xml
from fanal.inventory.formats.wire import BadReport
from fanal.inventory.rules.matching import MachineIdentity

MAX_TASKS = 20
ITEM_TYPES = frozenset({"Computer", "Phone", "NetworkEquipment", "Printer", "Unmanaged"})


@dataclass(frozen=True)
class Prolog:
    """First call in XML: may I send? Also how GLPI Agent greets a server it does not know."""

    device_id: str


@dataclass(frozen=True)
class Contact:
    """First call in JSON: what the agent is and what it could do."""

    device_id: str
    agent: str
    version: str
    enabled_tasks: tuple[str, ...]
    tag: str


@dataclass(frozen=True)
class MachineReport:
    """What a machine says of itself. `sections`: those it gave; a partial report erases no other."""

    device_id: str
    identity: MachineIdentity
    facts: MachineFacts
    sections: frozenset[str]
    is_partial: bool
    item_type: str
    tag: str
    agent: str
    is_native: bool


@dataclass(frozen=True)
class NetworkReport:
    """What an agent found by SNMP: printers and network equipment, each as a machine of its own."""

    device_id: str
    devices: tuple[MachineReport, ...]
    is_native: bool


Message = Prolog | Contact | MachineReport | NetworkReport
QUERIES = {"PROLOG", "INVENTORY", "NETDISCOVERY", "SNMPQUERY", "NETINVENTORY"}
NETWORK_ACTIONS = {"netdiscovery", "netinventory"}
# What a full report of a network device says; a discovery says less, and erases nothing.
WHOLE = frozenset({"hardware", "bios", "networks", "network_device", "pagecounters", "cartridges"})
MET = frozenset({"hardware", "bios", "networks", "network_device"})


def _device_id(value: Any) -> str:
    device_id = text(value)
    if not device_id:
        raise BadReport("Le rapport ne donne pas l’identifiant de l’agent (deviceid).")
    return device_id


def _inventory(
    content: Content,
    softwares: str,
    *,
    device_id: str,
    is_partial: bool,
    item_type: str,
    tag: str,
    is_native: bool,
) -> MachineReport:
    facts = facts_of(content, softwares)
    return MachineReport(
        device_id=device_id,
        identity=identity_of(content, facts, device_id),
        facts=facts,
        sections=frozenset(content),
        is_partial=is_partial,
        item_type=item_type if item_type in ITEM_TYPES else "Computer",
        tag=tag,
        agent=text(first(content, "versionclient").get("")),
        is_native=is_native,
    )


def _tag_of(content: Content) -> str:
    pairs = {text(row.get("keyname")).upper(): row.get("keyvalue") for row in content.get("accountinfo", [])}
    return text(pairs.get("TAG"))


def _xml_message(body: str) -> Message:
    root = read_xml(body)
    if root.tag != "REQUEST":
        raise BadReport("Le XML reçu n’est pas un rapport d’agent (REQUEST).")
    query = text(child_text(root, "QUERY")).upper()
    if query not in QUERIES:
        raise BadReport(f"La demande « {query[:40]} » n’est pas prise en charge.", 501)
    device_id = _device_id(child_text(root, "DEVICEID"))
    if query == "PROLOG":
        return Prolog(device_id)
    element = root.find("CONTENT")
    if element is None:
        raise BadReport("L’inventaire est vide (CONTENT manque).")
    if query != "INVENTORY":
        return _network_report(device_id, devices_of_xml(element), is_native=False)
    content = sections_of_xml(element)
    return _inventory(
        content,
        programs_of_xml(root),
        device_id=device_id,
        is_partial=False,
        item_type="Computer",
        tag=_tag_of(content),
        is_native=False,
    )


def _network_report(device_id: str, devices: list[dict[str, Any]], *, is_native: bool) -> NetworkReport:
    """Only what can be told from another machine: no serial, no address at all is nothing to keep."""
    recognised = [device for device in devices if network_item_type(device) and device_key(device)]
    machines = tuple(_network_device(device, is_native) for device in recognised)
    # A command answers for all its devices under one name: each device is counted by itself.
    return NetworkReport(machines[0].device_id if machines else device_id, machines, is_native)


def _network_device(device: dict[str, Any], is_native: bool) -> MachineReport:
    facts, is_whole = facts_of_device(device), bool(device.get("is_whole"))
    return MachineReport(
        device_id=device_key(device),
        identity=identity_of_device(device, facts),
        facts=facts,
        sections=WHOLE if is_whole else MET,
        is_partial=not is_whole,
        item_type=network_item_type(device),
        tag="",
        agent="",
        is_native=is_native,
    )


def _contact(message: Mapping[str, Any]) -> Contact:
    tasks = message.get("enabled-tasks")
    named = [text(task, 40) for task in tasks[:MAX_TASKS]] if isinstance(tasks, list) else []
    return Contact(
        device_id=_device_id(message.get("deviceid")),
        agent=text(message.get("name")),
        version=text(message.get("version")),
        enabled_tasks=tuple(task for task in named if task),
        tag=text(message.get("tag")),
    )


def _json_message(body: str) -> Message:
    message = read_json(body)
    action = text(message.get("action", "inventory")).lower()
    if action == "contact":
        return _contact(message)
    if action in NETWORK_ACTIONS:
        inside = message.get("content")
        device = inside if isinstance(inside, dict) else {}
        is_whole = action == "netinventory"
        return _network_report(
            _device_id(message.get("deviceid")), [{**device, "is_whole": is_whole}], is_native=True
        )
    if action != "inventory":
        raise BadReport(f"La demande « {action[:40]} » n’est pas prise en charge.", 501)
    device_id, content = _device_id(message.get("deviceid")), message.get("content")
    if not isinstance(content, dict):
        raise BadReport("L’inventaire est vide (content manque).")
    sections = sections_of_json(content)
    return _inventory(
        sections,
        programs_of_rows(sections.get("softwares", [])[:MAX_READ], text),
        device_id=device_id,
        is_partial=message.get("partial") is True,
        item_type=text(message.get("itemtype")),
        tag=text(message.get("tag")),
        is_native=True,
    )


def parse(body: bytes) -> Message:
    """The message in a decompressed body; BadReport for anything that is not one."""
    readable = as_text(body)
    is_json = readable.lstrip(" \t\r\n\x00").startswith("{")
    return _json_message(readable) if is_json else _xml_message(readable)

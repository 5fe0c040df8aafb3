"""Which devices of the network does an agent tell of, that it asked by SNMP?

FusionInventory in XML (NETDISCOVERY, SNMPQUERY), GLPI Agent in JSON (`netdiscovery`, `netinventory`).
Computers that a scan meets speak for themselves. Printers and network equipment are known as such; whatever
else says what it is, or its serial (a NAS, an inverter, a camera), is kept as an « other »; an address alone
may be anybody's telephone, and is not kept. Bounds: 50 devices a message, 16 supplies and 16 addresses a
device. Contacts are people: they are never read.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from lxml import etree

from fanal.equipment.rules.serials import useful_mac, useful_serial
from fanal.inventory.formats.facts import MachineFacts, Network, Supply, number, text
from fanal.inventory.rules.matching import identity

MOST_DEVICES, MOST_SUPPLIES, MOST_ADDRESSES = 50, 16, 16
TYPES = {
    "PRINTER": "Printer",
    "NETWORKING": "NetworkEquipment",
    "NETWORKEQUIPMENT": "NetworkEquipment",
}
OTHER = "Unmanaged"  # GLPI's word for what an agent met and nobody manages yet
SPEAK_FOR_THEMSELVES = frozenset({"COMPUTER"})
CHASSIS = {
    "Printer": "Printer",
    "NetworkEquipment": "Network equipment",
    OTHER: "Other network device",
}

Device = Mapping[str, Any]


def devices_of_xml(content: etree._Element) -> list[dict[str, Any]]:
    """The devices of a message, each as the JSON format writes it, in lower case."""
    devices = []
    for device in content.findall("DEVICE")[:MOST_DEVICES]:
        info = device.find("INFO")
        row = _row(device if info is None else info)
        devices.append(
            {
                "network_device": row,
                "pagecounters": _row(device.find("PAGECOUNTERS")),
                "cartridges": [_row(device.find("CARTRIDGES"))],
                "is_whole": info is not None,
            }
        )
    return devices


def _row(element: etree._Element | None) -> dict[str, Any]:
    if element is None:
        return {}
    row: dict[str, Any] = {}
    for child in element:
        if isinstance(child.tag, str):
            inside = [item.text for item in islice(child, MOST_ADDRESSES) if isinstance(item.tag, str)]
            row[child.tag.lower()] = inside if len(child) else child.text
    return row


def network_item_type(device: Device) -> str:
    """« Printer », « NetworkEquipment », « Unmanaged »; empty for a computer, and for an address alone."""
    properties = _inside(device)
    kind = text(properties.get("type")).upper().replace(" ", "")
    if kind in SPEAK_FOR_THEMSELVES:
        return ""
    says_what_it_is = kind or useful_serial(text(properties.get("serial")))
    return TYPES.get(kind, OTHER if says_what_it_is else "")


def _inside(device: Device) -> Device:
    properties = device.get("network_device")
    return properties if isinstance(properties, Mapping) else {}


def device_key(device: Device) -> str:
    """What stands for its agent: its serial, else its network address, else its IP; empty without any."""
    properties = _inside(device)
    candidates = (
        useful_serial(text(properties.get("serial"))),
        useful_mac(text(properties.get("mac"))),
        next(iter(_addresses(properties)), ""),
    )
    key = next((value for value in candidates if value), "")
    return f"snmp {key}" if key else ""


def facts_of_device(device: Device) -> MachineFacts:
    """What it says of itself, in the terms of any machine."""
    properties = _inside(device)
    mac, addresses = text(properties.get("mac")), _addresses(properties)
    name = text(properties.get("name")) or text(properties.get("snmphostname"))
    return MachineFacts(
        name=name,
        maker=text(properties.get("manufacturer")),
        model=text(properties.get("model")),
        chassis=CHASSIS[network_item_type(device)],
        networks=tuple(Network("", mac, address, False) for address in addresses or [""]),
        place=text(properties.get("location")),
        pages=_pages(device.get("pagecounters")),
        supplies=tuple(_supplies(device.get("cartridges"))),
    )


def identity_of_device(device: Device, facts: MachineFacts) -> Any:
    """Its serial and its own address; the addresses of its ports are those of what is plugged in."""
    properties = _inside(device)
    return identity(
        serial=text(properties.get("serial")),
        macs=[text(properties.get("mac"))],
        device_id=device_key(device),
        name=facts.name,
    )


def _addresses(properties: Device) -> list[str]:
    ips = properties.get("ips")
    rows = ips if isinstance(ips, list) else []
    addresses = [text(properties.get("ip")), *map(text, rows[:MOST_ADDRESSES])]
    return [address for address in dict.fromkeys(addresses) if address and not address.startswith("127.")]


def _pages(counters: Any) -> int | None:
    return number(counters.get("total")) if isinstance(counters, Mapping) else None


def _supplies(cartridges: Any) -> Iterable[Supply]:
    """« TONERBLACK 42 » : a share left in percent; words (« OK », « WARNING ») as they are."""
    rows = cartridges if isinstance(cartridges, list) else [cartridges]
    for row in rows[:MOST_SUPPLIES]:
        if isinstance(row, Mapping):
            for name, left in list(row.items())[:MOST_SUPPLIES]:
                if text(left):
                    yield Supply(text(name, 40).lower(), text(left, 20))

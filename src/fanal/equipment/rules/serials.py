"""Does this serial number, UUID or MAC address really tell one machine from another?

Makers leave placeholders (« To be filled by O.E.M. »), and virtual or shared adapters repeat the
same address on every machine: such a value must never bring two machines together.
"""

import re

DUMMY_SERIALS = frozenset(
    {
        "TO BE FILLED BY O.E.M.",
        "TO BE FILLED BY OEM",
        "TO BE FILLED",
        "DEFAULT STRING",
        "DEFAULT",
        "SYSTEM SERIAL NUMBER",
        "CHASSIS SERIAL NUMBER",
        "BASE BOARD SERIAL NUMBER",
        "SERIAL NUMBER",
        "SYSTEM MANUFACTURER",
        "SYSTEM PRODUCT NAME",
        "SYSTEM VERSION",
        "SERIAL",
        "SERIALNUMBER",
        "NOT SPECIFIED",
        "NOT APPLICABLE",
        "NOT AVAILABLE",
        "NOT DEFINED",
        "NONE",
        "NULL",
        "N/A",
        "NA",
        "(NULL STRING)",
        "O.E.M.",
        "OEM",
        "INVALID",
        "UNKNOWN",
        "INCONNU",
        "AUCUN",
        "EMPTY",
        "EVAL",
        "SN-12345",
        "SN-1234567890",
        "SYS-1234567890",
        "SYS-9876543210",
        "ABCDEFGH",
        "IATPASS",
        "TBD",
    }
)
DUMMY_UUIDS = frozenset(
    {
        "03000200040005000006000700080009",
        "12345678123456789012345678901234",
        "12345678123456781234567812345678",
        "123456781234567890ABCDDEEFAABBCC",
        "FEFEFEFEFEFEFEFEFEFEFEFEFEFEFEFE",
        "NOTSETTABLE",
        "NOTPRESENT",
    }
)
SHARED_MACS = frozenset(
    {
        "00:05:9a:3c:7a:00",  # a VPN client's virtual adapter
        "00:09:0f:fe:00:01",  # another one
        "00:50:56:c0:00:01",  # host adapters of a virtualisation software
        "00:50:56:c0:00:08",
        "00:53:45:00:00:00",  # dial-up adapters of Windows
        "20:41:53:59:4e:ff",
        "33:50:6f:45:30:30",
        "44:45:53:54:42:00",
        "50:50:54:50:30:30",
    }
)
SHORTEST_SERIAL = 4
BETWEEN_SIGNS = str.maketrans("", "", " .-_/")  # a cleaned serial has no other space
ASCENDING = "01234567890123456789"


def clean(serial: str) -> str:
    """Upper case, single spaces, no invisible or control character."""
    if not serial.isprintable():
        serial = "".join(letter if letter.isprintable() else " " for letter in serial)
    return " ".join(serial.upper().split())


def joined_signs(cleaned: str) -> str:
    """Without what people put between the signs: « 5CG-12 34 » and « 5CG1234 » are one."""
    return cleaned.translate(BETWEEN_SIGNS)


def is_dummy(serial: str) -> bool:
    """Whether a cleaned serial tells nothing: empty, too short, a placeholder, one repeated sign."""
    signs = joined_signs(serial)
    if len(signs) < SHORTEST_SERIAL or len(set(signs)) == 1 or set(signs) <= {"0", "1"}:
        return True
    return serial in DUMMY_SERIALS or signs in ASCENDING or not any(map(str.isalnum, signs))


def useful_serial(serial: str) -> str:
    """The cleaned serial, or empty when it is a placeholder."""
    if not serial:
        return ""
    cleaned = clean(serial)
    return "" if is_dummy(cleaned) else cleaned


def _swapped(digits: str) -> str:
    """The same 16 bytes as older agents write them: first three fields byte by byte reversed."""
    head = (digits[0:8], digits[8:12], digits[12:16])
    return "".join("".join(reversed(re.findall("..", field))) for field in head) + digits[16:]


def useful_uuid(uuid: str) -> str:
    """One spelling for both byte orders of a UUID, without dashes; empty when it tells nothing."""
    digits = re.sub(r"[\s{}\-]", "", clean(uuid))
    if len(digits) < 16 or len(set(digits)) <= 2 or digits in DUMMY_UUIDS:
        return ""
    if re.fullmatch(r"[0-9A-F]{32}", digits) is None:
        return digits
    other = _swapped(digits)
    return "" if other in DUMMY_UUIDS else min(digits, other)


def useful_mac(mac: str) -> str:
    """« aa:bb:cc:dd:ee:ff », or empty for a virtual, shared, group or locally invented address."""
    digits = re.sub(r"[\s:.\-]", "", mac).lower()
    if re.fullmatch(r"[0-9a-f]{12}", digits) is None or len(set(digits)) == 1:
        return ""
    address = ":".join(re.findall("..", digits))
    # Bit 0: a group of machines; bit 1: invented by software (containers, random Wi-Fi addresses).
    return "" if int(digits[:2], 16) & 0b11 or address in SHARED_MACS else address

"""Which usual type of equipment is a machine, from the chassis it reports (SMBIOS names)?"""

from fanal.equipment.rules.kinds import DEFAULT_KINDS, DefaultKind

BY_CODE = {kind.code: kind for kind in DEFAULT_KINDS}
PORTABLE = frozenset({"laptop", "notebook", "portable", "sub notebook", "convertible", "detachable"})
TABLETS = frozenset({"tablet"})
NETWORK_DEVICES = {  # asked by SNMP
    "printer": "printer",
    "network equipment": "network",
    "other network device": "other",
}
ON_TABLETS = ("android", "ipados", "ios ")  # systems whose agents name no chassis
SERVERS = frozenset({"rack mount chassis", "main server chassis", "blade", "multi-system", "blade enclosure"})


def usual_kind(chassis: str, system: str = "") -> DefaultKind:
    """A desktop computer when nothing says otherwise. `system`: « Android 13 » is on a tablet."""
    word = chassis.strip().lower()
    if f"{system.strip().lower()} ".startswith(ON_TABLETS):
        return BY_CODE["tablet"]
    if word in PORTABLE:
        return BY_CODE["laptop"]
    if word in NETWORK_DEVICES:
        return BY_CODE[NETWORK_DEVICES[word]]
    if word in TABLETS:
        return BY_CODE["tablet"]
    return BY_CODE["server"] if word in SERVERS else BY_CODE["desktop"]

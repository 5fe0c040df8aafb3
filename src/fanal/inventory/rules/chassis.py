"""Which usual type of equipment is a machine, from the chassis it reports (SMBIOS names)?"""

from fanal.equipment.rules.kinds import DEFAULT_KINDS, DefaultKind

BY_CODE = {kind.code: kind for kind in DEFAULT_KINDS}
PORTABLE = frozenset({"laptop", "notebook", "portable", "sub notebook", "convertible", "detachable"})
TABLETS = frozenset({"tablet"})
NETWORK_DEVICES = {"printer": "printer", "network equipment": "network"}  # asked by SNMP
SERVERS = frozenset({"rack mount chassis", "main server chassis", "blade", "multi-system", "blade enclosure"})


def usual_kind(chassis: str) -> DefaultKind:
    """A desktop computer when nothing says otherwise."""
    said = chassis.strip().lower()
    if said in PORTABLE:
        return BY_CODE["laptop"]
    if said in NETWORK_DEVICES:
        return BY_CODE[NETWORK_DEVICES[said]]
    if said in TABLETS:
        return BY_CODE["tablet"]
    return BY_CODE["server"] if said in SERVERS else BY_CODE["desktop"]

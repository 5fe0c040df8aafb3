"""Two reports of one new machine at the same second: the second waits, then finds what the first made.

Machines that share no identifier do not wait for each other. Locks last until the transaction ends; always
taken in the same order, before any row.
"""

import hashlib

from django.db import connection

from fanal.inventory.rules.matching import MachineIdentity


def _key(school_id: int, kind: str, value: str) -> int:
    digest = hashlib.sha256(f"{school_id}|{kind}|{value}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], signed=True)


def wait_for_turn(school_id: int, identity: MachineIdentity) -> None:
    """Hold every identifier of this machine until the end of the transaction."""
    held = {"serial": identity.serial, "uuid": identity.uuid, "agent": identity.device_id}
    keys = {_key(school_id, kind, value) for kind, value in held.items() if value}
    keys |= {_key(school_id, "mac", mac) for mac in identity.macs}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_advisory_xact_lock(key)) FROM unnest(%s::bigint[]) AS key", [sorted(keys)]
        )

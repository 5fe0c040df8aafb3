"""The secret addresses where the machines of a school report: made, read again, checked.

The secret is HMAC-SHA-256 of a random seed under the installation's key. A wrong secret and an unknown
school take the same questions and one comparison in constant time.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fanal.accounts.models import School
from fanal.core.tenancy import enter_schools
from fanal.inventory.models import AgentAccess, MachineKey

SEED_BYTES = 16
SECRET_BYTES = 24
# A school that is unknown, or closed, is entered as no school at all.
ENTER = """
SELECT found.id, set_config('fanal.schools', found.id::text, true)
  FROM (
    SELECT coalesce((
      SELECT id FROM accounts_school
       WHERE uai = %s AND (open_until IS NULL OR open_until >= (%s AT TIME ZONE timezone)::date)
    ), 0) AS id
  ) AS found
"""
Binary = bytes | memoryview
NOTHING = bytes(hashlib.sha256().digest_size)


def secret_from(seed: bytes) -> str:
    derived = salted_hmac("fanal.agent", seed.hex(), algorithm="sha256").digest()[:SECRET_BYTES]
    return base64.urlsafe_b64encode(derived).decode()


def digest_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def secret_of(access: AgentAccess) -> str:
    """The secret, to show it again; empty when the installation's key has changed since it was made."""
    return shown_secret(access.seed, access.digest)


def shown_secret(seed: Binary, digest: Binary) -> str:
    """The secret of this seed; empty when it is not the one that the digest was made of."""
    secret = secret_from(bytes(seed))
    return secret if secrets.compare_digest(digest_of(secret), bytes(digest)) else ""


def agent_url(access: AgentAccess, school: School) -> str:
    """The whole address to give to agents; empty when it can no longer be shown."""
    secret = secret_of(access)
    if not secret:
        return ""
    return f"{settings.PUBLIC_URL}{reverse('agents:report', args=[school.uai, secret])}"


def access_of(school: School) -> AgentAccess | None:
    return AgentAccess.objects.for_school(school).first()


@dataclass(frozen=True)
class AgentEntry:
    """What a secret opens: the school's rows, for one machine when it is a machine's own."""

    access: AgentAccess
    key: MachineKey | None = None


def enter_by_secret(uai: str, secret: str) -> AgentEntry | None:
    """Open the school's rows to the agent that knows its secret, for the rest of the transaction.

    The answer leaves once that transaction is on the disk: an agent that was told « ok » is not asked again.
    """
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [uai, timezone.now()])
        school_id = cursor.fetchone()[0]
    access = AgentAccess.objects.for_school(school_id).first()
    expected, given = bytes(access.digest) if access else NOTHING, digest_of(secret)
    if access and secrets.compare_digest(given, expected):
        return AgentEntry(access)
    key = MachineKey.objects.for_school(school_id).filter(digest=given).select_related("machine").first()
    if access and key:
        return AgentEntry(access, key)
    enter_schools()
    return None

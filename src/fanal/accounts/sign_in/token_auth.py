"""Who stands behind the token of this request, and what does it open? Asked anew at each call.

A token says its own school (`fanal_<uai>_<secret>`): it is looked for there alone, whatever the address asks.
It opens what its holder's membership opens today. Calls are counted, and the day of use kept, in a
transaction of their own: what a refused call undoes does not undo its count.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from fanal.accounts.actions.security_log import address_of
from fanal.accounts.actions.token import digest_of
from fanal.accounts.models import ApiToken, School, User
from fanal.accounts.models.member import Member, find_member
from fanal.accounts.policies import token as policies
from fanal.accounts.rules.fair_use import network_of
from fanal.core.http.limits import one_more
from fanal.core.http.problems import problem
from fanal.core.tenancy import enter_schools, scope

SHOWN = re.compile(r"(?i:bearer) +(fanal_([0-9]{7}[A-Z])_[0-9A-Za-z_-]{43})")
CALLS, CALLS_SECONDS = 120, 60
# Wrong tokens of one address, which may be a whole département: enough to quiet a program left running.
MISSES, MISSES_SECONDS = 600, 300
READING = {"GET", "HEAD", "OPTIONS"}
COUNT = """
UPDATE tokens AS t SET last_used_on = %(today)s,
       calls = CASE WHEN t.calls_since > %(ago)s THEN t.calls + 1 ELSE 1 END,
       calls_since = CASE WHEN t.calls_since > %(ago)s THEN t.calls_since ELSE %(now)s END
  FROM users AS u
 WHERE u.id = t.user_id AND u.is_active AND t.school_id = %(school)s AND t.digest = %(digest)s
   AND t.revoked_at IS NULL AND t.expires_on >= %(today)s
RETURNING t.id, t.user_id, t.person_id, t.is_read_only, t.calls, t.calls_since
""".replace("tokens", ApiToken._meta.db_table).replace("users", User._meta.db_table)


@dataclass(frozen=True)
class Bearer:
    """A token that stands, and whose it is. `calls` are those of this minute, this one included."""

    uai: str
    token_id: int
    user_id: int
    person_id: int | None
    is_read_only: bool
    calls: int
    calls_since: datetime


def read_token(request: HttpRequest, now: datetime) -> Bearer | None:
    """The token this request shows, counted as used; None when it shows none that stands."""
    match = SHOWN.fullmatch(request.headers.get("Authorization", ""))
    if match is None:
        return None
    school = School.objects.filter(uai=match[2]).only("pk", "timezone").first()
    if school is None:
        return None
    parameters: dict[str, Any] = {
        "school": school.pk,
        "digest": digest_of(match[1]),
        "now": now,
        "today": now.astimezone(school.zone_info).date(),
        "ago": now - timedelta(seconds=CALLS_SECONDS),
    }
    with scope(school), connection.cursor() as cursor:
        cursor.execute(COUNT, parameters)
        row = cursor.fetchone()
    return Bearer(match[2], *row) if row else None


def member_behind(bearer: Bearer | None, uai: str, now: datetime) -> Member | None:
    """Its holder as a member of that school now, its scope opened; None, and no scope, if it opens nothing.

    Needs an open transaction.
    """
    if bearer is None or bearer.uai != uai:
        return None
    member = find_member(User(pk=bearer.user_id), uai, now)
    person_id = member.person.pk if member and member.person else None
    if member is not None and member.has(*policies.HOLDERS) and person_id == bearer.person_id:
        return member
    enter_schools()
    return None


def refusal_at_the_door(request: HttpRequest, uai: str, now: datetime) -> HttpResponse | None:
    """What is said instead of an answer; None when the request may go on."""
    bearer: Bearer | None = request.bearer
    if bearer is not None and bearer.uai != uai:
        return problem(404)
    if bearer is None or request.member is None:
        return _unknown(request)
    if bearer.calls > CALLS:
        left = bearer.calls_since + timedelta(seconds=CALLS_SECONDS) - now
        why = f"Un jeton sert {CALLS} fois par minute au plus."
        return problem(429, why, headers={"Retry-After": str(max(1, int(left.total_seconds()) + 1))})
    if bearer.is_read_only and request.method not in READING:
        return problem(403, "Ce jeton ne peut que lire. Créez-en un qui peut aussi envoyer des demandes.")
    return None


def _unknown(request: HttpRequest) -> HttpResponse:
    """The same answer without a token, with a wrong one, with one that is over."""
    key = f"api-miss:{network_of(address_of(request))}"
    if one_more(key, most=MISSES, seconds=MISSES_SECONDS):
        return problem(401, headers={"WWW-Authenticate": "Bearer"})
    why = "Trop de jetons inconnus sont arrivés de cette adresse."
    return problem(429, why, headers={"Retry-After": str(MISSES_SECONDS)})

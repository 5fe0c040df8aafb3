"""The address of agents: who may speak, what is answered, what is refused and how."""

import gzip
import io
import json
import logging
import random
import zlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.clock.testing import today
from fanal.core.operation import logs, metrics
from fanal.core.tenancy import scope
from fanal.core.testing import working_less_than
from fanal.inventory.actions.access import renew_access
from fanal.inventory.formats.wire import MAX_SENT
from fanal.inventory.reading.access import access_of
from fanal.inventory.tests.reports import AGENT_ID, SENT_AS, json_inventory, prolog, send, xml_inventory

ALIASES = ["", "front/inventory.php", "plugins/fusioninventory/", "marketplace/glpiinventory/front/x.php"]


@pytest.mark.parametrize("alias", ALIASES)
def test_every_alias_below_the_address_answers(client, address, alias):
    answer = send(client, address + alias, prolog())
    assert answer["Content-Type"] == SENT_AS
    assert b"<PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE>" in zlib.decompress(answer.content)


def test_the_last_slash_may_be_missing(client, address):
    assert send(client, address.rstrip("/"), prolog()).status_code == 200


def test_glpi_agent_is_answered_in_json_compressed_as_it_asked(client, address):
    body = json.dumps({"action": "contact", "deviceid": "x-1", "enabled-tasks": ["inventory", "deploy"]})
    answer = client.post(
        address,
        gzip.compress(body.encode()),
        content_type="application/x-compress-gzip",
        headers={"GLPI-Agent-ID": AGENT_ID},
    )
    message = json.loads(gzip.decompress(answer.content))
    assert (message["status"], message["expiration"], message["disabled"]) == ("ok", 24, ["deploy"])
    assert message["tasks"]["inventory"]["server"] == "glpi"


def test_a_get_is_answered_as_agents_and_people_expect(client, address):
    waiting = client.get(address, headers={"GLPI-Agent-ID": AGENT_ID, "GLPI-Request-ID": "ABCDEF01"})
    assert waiting.json() == {"status": "ok", "expiration": 24}
    assert client.get(address, {"action": "getConfig", "machineid": "x"}).json() == {"schedule": []}
    assert "Elle fonctionne" in client.get(address).text


def test_a_closed_school_hears_no_agent_and_enrols_none(client, school, address):
    last = today()
    School.objects.filter(pk=school.pk).update(open_until=last)
    assert send(client, address, xml_inventory()).status_code == 200
    School.objects.filter(pk=school.pk).update(open_until=last - timedelta(days=1))
    assert send(client, address, xml_inventory()).status_code == 401
    assert client.post(address + "inscrire").status_code == 401


class Unread:
    """A body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read before the secret was checked")

    readline = read


@pytest.mark.parametrize("uai", ["9999999Z", ""], ids=["unknown school", "wrong secret"])
def test_a_wrong_secret_is_refused_before_the_body_is_read(client, school, address, uai):
    wrong = reverse("agents:report", args=[uai or school.uai, "x" * 32])
    answer = client.generic("POST", wrong, b"x" * 40, content_type=SENT_AS, **{"wsgi.input": Unread()})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Agent"
    assert "Adresse inconnue" in answer.text
    assert client.get(wrong).status_code == 401


def test_a_wrong_secret_and_an_unknown_school_cost_the_same_queries(client, school, address, count_queries):
    counts = []
    for uai in ("9999999Z", school.uai):
        with count_queries() as queries:
            client.get(reverse("agents:report", args=[uai, "x" * 32]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_secret_of_a_school_does_not_open_another(client, school, elsewhere, address):
    secret = address.rstrip("/").rsplit("/", 1)[1]
    assert send(client, reverse("agents:report", args=[elsewhere.uai, secret]), prolog()).status_code == 401


def test_a_renewed_address_closes_the_old_one(client, school, address):
    with scope(school):
        renew_access(access_of(school), now=timezone.now(), by=system(System.SETUP))
    assert send(client, address, prolog()).status_code == 401


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '&{before};&{before};&{before};&{before};&{before};&{before};&{before};&{before};'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><REQUEST><DEVICEID>&x;</DEVICEID></REQUEST>'
HOSTILE = {
    "zlib bomb": (zlib.compress(b"<" + b"a" * 60_000_000), 413),
    "gzip bomb": (gzip.compress(b"<" + b"a" * 60_000_000), 413),
    "too big": (b"<" + b"a" * MAX_SENT, 413),
    "XXE": (XXE.encode(), 400),
    "billion laughs": ((LAUGHS + "]><REQUEST><DEVICEID>&i;</DEVICEID></REQUEST>").encode(), 400),
    "deep XML": (b"<a>" * 100_000, 400),
    "deep JSON": (b'{"a":' + b"[" * 100_000, 400),
    "cut zlib": (zlib.compress(xml_inventory().encode())[:200], 400),
    "nothing": (b"", 400),
    "random": (bytes(range(256)), 400),
    "unknown query": (b"<REQUEST><DEVICEID>x</DEVICEID><QUERY>SNMP</QUERY></REQUEST>", 501),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_refused_at_once(client, address, name):
    body, status = HOSTILE[name]
    with working_less_than(1):
        answer = client.post(address, body, content_type=SENT_AS)
        assert answer.status_code == status
    assert b"passwd" not in answer.content
    assert b"root:" not in answer.content


def test_an_unknown_query_is_counted_and_disturbs_nobody(client, address):
    """A hostile colleague, November 2026: each one wrote an error in the log, whoever sent it."""
    written, logger = io.StringIO(), logging.getLogger("django.request")
    listening = logs.handler("text", written)
    logger.addHandler(listening)
    try:
        assert client.post(address, HOSTILE["unknown query"][0], content_type=SENT_AS).status_code == 501
    finally:
        logger.removeHandler(listening)
    assert written.getvalue() == ""
    assert b'status="501"' in metrics.page()


def test_brotli_is_refused_with_a_sentence(client, address):
    assert client.post(address, b"x", content_type="application/x-br").status_code == 415


def test_300_damaged_bodies_never_break_the_server(client, address):
    chance = random.Random(42)
    seeds = [xml_inventory().encode(), json_inventory().encode(), prolog().encode()]
    statuses: set[int] = set()
    client.raise_request_exception = False
    for turn in range(300):
        raw = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randint(0, 5)] = bytes(
                chance.randrange(256) for _ in range(chance.randint(0, 4))
            )
        # Each its own agent, so that the limit of calls is not what answers.
        sent = bytes(raw).replace(b"2026-09-01", str(turn).encode())
        answer = client.post(address, zlib.compress(sent) if turn % 2 else sent, content_type=SENT_AS)
        statuses.add(answer.status_code)
    assert statuses <= {200, 400, 413, 415, 429, 501}
    assert 200 in statuses


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(
            {"hardware": [1, None, {"name": {"x": []}, "memory": 1e308, "uuid": "\ud800\x00"}]}, id="types"
        ),
        pytest.param({"bios": {"ssn": "'; DROP TABLE inventory_machine; --"}}, id="SQL"),
        pytest.param({"networks": {"mac": ["x"]}, "softwares": "abc", "storages": 5}, id="shapes"),
        pytest.param(
            {"storages": [{"disksize": -1}, {"disksize": "NaN"}, {"disksize": 10**400}]}, id="numbers"
        ),
        pytest.param({"monitors": [{"name": "x" * 100_000}] * 500}, id="long"),
    ],
)
def test_odd_contents_are_kept_or_refused_but_never_break(client, address, odd, school, machines_of):
    answer = send(client, address, json_inventory(**odd), packed=False)
    assert answer.status_code in {200, 400, 413}
    assert len(machines_of(school)) == (answer.status_code == 200)

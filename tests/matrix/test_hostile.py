"""No address answers 500, nor takes a second, whatever is sent to it.

« A crawl of every address of the resolver with twenty hostile values in each path and query parameter, in
each header that is read, and with each charset that Python knows. » Everyday runs send a part of it, in which
every address and every value has its turn; `--whole-crawl` sends all of it.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.http import HttpResponse

from fanal.accounts.tests.factories import forge_token
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.web import views
from tests.matrix.hostile import CHARSETS, HEADERS, VALUES, names_read
from tests.matrix.neighbours import OWN_FIRST, browser_of, named_rows
from tests.matrix.routes import PARAMETER, Route, all_routes
from tests.matrix.rows import World
from tests.matrix.world import make_world

MOST_SECONDS = 1.0
MOST_TRIES = 20  # a page that is slow by itself is slow each time
PAUSE = 0.5  # seconds: others who want the processors may be done
STEP = (
    13  # everyday runs: one request of so many; prime to twenty, so that the value changes with the address
)
SAMPLES = (
    "/compte/login/",
    "/e/{uai}/",
    "/e/{uai}/demandes/",
    "/e/{uai}/api/v1/requests",
    "/healthz",
    "/metrics",
)
FORM, PLAIN = "application/x-www-form-urlencoded", "text/plain"


@dataclass
class Crawl:
    """Sends one request after the other, each undone, and keeps what went wrong."""

    whole: bool
    sent: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    turn: int = 0

    def due(self) -> bool:
        """Whether this request is in today's part."""
        self.turn += 1
        return self.whole or self.turn % STEP == 0

    def ask(
        self, client: ForgetfulClient, method: str, address: str, body: bytes = b"", **extra: Any
    ) -> None:
        seconds, status, error = self._once(client, method, address, body, extra)
        for _ in range(MOST_TRIES):
            if seconds > MOST_SECONDS:  # the machine may have been busy
                time.sleep(PAUSE)
                seconds = min(seconds, self._once(client, method, address, body, extra)[0])
        self.sent[status] += 1
        self.slowest = max(self.slowest, seconds)
        if status >= 500 or seconds > MOST_SECONDS:
            about = f"{method} {address[:160]} {str(extra)[:120]} {body[:80]!r}"
            self.wrong.append(f"{about}: {status} in {seconds:.1f} s {error}")

    def _once(
        self, client: ForgetfulClient, method: str, address: str, body: bytes, extra: dict[str, Any]
    ) -> tuple[float, int, str]:
        cookies = client.cookies.copy()
        started = time.monotonic()
        with transaction.atomic():
            answer = client.generic(method, address, body, **{"content_type": FORM} | extra)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        client.cookies = cookies
        raised = getattr(answer, "exc_info", None)
        return time.monotonic() - started, answer.status_code, repr(raised[1])[:200] if raised else ""


@pytest.fixture
def crawl(request: pytest.FixtureRequest) -> Crawl:
    return Crawl(request.config.getoption("--whole-crawl"))


@pytest.fixture
def world(db: None) -> World:
    return make_world("ici", OWN_FIRST)


def opened(client: ForgetfulClient, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # which closes the file
    return int(answer.status_code)


class Visitors:
    """Who may open an address: a program, a partner, a member, or anybody. Each signs in once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.members = [browser_of(world, state) for state in ("digital_lead", "head")]
        self.partners = [browser_of(world, state) for state in ("technician", "adviser", "dpo")]
        self.anybody = ForgetfulClient(raise_request_exception=False)
        with scope(world.school):
            token = forge_token(world.school, world.users["head"])
        bearer = {"Authorization": f"Bearer {token}"}
        self.program = ForgetfulClient(raise_request_exception=False, headers=bearer)

    def of(self, route: Route, address: str) -> list[ForgetfulClient]:
        """The référent, or the head where the référent may not go; both where only a form is taken."""
        if route.access == "token":
            return [self.program]
        if route.access == "anyone":
            return [self.anybody]
        clients = self.partners if route.access == "partner" else self.members
        opens = {client: opened(client, address) for client in clients}
        only_forms = [client for client, status in opens.items() if status == 405]
        return (
            only_forms
            or [client for client, status in opens.items() if status not in {403, 404}][:1]
            or clients[:1]
        )


def codes(world: World) -> list[dict[str, str]]:
    return [{"code": world.school.authority.code}, {"code": world.school.academy.code}]


def addresses(world: World) -> Iterator[tuple[Route, dict[str, object]]]:
    """Every address, with values that lead somewhere."""
    values = named_rows(world)
    for route in all_routes():
        for extra in codes(world) if route.access == "partner" else [{}]:
            named = {"uai": world.school.uai} | values | extra
            names = [name["name"] for name in PARAMETER.finditer(route.pattern)]
            yield route, {name: named.get(name, "inconnu") for name in names}


def filled(route: Route, values: dict[str, object]) -> str:
    quoted = {
        name: quote(value if isinstance(value, bytes) else str(value)) for name, value in values.items()
    }
    return route.address(**quoted)


def report(crawl: Crawl, capsys: pytest.CaptureFixture[str], title: str) -> None:
    with capsys.disabled():
        total = sum(crawl.sent.values())
        print(
            f"\nhostile crawl ({title}): {total} requests, {dict(crawl.sent)}, slowest {crawl.slowest:.2f} s"
        )
    assert total > 0
    assert crawl.wrong == [], "\n".join(crawl.wrong[:40])


def test_every_parameter_of_every_address_bears_hostile_values(world, crawl, capsys):
    visitors = Visitors(world)
    for route, values in addresses(world):
        clients = visitors.of(route, filled(route, values)) if values else []
        for name in values:
            for value in VALUES:
                if crawl.due():
                    address = filled(route, values | {name: value})
                    for client in clients:
                        crawl.ask(client, "GET", address)
    report(crawl, capsys, "paths")


def test_every_query_and_every_form_bears_hostile_values(world, crawl, capsys):
    names, visitors = names_read(), Visitors(world)
    for route, values in addresses(world):
        address = filled(route, values)
        clients = visitors.of(route, address)
        for value in VALUES:
            pairs = "&".join(f"{name}={quote(value)}" for name in names)
            short = "&".join(f"{name}={quote(value[:12])}" for name in names)
            for client in clients if crawl.due() else []:
                crawl.ask(client, "GET", f"{address}?{short}")
                crawl.ask(client, "POST", address, pairs.encode())
    report(crawl, capsys, "queries and forms")


def test_every_header_that_is_read_bears_hostile_values(world, crawl, capsys):
    lead = browser_of(world, "digital_lead")
    for header in HEADERS:
        key = header.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        for value in VALUES:
            text = value.replace(b"\0", b"").decode("latin-1")  # no server lets a NUL through
            for sample in SAMPLES:
                for method in ("GET", "POST") if crawl.due() else []:
                    crawl.ask(lead, method, sample.format(uai=world.school.uai), b"q=a", **{key: text})
    report(crawl, capsys, "headers")


def test_every_charset_of_python_is_borne_by_every_kind_of_address(world, crawl, capsys):
    lead = browser_of(world, "digital_lead")
    places = [filled(route, values) for route, values in addresses(world)]
    ways = cycle([("POST", FORM), ("POST", "multipart/form-data; boundary=B"), ("GET", PLAIN)])
    for place in places:
        for charset in CHARSETS:
            method, kind = next(ways)
            if crawl.due():
                kept = f"{kind}; charset={charset}"
                crawl.ask(lead, method, f"{place}?q=%E9", b"q=%E9", content_type=kept)
    report(crawl, capsys, "charsets")


def test_the_crawl_knows_fields_of_models_and_of_forms():
    assert {"published_where", "building", "units", "again"} <= set(names_read())


def test_the_crawl_would_see_an_error_and_a_slow_page(world, monkeypatch):
    """Shows that it is not blind."""

    def fail(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    def sleep(*_: object) -> HttpResponse:
        time.sleep(0.1)
        return HttpResponse()

    crawl, lead, home = Crawl(whole=True), browser_of(world, "digital_lead"), f"/e/{world.school.uai}/"
    monkeypatch.setattr(views, "render", fail)
    crawl.ask(lead, "GET", home)
    assert "broken on purpose" in crawl.wrong[0]
    monkeypatch.setattr(views, "render", sleep)
    monkeypatch.setattr(sys.modules[__name__], "MOST_SECONDS", 0.05)
    crawl.ask(lead, "GET", home)
    assert "200 in 0." in crawl.wrong[1]


def test_nothing_is_left_by_a_request_of_the_crawl(world):
    with scope(world.school), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM helpdesk_helprequest")
        (before,) = cursor.fetchone()
    lead = browser_of(world, "digital_lead")
    Crawl(whole=True).ask(lead, "POST", f"/e/{world.school.uai}/demandes/signaler/", b"text=essai&kind=other")
    with scope(world.school), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM helpdesk_helprequest")
        assert cursor.fetchone() == (before,)

"""`make bench`, from loading the large data set to the table of costs. Everything stays on loopback."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bench import large, machines

if TYPE_CHECKING:
    from fanal.core.embedded import Embedded

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench"
WORKERS = 2
PARTS = ["pages", "machines", "people", "accounts", "reports", "rest"]


@dataclass(frozen=True)
class Page:
    """What is asked, and the aim in units of the bare view."""

    name: str
    path: str
    aim: int
    body: str = ""
    is_of_head: bool = False


LIST, THING, COMPOSED = 30, 40, 80  # aims: a list, the page of one thing, a page that many rooms make
ASKED = "text=C%C3%A2ble+arrach%C3%A9&kind=other&guessed=other&urgency=annoying"
PAGES = (
    Page("request list, first page", "demandes/", LIST),
    Page("request page", "demandes/250/", THING),
    Page("word search in requests", "demandes/?vue=toutes&q=imprimante", LIST),
    Page("creating a request", "demandes/nouvelle/", THING, ASKED),
    Page("equipment list", "equipements/", LIST),
    Page("equipment page", "equipements/120/", THING),
    Page("services list", "services/", LIST),
    Page("designations list", "designations/", LIST),
    Page("review page", "revues/{review}/", THING),
    Page("states of services", "etat/", LIST),
    Page("habits", "habitudes/", LIST),
    Page("register of processing", "registre/", LIST),
    Page("year", "annee/", COMPOSED),
    Page("year in figures", "annee/chiffres/", COMPOSED),
    Page("switch of year", "annee/bascule/", THING),
    Page("point of the week", "mission/point/", THING),
    Page("decisions", "mission/point/decisions/", LIST),
    Page("log of work", "mission/carnet/", COMPOSED),
    Page("needs of the service", "mission/besoins/", COMPOSED),  # it holds the year in figures
    Page("sharing of the mission", "mission/partage/", THING),
    Page("allowances", "mission/indemnites/", THING, is_of_head=True),
    Page("letters of mission", "mission/lettres/", LIST, is_of_head=True),
    Page("letter of mission", "mission/lettres/{letter}/", THING),
    Page("absences", "mission/absence/", THING),
    Page("training", "mission/formation/", THING),
    Page("week of bookings", "reserver/", THING),
    Page("likely duplicates", "equipements/doublons/", LIST),
    Page("campaign of inventory", "recolement/{campaign}/", THING),
    Page("list of loans", "prets/", LIST),
    Page("list of disposals", "sorties/", LIST),
    Page("batch of disposals", "sorties/{disposal}/", COMPOSED),
    Page("list of arrivals and departures", "mouvements/", LIST),
    Page("licences", "fournitures/licences/", LIST),
    Page("consumables", "fournitures/consommables/", LIST),
    Page("endings", "fournitures/echeances/", COMPOSED),
    Page("coverage map", "projet/couverture/", COMPOSED),  # each room offers what serves an objective
    Page("indicators", "indicateurs/", COMPOSED),
    Page("hand-over", "mission/transmission/", COMPOSED),
    Page("home", "", COMPOSED),
)


def main() -> int:
    given = argparse.ArgumentParser(prog="bench")
    given.add_argument("--seconds", type=int, default=5, help="per page")
    given.add_argument("--port", type=int, default=8390)
    given.add_argument("--fresh", action="store_true", help="load the data set again")
    given.add_argument("--only", choices=PARTS, help="one part of it")
    given.add_argument(
        "--people", type=int, default=1_000_000, help="of the académie whose export is imported"
    )
    given.add_argument("--accounts", type=int, default=1_000_000, help="of a service, compared with as many")
    given.add_argument("--reports", type=int, default=800, help="inventories of each sort")
    options = given.parse_args()
    if shutil.which("wrk") is None:
        print("Il manque wrk, qui mesure : apt-get install wrk", file=sys.stderr)
        return 1
    os.environ |= {
        "FANAL_HOME": str(HOME),
        "FANAL_DATABASE_POOL": "4",
        "FANAL_FAIR_USE": "false",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
    }
    import django

    from fanal.core.embedded import Embedded

    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = Embedded(HOME)
    server.start()
    try:
        django.setup()
        _fill(server, fresh=options.fresh)
        return _measure(options)
    finally:
        server.stop()


def _fill(server: "Embedded", *, fresh: bool) -> None:
    from fanal.core.database.removal import drop_database

    with psycopg.connect(server.dsn("fanal_owner", "postgres"), autocommit=True) as owner:
        if fresh:
            drop_database(owner, "fanal")
            owner.execute("CREATE DATABASE fanal")
    subprocess.run([sys.executable, "-m", "fanal.config.cli", "migrate"], check=True)
    with psycopg.connect(server.dsn("fanal_owner")) as owner:
        if owner.execute("SELECT 1 FROM accounts_school LIMIT 1").fetchone():
            return
        print(f"large data set loaded in {large.load(owner):.0f} s")


def _measure(options: argparse.Namespace) -> int:
    parts = [options.only] if options.only else PARTS
    if {"pages", "machines"}.intersection(parts):
        _served(options, parts)
    if "people" in parts:
        from bench import people

        people.measure(options.people)
    if "accounts" in parts:
        from bench import accounts

        accounts.measure(options.accounts)
    if "reports" in parts:
        from bench import reports

        reports.measure()
    if "rest" in parts:
        _rest(options.port + 1)
    return 0


def _served(options: argparse.Namespace, parts: list[str]) -> None:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "bench.wsgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(options.port),
        "--workers",
        str(WORKERS),
        "--blocking-threads",
        "2",
        "--no-ws",
        "--log-level",
        "error",
        "--workers-kill-timeout",
        "5",
    ]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    web = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{options.port}"
        _wait(f"{url}/bare")
        if "pages" in parts:
            _table(url, options.seconds)
        if "machines" in parts:
            _machines(url, options.reports)
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)


def _rest(port: int) -> None:
    """The aims: ten thousand lines in 10 s, and 350 MB for the whole stack when nobody asks anything."""
    from bench.rest import LINES, megabytes_at_rest, seconds_of_an_import
    from bench.visitors import SCHOOL

    print(f"\nimport of {LINES} new machines: {seconds_of_an_import(SCHOOL):.1f} s (aim 10)")
    held = megabytes_at_rest(port)
    parts = ", ".join(f"{part} {megabytes:.0f}" for part, megabytes in held.items())
    print(f"the whole stack at rest: {sum(held.values()):.0f} MB (aim 350): {parts}")


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _table(url: str, seconds: int) -> None:
    from bench import (
        bookings,
        campaigns,
        disposals,
        indicators,
        loans,
        mission,
        online,
        steering,
        supplies,
        visitors,
    )
    from bench.rates import post_rate, read_rate, size
    from fanal.core.embedded import Embedded

    lead, head, askers, script = visitors.lead(), visitors.head(), visitors.askers(), HOME / "wrk.lua"
    bookings.fill(visitors.SCHOOL)
    loans.fill(visitors.SCHOOL)
    supplies.fill(visitors.SCHOOL)
    steering.fill(visitors.SCHOOL)
    indicators.fill(visitors.SCHOOL)
    numbers = {"review": online.fill(visitors.SCHOOL), "letter": mission.fill(visitors.SCHOOL)}
    numbers["campaign"] = campaigns.fill(visitors.SCHOOL)
    numbers["disposal"] = disposals.fill(visitors.SCHOOL)
    with psycopg.connect(Embedded(HOME).dsn("fanal_owner"), autocommit=True) as owner:
        owner.execute("ANALYZE")  # as the server does by itself within a minute
    read_rate(f"{url}/bare", lead, 2, script)
    print(f"\n{'page':<28}{'per second':>11}{'units':>8}{'aim':>6}{'bytes':>8}")
    late = 0
    for page in PAGES:
        # The bare view is measured beside each page: the machine's speed drifts.
        bare, address = (
            read_rate(f"{url}/bare", lead, 2, script),
            url + lead.home + page.path.format(**numbers),
        )
        reader = head if page.is_of_head else lead
        if page.body:
            rate = post_rate(url, askers, page.path, page.body, seconds, script)
        else:
            rate = read_rate(address, reader, seconds, script)
        units = bare / rate if rate else float("inf")
        late += units > page.aim
        print(f"{page.name:<28}{rate:>11.0f}{units:>8.1f}{page.aim:>6}{size(address, reader):>8}")
    print(f"\nbare view: {bare:.0f} per second; {late} above their aim")


def _address(url: str) -> str:
    """Where the machines of the measured school report."""
    from django.utils import timezone

    from bench.visitors import SCHOOL
    from fanal.accounts.models import School
    from fanal.accounts.models.member import system
    from fanal.accounts.models.roles import System
    from fanal.core.tenancy import scope
    from fanal.inventory.actions.access import open_access
    from fanal.inventory.reading.access import secret_of

    with scope(SCHOOL):
        school = School.objects.get(pk=SCHOOL)
        access = open_access(school, now=timezone.now(), by=system(System.SETUP))
        return f"{url}/e/{large.uai(SCHOOL)}/agent/{secret_of(access)}/"


def _machines(url: str, count: int) -> None:
    """Large inventories a second, all of one school: the aim is 100."""
    from bench import visitors
    from bench.rates import CONNECTIONS, read_rate

    address, first, lead = _address(url), int(time.time()) % 100_000_000, visitors.lead()
    new = [machines.report(first + rank) for rank in range(count)]
    changed = [machines.report(first + rank, version=2) for rank in range(count)]
    machines.send(address, [machines.report(first - 1 - rank) for rank in range(40)], connections=CONNECTIONS)
    print(f"\n{'inventories of 1168 programs':<28}{'per second':>11}{'units':>8}")
    for name, reports in (("never seen", new), ("the same again", new), ("one program changed", changed)):
        bare = read_rate(f"{url}/bare", lead, 2, HOME / "wrk.lua")
        rate = machines.send(address, reports, connections=CONNECTIONS)
        print(f"{name:<28}{rate:>11.0f}{bare / rate:>8.1f}")


if __name__ == "__main__":
    sys.exit(main())

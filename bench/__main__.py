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

import psycopg

from bench import large, machines

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench"
CONNECTIONS, WORKERS = 8, 2
SCHOOL = 100


@dataclass(frozen=True)
class Page:
    """What is asked, and the aim in units of the bare view (issue 2)."""

    name: str
    path: str
    aim: int
    body: str = ""


def pages() -> list[Page]:
    here = f"/e/{large.uai(SCHOOL)}"
    posted = "text=C%C3%A2ble+arrach%C3%A9&kind=other&guessed=other&urgency=annoying"
    return [
        Page("request list, first page", f"{here}/demandes/", 25),
        Page("request page", f"{here}/demandes/250/", 20),
        Page("word search in requests", f"{here}/demandes/?vue=toutes&q=imprimante", 25),
        Page("creating a request", f"{here}/demandes/nouvelle/", 25, posted),
        Page("equipment list", f"{here}/equipements/", 25),
        Page("equipment page", f"{here}/equipements/120/", 20),
        Page("home", f"{here}/", 25),
    ]


def main() -> int:
    given = argparse.ArgumentParser(prog="bench")
    given.add_argument("--seconds", type=int, default=5, help="per page")
    given.add_argument("--port", type=int, default=8390)
    given.add_argument("--fresh", action="store_true", help="load the data set again")
    given.add_argument("--only", choices=["pages", "machines"], help="one half of it")
    given.add_argument("--reports", type=int, default=800, help="inventories of each sort")
    options = given.parse_args()
    if shutil.which("wrk") is None:
        print("Il manque wrk, qui mesure : apt-get install wrk", file=sys.stderr)
        return 1
    os.environ |= {
        "FANAL_HOME": str(HOME),
        "FANAL_DATABASE_POOL": "4",
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


def _fill(server: object, *, fresh: bool) -> None:
    with psycopg.connect(server.dsn("fanal_owner", "postgres"), autocommit=True) as owner:
        if fresh:
            owner.execute("DROP DATABASE fanal WITH (FORCE)")
            owner.execute("CREATE DATABASE fanal")
    subprocess.run([sys.executable, "-m", "fanal.config.cli", "migrate"], check=True)
    with psycopg.connect(server.dsn("fanal_owner")) as owner:
        if owner.execute("SELECT count(*) FROM accounts_school").fetchone()[0]:
            return
        print(f"large data set loaded in {large.load(owner):.0f} s")


def _cookies() -> dict[str, str]:
    """A signed-in référent of the measured school, with both proofs, and the token of their forms."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.middleware.csrf import _get_new_csrf_string

    from fanal.accounts import sign_in, strength
    from fanal.accounts.models import Membership, Person, User
    from fanal.core.tenancy import scope

    user, is_new = User.objects.get_or_create(email="lead@banc.invalid", defaults={"password": "!"})
    with scope(SCHOOL):
        if is_new:
            Membership.objects.create(
                school_id=SCHOOL,
                person=Person.objects.for_school(SCHOOL).order_by("pk").first(),
                user=user,
                roles=["digital_lead"],
                valid_from="2024-09-01",
            )
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), sign_in.BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[strength.STRONG], session[strength.SINCE] = True, int(time.time())
    session.save()
    return {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.CSRF_COOKIE_NAME: _get_new_csrf_string(),
    }


def _measure(options: argparse.Namespace) -> int:
    cookies = _cookies()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "bench.wsgi:application",
        "--host", "127.0.0.1", "--port", str(options.port), "--workers", str(WORKERS),
        "--blocking-threads", "2", "--no-ws", "--log-level", "error", "--workers-kill-timeout", "5",
    ]  # fmt: skip
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    web = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{options.port}"
        _wait(f"{url}/bare")
        if options.only != "machines":
            _table(url, cookies, options.seconds)
        if options.only != "pages":
            _machines(url, cookies, options.reports)
        return 0
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _table(url: str, cookies: dict[str, str], seconds: int) -> None:
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    token = cookies[next(name for name in cookies if "csrf" in name)]
    _rate(f"{url}/bare", header, token, 2)
    print(f"\n{'page':<28}{'per second':>11}{'units':>8}{'aim':>6}{'bytes':>8}")
    late = 0
    for page in pages():
        # The bare view is measured beside each page: the machine's speed drifts.
        bare = _rate(f"{url}/bare", header, token, 2)
        rate = _rate(url + page.path, header, token, seconds, page.body)
        units = bare / rate if rate else float("inf")
        late += units > page.aim
        print(f"{page.name:<28}{rate:>11.0f}{units:>8.1f}{page.aim:>6}{_size(url + page.path, header):>8}")
    print(f"\nbare view: {bare:.0f} per second; {late} above their aim")


def _address(url: str) -> str:
    """Where the machines of the measured school report."""
    from django.utils import timezone

    from fanal.accounts.members import system
    from fanal.accounts.models import School
    from fanal.accounts.roles import System
    from fanal.core.tenancy import scope
    from fanal.equipment.machines.access import open_access, secret_of

    with scope(SCHOOL):
        school = School.objects.get(pk=SCHOOL)
        access = open_access(school, now=timezone.now(), by=system(System.SETUP))
        return f"{url}/e/{large.uai(SCHOOL)}/agent/{secret_of(access)}/"


def _machines(url: str, cookies: dict[str, str], count: int) -> None:
    """Large inventories a second, all of one school: the aim is 100."""
    address, first = _address(url), int(time.time()) % 100_000_000
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    new = [machines.report(first + rank) for rank in range(count)]
    changed = [machines.report(first + rank, version=2) for rank in range(count)]
    machines.send(address, [machines.report(first - 1 - rank) for rank in range(40)], connections=CONNECTIONS)
    print(f"\n{'inventories of 1168 programs':<28}{'per second':>11}{'units':>8}")
    for name, reports in (("never seen", new), ("the same again", new), ("one program changed", changed)):
        bare = _rate(f"{url}/bare", header, "", 2)
        rate = machines.send(address, reports, connections=CONNECTIONS)
        print(f"{name:<28}{rate:>11.0f}{bare / rate:>8.1f}")


def _size(url: str, header: str) -> int:
    request = urllib.request.Request(url, headers={"Cookie": header})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return len(answer.read())


def _rate(url: str, header: str, token: str, seconds: int, body: str = "") -> float:
    """Successful answers a second, at eight connections, by wrk."""
    script = HOME / "wrk.lua"
    script.write_text(_lua(body, token), encoding="utf-8")
    told = subprocess.run(
        [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "-s",
            str(script),
            "-H",
            f"Cookie: {header}",
            url,
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    line = next(line for line in told.splitlines() if line.startswith("RESULT"))
    _, requests, wrong, duration = line.split()
    if int(wrong):
        raise SystemExit(f"{url}: {wrong} answers of {requests} were refused")
    return int(requests) / (int(duration) / 1e6)


def _lua(body: str, token: str) -> str:
    posted = ""
    if body:
        posted = f"""
local n = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["X-CSRFToken"] = "{token}"
function request()
  n = n + 1
  local key = string.format("%08d%08d%08d", os.time() % 100000000, n, math.random(99999999))
  return wrk.format(nil, nil, nil, "{body}&key=" .. key)
end
"""
    return (
        posted
        + """
function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %d", summary.requests, e.status + e.connect + e.read, summary.duration))
end
"""
    )


if __name__ == "__main__":
    sys.exit(main())

"""Two schools side by side: who asks, for which rows of the neighbour, and what must never come back."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.http import HttpResponse

from fanal.accounts.models import PartnerMembership, Person
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import proven_session
from fanal.accounts.tests.factories import forge_token
from fanal.core.clock.testing import today
from fanal.core.embedded import Embedded
from fanal.core.imports.models import ImportLine
from fanal.core.tenancy import SchoolOwned, scope
from fanal.core.testing import ForgetfulClient
from fanal.directory.models import Pupil
from fanal.year.rules.years import year_of
from tests.matrix.routes import Route, all_routes
from tests.matrix.rows import World, owned_models
from tests.matrix.world import code_of, photograph, reference_of

METHODS = ("get", "post")  # the others are refused by the views' decorators: see test_methods
OWN_FIRST, OTHER_FIRST = 1, 9001
# What a page of one's own school may answer when it is asked for rows of another.
REFUSALS = {302, 403, 404, 405, 422}


def browser_of(world: World, state: str) -> ForgetfulClient:
    client = ForgetfulClient(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = proven_session(world.users[state])
    return client


def first_rows(world: World) -> dict[type[SchoolOwned], int]:
    """The first row of this school in every table, whatever stands between schools meanwhile."""
    with scope(world.school):
        rows = {model: model._base_manager.filter(school=world.school) for model in owned_models()}
        firsts = {model: mine.order_by("pk").first() for model, mine in rows.items()}
    missing = [model.__name__ for model, row in firsts.items() if row is None]
    assert not missing, f"tests/matrix/world.py makes no row of {', '.join(missing)}"
    return {model: row.pk for model, row in firsts.items()}


def named_rows(other: World) -> dict[str, object]:
    """A value for every parameter of an address: the neighbour's row, or an ordinary word.

    A parameter called as a model is (`key_loan` of `KeyLoan`) needs no line here.
    """
    firsts = first_rows(other)
    ids = {model._meta.model_name: pk for model, pk in firsts.items()}
    called = {re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower(): pk for model, pk in firsts.items()}
    with scope(other.school):
        doubt = ImportLine.objects.filter(school=other.school, imported__kind="people").get()
        twin = Pupil.objects.filter(school=other.school).order_by("pk")[1]
        colleague = Person.objects.filter(school=other.school).order_by("pk")[1]
    names = {
        "kind": "equipmenttype",
        "view": "savedview",
        "entry": "timespent",
        "line": "conventionline",
        "layout": "labelsheet",
        "token": "apitoken",
        "template": "tasktemplate",
        "service": "onlineservice",
        "reviewed": "reviewedservice",
        "right": "reviewedright",
        "period": "stateperiod",
        "joined": "recordmerge",
        "letter": "formletter",
        "work": "workentry",
        "share": "workshare",
        "held_share": "missionshare",
        "hour": "presencehour",
        "training": "owntraining",
        "relief": "servicerelief",
        "opinion": "councilopinion",
        "scan": "letterscan",
    }
    rows = called | {name: ids[model] for name, model in names.items()}
    return rows | {
        "number": other.first_number,
        "version": other.first_number,
        "other": other.first_number,
        "doubt": doubt.pk,
        "twin": twin.pk,
        "colleague": colleague.pk,
        "brought": other.first_number + 1,
        "compared": other.first_number + 2,
        "division": other.canary,
        "first": 1,
        "last": 1,
        "form": "csv",
        "destination": "recyclage",
        "table": "eleves",
        "year": str(year_of(today())),
        "archived_year": year_of(today()).first,
        "sort": "personnel",
        "part": "donnees",
        "recipient": "dpd",
        "subject": ids["person"],
        "partner": PartnerMembership.objects.filter(role=Role.TECHNICIAN).latest("pk").pk,
        "code": code_of(other),
        "council": "board",
        "traced_kind": "helpdesk.category",
        "reference": reference_of(other.school.uai),
    }


# What a page calls a row after the « ? », where an address calls it otherwise or not at all.
QUERY_NAMES = {
    "salle": "room",
    "batiment": "building",
    "personne": "person",
    "holder": "person",
    "equipement": "equipment",
    "type": "equipmenttype",
    "groupe": "teachinggroup",
    "classe": "schoolclass",
}


class ForeignRows:
    """What a form or a page is sent in place of a row of its own school."""

    def __init__(self, other: World) -> None:
        self.rows, self.number = first_rows(other), other.first_number
        self.named = {model._meta.model_name: pk for model, pk in self.rows.items()}
        self.named |= {name: self.named[model] for name, model in QUERY_NAMES.items()} | named_rows(other)

    def of(self, name: str, model: type[Model] | None) -> list[str]:
        """The row of this model; else every number, and last, where only one is read, what it means."""
        if model:
            return [str(self.rows[model])]
        return [*map(str, {*self.rows.values()}), self.meant_by(name)]

    def meant_by(self, name: str) -> str:
        """The neighbour's row that goes by this name, or a number that several tables give their rows."""
        return str(self.named.get(name, self.number))


class Matrix:
    """Counts what was asked, and keeps what leaked."""

    def __init__(self, other: World) -> None:
        self.other, self.statuses, self.leaks, self.reached = other, Counter(), [], Counter()
        self.before = photograph(other)

    def ask(self, browser: ForgetfulClient, method: str, address: str, allowed: set[int], **sent) -> None:
        self.judge(getattr(browser, method)(address, **sent), f"{method} {address}", allowed)

    def judge(self, answer: HttpResponse, what: str, allowed: set[int]) -> None:
        self.statuses[answer.status_code] += 1
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        content = body + repr(sorted(answer.headers.items())).encode()
        if self.other.canary.encode() in content:
            self.leaks.append(f"{what}: the neighbour's word was shown")
        if answer.status_code not in allowed:
            self.leaks.append(f"{what}: answered {answer.status_code}")

    def ask_undone(
        self, browser: ForgetfulClient, address: str, body: dict[str, Any], about: str = ""
    ) -> None:
        """Send a form to an address of one's own, and look at what it wrote before it is undone."""
        what = f"post {address}{about}"
        with transaction.atomic():
            self.judge(browser.post(address, body), what, REFUSALS | {200})
            try:
                connection.check_constraints()
            except IntegrityError:
                self.leaks.append(f"{what}: the database alone refused")
            else:
                self.compare(what, written_tables())
            transaction.set_rollback(True)

    def compare(self, what: str, tables: set[str] | None = None) -> None:
        """Which tables of the neighbour are no longer as they were; of all, or of these."""
        after = photograph(self.other, tables)
        self.leaks += [
            f"{what}: {table} changed" for table, picture in after.items() if picture != self.before[table]
        ]


def written_tables() -> set[str]:
    """The tables in which the transaction now open wrote anything, whoever's rows they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {name for (name,) in cursor.fetchall()}


def pages(world: World) -> list[str]:
    """Every address of this school, of its authority and of its académie that one may open."""
    values = named_rows(world)
    school = [
        route.address(world.school.uai, **values)
        for route in all_routes()
        if route.is_of_a_school and route.access == "member"
    ]
    above = [
        route.address("", **{**values, "code": body.code})
        for route in all_routes()
        if route.access == "partner"
        for body in (world.school.authority, world.school.academy)
    ]
    return [*school, *above]


def school_routes() -> list[Route]:
    return [route for route in all_routes() if route.is_of_a_school and route.access == "member"]


def token_routes() -> list[Route]:
    return [route for route in all_routes() if route.access == "token"]


def program_of(world: World, state: str) -> ForgetfulClient:
    """A program that shows a token of this user, whether they may hold one or not."""
    with scope(world.school):
        text = forge_token(world.school, world.users[state])
    return ForgetfulClient(raise_request_exception=False, headers={"Authorization": f"Bearer {text}"})


def report(matrix: Matrix, capsys, title: str) -> None:
    with capsys.disabled():
        statuses, total = matrix.statuses, sum(matrix.statuses.values())
        print(f"\nisolation matrix ({title}): {total} requests, {len(matrix.leaks)} leaks, {dict(statuses)}")
        if matrix.reached:
            print(f"that reached their action: {dict(matrix.reached)}")


@contextmanager
def no_policy(model: type[SchoolOwned]) -> Iterator[None]:
    """PostgreSQL lets every row of this table be read and written inside the block.

    Only the owner may say so, outside the transaction of a test: in the database of this worker, a copy.
    """
    dsn = Embedded(settings.FANAL_HOME).dsn("fanal_owner", connection.settings_dict["NAME"])
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE ROW LEVEL SECURITY')
        try:
            yield
        finally:
            owner.execute(f'ALTER TABLE "{model._meta.db_table}" ENABLE ROW LEVEL SECURITY')

"""Whoever may not send a form is told so before anything of it is read, and is shown no form.

December § 7, N9: « 422 before 403 on `demandes/N/confier` and its like ». Every form of the resolver is sent
empty and sent badly, by people of each role. Who may is what the program itself says of the form once it is
filled: refused then (403), it must have been refused before. One role meets every form each day, the others
a tenth drawn by the date.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, transaction

from fanal.accounts.models import AccessGrant, Membership, Person
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.helpdesk.views import request as request_view
from tests.matrix.filling import KEY, ROUNDS, Filled, Sending, complete, fill_all, recorders, send
from tests.matrix.neighbours import OWN_FIRST, browser_of, named_rows, school_routes
from tests.matrix.routes import Route
from tests.matrix.rows import World, owned_models
from tests.matrix.world import make_world
from tests.running.turns import due_on

FIRST = Role.TEACHER
SHOWN, REFUSED = {200, 422}, 403
BAD = "\u202e" + "9" * 60  # no number, no day, no choice, no name


# Forms of which no filling says who may send them, each with why; this list may only shrink.
UNDECIDED = {
    "demandes/nouvelle/aide/": "hints beside what everybody asks, and nothing is kept",
    "eleves/doublons/personnels/<int:person>/<int:colleague>/": "two people who are not alike",
    "equipements/vues/": "whoever reads the list keeps a view of it, for themselves",
    "formation/seances/<int:training_session>/present/": "whoever is registered, by the code of the room",
    "indicateurs/importer/": "a table of indicators",
    "prets/<int:number>/papier/": "a scan",
    "projet/import/": "a table of actions",
    "reglages/vacances/fichier/": "a calendar",
    "reserver/": "everybody books",
    "reserver/<int:booking>/deplacer/": "one's own booking, to an hour that is free",
    "verifier/": "whoever holds a paper verifies it",
    "services/<int:service>/fiches/": "a table of first passwords",
}


class FormsOf(HTMLParser):
    """The addresses that the forms of a page are sent to; of a search, none."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.addresses = page, set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and (said.get("method") or "").lower() == "post":
            self.addresses.add(urlsplit(said.get("action") or self.page).path)


@dataclass
class Rights:
    """Who meets which form: what was looked at, and what was wrong."""

    world: World
    filled: dict[str, Filled]
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    undecided: list[tuple[str, str]] = field(default_factory=list)

    def look(self, browser: ForgetfulClient, state: str, route: Route, address: str) -> None:
        """Every way in which this form opens itself to this role, unless they may send it."""
        ways = [*self._shown(browser, address), *self._read(browser, address)]
        self.counts["pairs"] += 1
        if not ways:
            return
        may = self._may(browser, route, address)
        self.counts["met"] += 1
        if may is None:
            self.undecided.append((route.pattern.partition("<uai:uai>/")[2], f"{state}: {', '.join(ways)}"))
        elif not may:
            self.wrong.append(f"{state} {address}: {', '.join(ways)}, and 403 once it is filled")

    def _shown(self, browser: ForgetfulClient, address: str) -> list[str]:
        with transaction.atomic():
            answer = browser.get(address)
            transaction.set_rollback(True)
        if answer.status_code != 200 or answer.streaming:
            return []
        forms = FormsOf(address)
        forms.feed(answer.text)
        return ["its page shows the form"] if address in forms.addresses else []

    def _read(self, browser: ForgetfulClient, address: str) -> list[str]:
        empty = send(browser, address, dict(KEY))
        names = {*empty.names, *(form.add_prefix(name) for form in empty.forms for name in form.fields)}
        bad = send(browser, address, dict.fromkeys(sorted(names), BAD) | KEY)
        answers = {"empty": empty, "bad": bad}
        return [
            f"{status_of(sent)} when it is {how}" for how, sent in answers.items() if status_of(sent) in SHOWN
        ]

    def _may(self, browser: ForgetfulClient, route: Route, address: str) -> bool | None:
        """Whether they may, by what becomes of the form once it is filled; None when no action is reached."""
        body = dict(KEY)
        for rank in range(ROUNDS):
            sent = send(browser, address, body)
            if status_of(sent) == REFUSED:
                return False
            if sent.actions:
                return True
            complete(body, sent, rank)
        if (others := self.filled.get(route.pattern)) is None:
            return None
        sent = send(browser, address, others.body)
        return None if status_of(sent) != REFUSED and not sent.actions else status_of(sent) != REFUSED


def status_of(sent: Sending) -> int:
    return sent.answer.status_code if sent.answer is not None else 0


@pytest.fixture
def world(db: None) -> World:
    """A school whose rows are the teacher's: a form of what one does not see is refused without a word."""
    made = make_world("ici", OWN_FIRST)
    with scope(made.school):
        give_rows(made, person_of(made, FIRST))
    return made


def person_of(world: World, state: str) -> Person:
    return Membership.objects.get(user=world.users[state]).person


def give_rows(world: World, person: Person) -> None:
    """Whatever was said of the first person of the world is said of this one, where the database lets it."""
    first = Person.objects.for_school(world.school).filter(family_name=world.canary).order_by("pk")[0]
    for model in {*owned_models()} - {Membership, AccessGrant}:  # which give rights
        for link in model._meta.concrete_fields:
            if link.related_model is Person:
                with suppress(DatabaseError), transaction.atomic():
                    model._base_manager.filter(**{link.name: first}).update(**{link.name: person})


def forms_of(world: World) -> list[tuple[Route, str]]:
    values = named_rows(world)
    return [
        (route, route.address(world.school.uai, **values))
        for route in school_routes()
        if "POST" in route.methods
    ]


def look_at(world: World, every: list[tuple[Route, str]], states: list[str], *, is_whole: bool) -> Rights:
    rights = Rights(world, fill_all(world, [route for route, _ in every]))
    with recorders():
        for state in states:
            browser = browser_of(world, state)
            for route, address in every if is_whole or state == FIRST else due_on(today(), every):
                rights.look(browser, state, route, address)
    return rights


def test_whoever_may_not_send_a_form_is_told_so_first(world, request, at_least):
    is_whole = request.config.getoption("--whole-matrix")
    rights = look_at(world, forms_of(world), [*sorted(EVERYONE), Role.DPO.value], is_whole=is_whole)
    at_least("forms sent by a role that may or may not", rights.counts["pairs"], 800)
    assert rights.wrong == [], "\n".join(rights.wrong)
    found = [each for each in rights.undecided if each[1].startswith(f"{FIRST.value}: ")]
    undecided = [": ".join(each) for each in found if each[0] not in UNDECIDED]
    assert undecided == [], "\n".join(undecided)


def test_a_form_that_is_read_before_its_right_is_seen(world, monkeypatch):
    """Shows that it is not blind: the form of a request, without what asks the right first."""
    entrust = [pair for pair in forms_of(world) if pair[0].pattern.endswith("demandes/<int:number>/confier/")]
    assert look_at(world, entrust, [Role.TEACHER.value], is_whole=True).wrong == []
    monkeypatch.setattr(request_view, "_require_rights", lambda *_: None)
    (found,) = look_at(world, entrust, [Role.TEACHER.value], is_whole=True).wrong
    assert "422 when it is empty" in found
    assert "403 once it is filled" in found

"""Forms filled from what they say themselves, and whether what is sent reaches an action.

Each field takes a value that it accepts by its own word, and each choice one that it offers: when the
neighbour's row then takes the place of one's own, the form is refused for that row alone.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from inspect import isfunction, signature, unwrap
from types import CodeType
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict

from fanal.core.clock.testing import today
from fanal.core.testing import ForgetfulClient
from tests.matrix.neighbours import browser_of, named_rows
from tests.matrix.routes import Route
from tests.matrix.rows import World

ROUNDS = 4  # at most so many sendings, each with what the one before it was refused for
TOOL = 4  # one of the six places that Python keeps for whoever watches it
FILLERS = ("digital_lead", "head")
# The year that is looked at, the rank of a page, where one came from: no row of any school.
NO_ROW = {"annee", "key", "next", "page", "retour", "urlencode"}
KEY = {"key": "une-cle-de-la-matrice"}  # without a word, some pages take a form for one that was not sent


@dataclass
class Sending:
    """What one POST met: the answer, the forms that read it, the names read, the actions reached."""

    forms: list[BaseForm] = field(default_factory=list)
    offers: dict[str, list[Any]] = field(default_factory=dict)
    models: dict[str, type[Model]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    answer: HttpResponse | None = None


class FileToSend(SimpleUploadedFile):
    """A file that may be sent again."""

    def read(self, *size: int) -> bytes:
        self.seek(0)
        return super().read(*size)


@dataclass
class Filled:
    """A form that reaches its action: who sends it, and what is sent.

    `names` may carry a row: each with its model, or None where only a number is read.
    """

    state: str
    body: dict[str, Any]
    names: dict[str, type[Model] | None]


def words() -> list[str]:
    """What is tried for a field that offers no choice, in this order."""
    day = today()
    moment = f"{day + timedelta(days=1)}T10:00"
    return [
        "Essai",
        "https://exemple.fr/",
        "1",
        "30",
        day.isoformat(),
        moment,
        "10:00",
        "ada@ecole.invalid",
        "on",
    ]


def accepted(form_field: forms.Field) -> Iterator[str]:
    for value in words():
        with suppress(forms.ValidationError):
            form_field.clean(value)
            yield value


def keys_of(choices: Any) -> Iterator[str]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from keys_of(label)
        elif key not in {"", None}:
            yield str(key)


def candidates(form_field: forms.Field) -> list[Any]:
    """What this field takes, best first."""
    if isinstance(form_field, forms.FileField):
        return [FileToSend("essai.csv", b"Nom;Salle\nEssai;Salle\n")]
    if isinstance(form_field, forms.ModelChoiceField):
        return [str(row.pk) for row in form_field.queryset[:2]]
    if isinstance(form_field, forms.ChoiceField):
        return [*keys_of(form_field.choices)]
    return [*accepted(form_field)]


def codes_of_actions() -> dict[CodeType, str]:
    """The functions by which somebody changes a fact: those of `actions` that are told who acts."""
    return codes_in(tuple(name for name in sys.modules if ".actions" in name))


@cache
def codes_in(modules: tuple[str, ...]) -> dict[CodeType, str]:
    """Looked for again when a page loaded another module, not for each of four thousand sendings."""
    return {
        inner.__code__: f"{name}.{inner.__name__}"
        for name in modules
        for inner in map(unwrap, filter(callable, vars(sys.modules[name]).values()))
        if isfunction(inner) and inner.__module__ == name and "by" in signature(inner).parameters
    }


OPEN: list[Sending] = []  # what is read now is of the last one


@contextmanager
def recorders() -> Iterator[None]:
    """What forms clean and what views read goes to the sending that is watched.

    Once around many sendings: a class whose methods are replaced a thousand times is no longer believed by
    Python, which goes on calling the one before.
    """
    clean, read, read_all = BaseForm.full_clean, QueryDict.__getitem__, QueryDict.getlist

    def full_clean(form: BaseForm) -> None:
        clean(form)
        if form.is_bound:
            note(form)

    def getitem(values: QueryDict, name: str) -> Any:
        note_name(name)
        return read(values, name)

    def getlist(values: QueryDict, name: str, default: Any = None) -> Any:
        note_name(name)
        return read_all(values, name, default)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "full_clean", full_clean)
        patch.setattr(QueryDict, "__getitem__", getitem)
        patch.setattr(QueryDict, "getlist", getlist)
        yield


def note_name(name: str) -> None:
    for sending in OPEN[-1:]:
        sending.names.add(name)


def note(form: BaseForm) -> None:
    """Keep this form, and what each of its fields would take."""
    for sending in OPEN[-1:]:
        sending.forms.append(form)
        for name, each in form.fields.items():
            sending.offers[form.add_prefix(name)] = candidates(each)
            if isinstance(each, forms.ModelChoiceField):
                sending.models[form.add_prefix(name)] = each.queryset.model


@contextmanager
def watched() -> Iterator[Sending]:
    """What is read and begun inside the block, inside `recorders`."""
    sending, codes = Sending(), codes_of_actions()
    monitoring, start = sys.monitoring, sys.monitoring.events.PY_START
    monitoring.use_tool_id(TOOL, "matrix")
    monitoring.register_callback(TOOL, start, lambda code, _place: sending.actions.add(codes[code]))
    for code in codes:
        monitoring.set_local_events(TOOL, code, start)
    OPEN.append(sending)
    try:
        yield sending
    finally:
        OPEN.pop()
        for code in codes:
            monitoring.set_local_events(TOOL, code, 0)
        monitoring.free_tool_id(TOOL)


def send(browser: ForgetfulClient, address: str, body: dict[str, Any]) -> Sending:
    """POST once, and undo what it wrote."""
    with watched() as sending, transaction.atomic():
        sending.answer = browser.post(address, body)
        transaction.set_rollback(True)
    return sending


def complete(body: dict[str, Any], sending: Sending, rank: int) -> None:
    """Give a value to each field that has none, and another to each that was refused."""
    for form in sending.forms:
        for name in form.fields:
            key = form.add_prefix(name)
            values = sending.offers[key]
            if values and (key not in body or name in form.errors):
                body[key] = values[rank % len(values)]


def carries_a_row(sending: Sending, name: str) -> bool:
    """A name read beside the forms, or a choice among numbers: rows of the school, for all one knows."""
    return all(str(value).isdigit() for value in sending.offers.get(name, []))


def fill(browser: ForgetfulClient, state: str, address: str) -> Filled | None:
    """Send, read what the forms refuse, fill it and send again; None when no action is reached."""
    body = dict(KEY)
    for rank in range(ROUNDS):
        sent = send(browser, address, body)
        if sent.actions:
            names = sorted(name for name in sent.names - NO_ROW if carries_a_row(sent, name))
            return Filled(state, body, {name: sent.models.get(name) for name in names})
        complete(body, sent, rank)
    return None


def names_read_by(browser: ForgetfulClient, address: str) -> list[str]:
    """What this page reads from its address after the « ? »."""
    with watched() as sending:
        answer = browser.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return sorted(sending.names - NO_ROW)


def fill_all(world: World, routes: list[Route]) -> dict[str, Filled]:
    """By address: the form as this school's own people send it, where one of them reaches an action."""
    browsers, values = {state: browser_of(world, state) for state in FILLERS}, named_rows(world)
    found = {}
    with recorders():
        for route in routes:
            address = route.address(world.school.uai, **values)
            tries = (fill(browser, state, address) for state, browser in browsers.items())
            if "POST" in route.methods and (filled := next(filter(None, tries), None)):
                found[route.pattern] = filled
    return found

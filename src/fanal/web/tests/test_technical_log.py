"""The technical log is read by people who may read no school's data: nothing of it is there."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.operation.logs import handler
from fanal.core.testing import ForgetfulClient
from fanal.web import views

SECRET, NAME, ADDRESS = "un-secret-dans-l-adresse", "Zoé Dalmas", "zoe.dalmas@ecole.invalid"


class Log:
    """What was written since it was opened, line by line."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def events(self) -> list[dict]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log():
    opened = Log()
    writing = handler("json", opened.stream)
    logging.getLogger().addHandler(writing)
    yield opened
    logging.getLogger().removeHandler(writing)


def test_each_request_is_one_line_that_names_its_route_and_nobody(client_of, school, log):
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.get(reverse("web:search", args=[school.uai]), {"q": NAME})
    (line,) = log.events
    assert (line["event"], line["method"], line["status"]) == ("request", "GET", 200)
    assert line["route"] == "e/<uai:uai>/rechercher/"
    assert {"reference", "ms", "timestamp", "level"} <= set(line)
    assert not any(words in log.text for words in (NAME, "Zo\\u00e9", lead.membership.user.email, school.uai))


def test_a_refused_link_leaves_no_secret(client, school, log):
    client.get(f"/e/{school.uai}/suivre/{SECRET}/")
    client.post(f"/e/{school.uai}/agent/{SECRET}/")
    client.get(f"/invitation/{SECRET}/")
    client.get(f"/demo/{SECRET}/")
    client.get(f"/nulle-part/{SECRET}/")
    ForgetfulClient(enforce_csrf_checks=True).post(f"/e/{school.uai}/moins-de-courriels/{SECRET}/")
    client.post("/compte/login/", {"login": ADDRESS, "password": SECRET})
    assert {line["event"] for line in log.events} == {"request"}
    assert len(log.events) == 7
    assert SECRET not in log.text
    assert ADDRESS not in log.text


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValueError(f"invalid literal: '{NAME}'"), "ValueError"),
        (IntegrityError(f"DETAIL: Key (email)=({ADDRESS}) already exists."), "IntegrityError"),
        (OperationalError("connection refused"), "OperationalError: connection refused"),
    ],
)
def test_an_error_says_where_it_happened_and_repeats_no_value(db, monkeypatch, log, error, sentence):
    def fall(*_args):
        try:
            raise KeyError(NAME)
        except KeyError:
            raise error from None

    monkeypatch.setattr(views, "is_empty", fall)
    answer = ForgetfulClient(raise_request_exception=False).get("/")
    assert answer.status_code == (503 if isinstance(error, OperationalError) else 500)  # the database is away
    (line,) = [line for line in log.events if line["level"] == "error"]
    reference = line["event"].rsplit(" ", 1)[1]
    assert len(reference) == 12
    assert reference in answer.text  # the page says it, for whoever tells the administrator
    assert sentence in line["exception"]
    assert "fanal/web/views.py" in line["exception"]
    assert NAME not in log.text
    assert ADDRESS not in log.text

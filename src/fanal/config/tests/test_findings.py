"""What `fanal check` says of what stands in front of the pages."""

from pathlib import Path

import pytest
from django.db import connection

from fanal.accounts.tests.factories import SchoolFactory
from fanal.config.environment import Environment
from fanal.config.findings import of_settings
from fanal.config.page_findings import of_pages
from fanal.config.size_findings import MOST_EMBEDDED, of_connections, of_size
from fanal.core.embedded.server import settings_for


def said(home, **settings: object) -> str:
    return " ".join(finding.says for finding in of_settings(Environment(**settings), home))


@pytest.mark.parametrize(("proxies", "is_said"), [(0, True), (1, False)])
def test_check_says_when_nothing_receives_slow_senders_before_fanal(tmp_path, proxies, is_said):
    """verified in November 2026, § 7 S3"""
    sentences = said(tmp_path, public_url="https://fanal.invalid", trusted_proxies=proxies)
    assert ("Aucun serveur mandataire" in sentences) is is_said


def test_check_says_when_threads_would_wait_for_a_connection(tmp_path):
    assert "FANAL_DATABASE_POOL vaut 4 pour 6 fils" in said(tmp_path, web_threads=4, database_pool=4)
    assert "FANAL_DATABASE_POOL" not in said(tmp_path, web_threads=4, database_pool=6)


def test_an_empty_variable_is_one_that_is_not_given(monkeypatch):
    """`FANAL_HOME=` would have put the database and the secrets among the sources."""
    monkeypatch.setenv("FANAL_HOME", "")
    assert Environment().home == Path("var")


def test_check_says_that_no_page_would_open(tmp_path):
    """December § 2.5: « `fanal check` and `/healthz` say nothing »."""
    (finding,) = of_pages(tmp_path)
    assert finding.is_essential
    assert "Aucune page ne s’ouvrirait : fanal.css, icons.svg" in finding.says


@pytest.mark.usefixtures("db")
def test_check_advises_a_server_of_ones_own_above_ten_schools():
    """field.md D2-9: « above ten schools use your own server »."""

    def said_of(*, is_embedded: bool) -> list[str]:
        with connection.cursor() as cursor:
            return [finding.says for finding in of_size(cursor, is_embedded=is_embedded)]

    SchoolFactory.create_batch(MOST_EMBEDDED)
    assert said_of(is_embedded=True) == []
    SchoolFactory()
    assert "11 établissements" in said_of(is_embedded=True)[0]
    assert said_of(is_embedded=False) == []


@pytest.mark.usefixtures("db")
def test_check_says_when_this_machine_could_ask_for_more_connections_than_there_are():
    with connection.cursor() as cursor:
        assert list(of_connections(cursor, Environment())) == []
        (finding,) = of_connections(cursor, Environment(workers=8))
    assert "connexions, et la base en accepte" in finding.says


def test_one_knob_gives_the_embedded_server_its_memory():
    assert settings_for(256)["shared_buffers"] == "64MB"
    assert settings_for(8192) == {
        "shared_buffers": "2048MB",
        "effective_cache_size": "6144MB",
        "maintenance_work_mem": "512MB",
        "work_mem": "32MB",
        "max_connections": "200",
    }

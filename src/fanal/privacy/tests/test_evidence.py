"""What the journal says around a breach is frozen with it, proved by its hash, and outlives the journal."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.files import orphan_files
from fanal.core.frozen.testing import assert_frozen
from fanal.core.journal.models import JournalEntry
from fanal.core.retention.removal import remove
from fanal.core.stores.testing import path_of
from fanal.core.tenancy import scope
from fanal.privacy.models import BreachEvidence, DataBreach
from fanal.privacy.rules.evidence import proposed, refusals

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(NOW)]


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


@pytest.fixture
def breach(head, school):
    head.post(url("breach_report", school), {"description": "Un mot de passe affiché"})
    with scope(school):
        return DataBreach.objects.for_school(school).get()


def span(about="", **hours):
    now = timezone.localtime()
    until = now + timedelta(minutes=1)
    return {
        "since": f"{now - HOUR:%Y-%m-%dT%H:%M}",
        "until": f"{until:%Y-%m-%dT%H:%M}",
        "about": about,
    } | hours


def frozen(school):
    with scope(school):
        return BreachEvidence.objects.for_school(school).get()


def test_the_entries_of_a_span_are_frozen_and_their_hash_is_journaled(head, school, breach):
    page = head.post(url("evidence_freeze", school, breach.number), span(), follow=True).text
    row = frozen(school)
    assert f"{row.count} entrée" in page
    answer = head.get(url("evidence_file", school, breach.number, row.sha256))
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == row.sha256
    report = json.loads(content)
    assert report["vérification"].startswith("Le journal tient")
    assert [entry["quoi"] for entry in report["journal"]].count("Violation de données signalée") == 1
    assert set(report["têtes des chaînes (n°, empreinte)"]) <= {"history", "security"}
    with scope(school):
        last = JournalEntry.objects.for_school(school).order_by("-pk").first()
        assert_frozen(row)  # December § 7, N7: its breach, its day, who froze it and its type too
    assert (last.verb, row.sha256 in last.payload) == ("privacy.evidence_frozen", True)


def test_an_entry_of_the_file_can_be_checked_against_its_chain(head, school, breach):
    head.post(url("evidence_freeze", school, breach.number), span())
    row = frozen(school)
    for entry in json.loads(path_of(school.pk, row.sha256).read_bytes())["journal"]:
        at = datetime.fromisoformat(entry["le"])
        epoch = int(at.timestamp()) * 1_000_000 + at.microsecond
        words = [
            school.pk,
            entry["chaîne"],
            entry["n°"],
            epoch,
            entry["verbe"],
            entry["sujet"],
            entry["auteur"],
            "",
        ]
        message = "|".join(map(str, words)).encode()
        linked = bytes.fromhex(entry["précédente"]) + message + bytes.fromhex(entry["engagement"])
        assert hashlib.sha256(linked).hexdigest() == entry["empreinte"]


def test_what_no_page_of_the_journal_shows_is_not_in_the_file(head, school, breach):
    """The first values of a row that was made stand in no line of the page « Journal »."""
    head.post(url("evidence_freeze", school, breach.number), span())
    assert "reported_by" not in path_of(school.pk, frozen(school).sha256).read_text()


def test_only_those_who_handle_breaches_freeze_and_read(head, school, breach, client_of):
    head.post(url("evidence_freeze", school, breach.number), span())
    file = url("evidence_file", school, breach.number, frozen(school).sha256)
    for role, status in ((Role.DIGITAL_LEAD, 200), (Role.TEACHER, 403), (Role.BURSAR, 403)):
        answer = client_of(school, role).get(file)
        assert answer.status_code == status
        assert b"".join(getattr(answer, "streaming_content", [b"403"]))
    assert (
        client_of(school, Role.TEACHER).get(url("evidence_freeze", school, breach.number)).status_code == 403
    )
    assert head.get(url("evidence_file", school, breach.number, "0" * 64)).status_code == 404


def test_the_file_of_the_breach_names_the_evidence(head, school, breach):
    before = len(head.get(url("breach_file", school, breach.number)).content)
    head.post(url("evidence_freeze", school, breach.number), span())
    assert len(head.get(url("breach_file", school, breach.number)).content) > before


def test_the_file_stays_as_long_as_its_breach(head, school, breach):
    head.post(url("evidence_freeze", school, breach.number), span())
    file = path_of(school.pk, frozen(school).sha256)
    written = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)  # the disk keeps the machine's day
    later = written + timedelta(days=3)
    with scope(school):
        orphan_files._purge(school.pk, later)
        assert file.exists()
        remove(DataBreach.objects.for_school(school))
        orphan_files._purge(school.pk, later)
    assert not file.exists()


def test_a_span_that_says_nothing_or_makes_no_sense_is_refused(head, school, breach):
    page = url("evidence_freeze", school, breach.number)
    assert "ne dit rien" in head.post(page, span("equipment")).text
    now = timezone.localtime()
    backwards = head.post(page, span(until=f"{now - 2 * HOUR:%Y-%m-%dT%H:%M}"))
    assert backwards.status_code == 422
    assert "avant le début" in backwards.text
    assert head.get(page).status_code == 200


def test_the_same_press_twice_freezes_once(head, school, breach):
    for _ in range(2):
        head.post(url("evidence_freeze", school, breach.number), span() | {"key": "e" * 20})
    assert frozen(school)


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        pytest.param(NOW - HOUR, NOW, "", id="the last hour"),
        pytest.param(NOW, NOW - HOUR, "avant le début", id="backwards"),
        pytest.param(NOW + HOUR, NOW + 2 * HOUR, "avenir", id="not yet"),
        pytest.param(NOW - timedelta(days=400), NOW, "douze mois", id="forgotten"),
    ],
)
def test_which_spans_can_be_frozen(since, until, refused):
    assert refused in " ".join(refusals(since, until, NOW)) if refused else refusals(since, until, NOW) == []


def test_the_span_that_is_proposed_ends_now_at_the_latest():
    assert proposed(NOW - 5 * HOUR, NOW) == (NOW - 29 * HOUR, NOW - 4 * HOUR)
    assert proposed(NOW, NOW)[1] == NOW

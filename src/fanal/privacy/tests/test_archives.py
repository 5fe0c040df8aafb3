"""December § 3.7: public archives wait for the visa, and a year of them leaves as one file."""

import io
import zipfile
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.declared import declared_data
from fanal.commission.models import Meeting
from fanal.commission.reading.paper import minutes_data
from fanal.core.clock.testing import today
from fanal.core.frozen.testing import assert_frozen
from fanal.core.journal.models import JournalEntry
from fanal.core.retention import removal
from fanal.core.retention import rule as retention
from fanal.core.retention.archives import every_paper
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.models import Disposal
from fanal.privacy.models import ArchiveRelease
from fanal.privacy.rules import archives as rules

pytestmark = pytest.mark.django_db
GIVEN = {"sorts": ["commission.meetings"], "ground": "visa", "reference": "n° 1"}


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


@pytest.fixture
def old(school):
    """A meeting of six years ago, whose five years are over."""
    with scope(school):
        return Meeting.objects.create(
            school=school,
            number=1,
            title="Commission d’hier",
            starts_at=timezone.now() - timedelta(days=2200),
        )


def night(school):
    removal.keep_no_longer(timezone.now())
    with scope(school):
        return Meeting.objects.for_school(school).exists()


def test_the_night_leaves_public_archives_until_the_head_has_said_what_allows_it(school, head, old):
    assert night(school)
    page = head.get(url("archive_list", school)).text
    assert "visa des archives départementales" in page
    assert "1 ligne" in page
    form = GIVEN | {"until": today().isoformat(), "reference": "AD59, n° 12 du 3 mars"}
    assert head.post(url("archive_release", school), form).status_code == 302
    assert not night(school)
    with scope(school):
        assert JournalEntry.objects.filter(verb="privacy.archives_released").exists()
        assert_frozen(ArchiveRelease.objects.get())  # December § 7, N7: « never changed », without a guard
    page = words_of(head.get(url("archive_list", school)).text)
    assert "Comptes rendus de réunion : Le visa" in page
    assert "AD59, n° 12 du 3 mars" in page


def test_nothing_to_keep_is_no_visa(school, head, old):
    """December, second reading J12: « rien à garder » was leave to eliminate; R212-14 has the visa."""
    page = words_of(head.get(url("archive_release", school)).text)
    assert "versés aux archives départementales" in page
    assert "rien à garder" not in page
    form = GIVEN | {"until": today().isoformat(), "ground": "nothing"}
    assert head.post(url("archive_release", school), form).status_code == 422
    assert rules.refusals(["a"], ["a"], today(), today(), ground="nothing") == [rules.NO_GROUND]
    assert night(school)
    page = words_of(head.get(url("archive_list", school)).text)
    assert "Ces papiers sont des archives publiques" not in page
    assert "code du patrimoine, article R212-14" in page


def test_a_visa_lets_go_what_it_names_and_nothing_else(school, head, old):
    """December § 3.7: one day was said for all four sorts, though a visa bears on a list of documents."""
    form = GIVEN | {"sorts": ["reports.frozen", "disposals.disposals"], "until": today().isoformat()}
    assert head.post(url("archive_release", school), form).status_code == 302
    assert night(school), "meetings were not named"
    with scope(school):
        entry = JournalEntry.objects.get(verb="privacy.archives_released")
    assert "reports.frozen" in str(entry.payload)


def test_a_release_names_something_and_nothing_unknown(school, head, old):
    """Bad input: none ticked, or what is no paper."""
    for sorts in ([], ["loans.loans"], ["commission.meetings", "x"]):
        form = GIVEN | {"sorts": sorts, "until": today().isoformat()}
        assert head.post(url("archive_release", school), form).status_code == 422, sorts
    assert rules.refusals([], ["a"], today(), today(), ground="visa") == [rules.NOTHING_NAMED]
    assert rules.refusals(["a", "b"], ["a"], today(), today(), ground="visa") == [rules.NOTHING_NAMED]
    assert night(school)


def test_what_was_said_before_the_sorts_was_said_of_all_four():
    """December § 3.7: a release of before names all four, in the migration."""
    module = import_module("fanal.privacy.migrations.0005_archive_sorts")
    sorts = {papers.rule.name for papers in every_paper()}
    assert set(module.EVERY_SORT) == sorts - {"steering.adopted"}, "projects wait since the second reading"


def test_every_rule_that_waits_says_so_wherever_it_is_read(client):
    """December § 3.7: notice, file of a school and tables said « 5 ans » of what waits for the visa."""
    waiting = [rule for rule in retention.rules() if rule.is_archive]
    assert all(rule.says.endswith(f" ; {retention.UNTIL_VISA}.") for rule in waiting)
    assert all(len(rule.says) <= 300 for rule in retention.rules()), "the reason of an opened door"
    labels = {label for rule in waiting for label in rule.tables}
    kept = {table.label: table.kept for app in declared_data() for table in app.tables}
    assert all((retention.UNTIL_VISA in words) == (label in labels) for label, words in kept.items())
    assert kept["disposals.Disposal"] == f"sortie + 5 ans, {retention.UNTIL_VISA}, puis sans nom"
    assert retention.UNTIL_VISA in words_of(client.get(reverse("data_kept")).text)


def test_what_ends_after_the_day_that_was_said_waits_for_the_next_time(school, head, old):
    with scope(school):
        ArchiveRelease.objects.create(
            school=school,
            sorts=["commission.meetings"],
            until=today() - timedelta(days=700),
            ground="nothing",
            reference="courrier",
            released_at=timezone.now(),
        )
    assert night(school)  # its five years ended 375 days ago


def test_nothing_is_released_in_advance_nor_without_a_reference(school, head, old):
    form = GIVEN | {"until": (today() + timedelta(days=1)).isoformat()}
    assert head.post(url("archive_release", school), form).status_code == 422
    form = GIVEN | {"until": today().isoformat(), "reference": ""}
    assert head.post(url("archive_release", school), form).status_code == 422
    assert night(school)


def test_a_private_school_is_not_held_and_its_page_says_so(school, head, old):
    School.objects.filter(pk=school.pk).update(status="private")
    assert "ne retient pas" in head.get(url("archive_list", school)).text
    assert not night(school)


def test_the_head_downloads_a_year_with_its_papers_and_their_data(school, head, old):
    with scope(school):
        frozen = minutes_data(old, [], approved_at=timezone.now())
        Meeting.objects.filter(pk=old.pk).update(
            frozen=frozen, seal="0" * 64, state="approved", approved_at=timezone.now()
        )
    year = old.starts_at.year
    answer = head.post(url("archive_export", school, year))
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.read("papiers/compte-rendu-1.pdf").startswith(b"%PDF")
    table = archive.read("tables/commission.meeting.csv").decode()
    assert "Commission d’hier" in table
    assert {"LISEZMOI.txt", "tables/reports.boardreport.csv", "tables/disposals.disposal.csv"} <= set(
        archive.namelist()
    )
    assert "visa des archives" in archive.read("LISEZMOI.txt").decode()
    for other in (year - 1, 0, 10_000, 10**20):
        assert head.post(url("archive_export", school, other)).status_code == 404, "no paper of that year"


def test_who_may(client_of, school, old):
    lead, teacher = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.TEACHER)
    assert "Le chef d’établissement les emporte" in lead.get(url("archive_list", school)).text
    assert lead.post(url("archive_export", school, 2020)).status_code == 403
    assert lead.get(url("archive_release", school)).status_code == 403
    assert teacher.get(url("archive_list", school)).status_code == 403


def test_reports_acts_disposals_and_minutes_are_the_papers_that_wait():
    waits = {rule.name for rule in retention.rules() if rule.is_archive}
    assert waits == {papers.rule.name for papers in every_paper()}
    four = {"reports.frozen", "online_services.acts", "disposals.disposals", "commission.meetings"}
    assert waits == {*four, "steering.adopted"}
    assert all(papers.rule.over for papers in every_paper())
    assert Disposal in {papers.model for papers in every_paper()}

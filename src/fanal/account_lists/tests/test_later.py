"""A long list: compared by a job, once, within bounds; its page says where it stands."""

import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.account_lists.actions import background_comparison, comparisons, matching
from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.rules.accounts import read_account
from fanal.account_lists.testing import TODAY, YEAR
from fanal.accounts.models import AccessGrant, Membership
from fanal.accounts.models.roles import Role
from fanal.core.imports.models import Import, ImportLine
from fanal.core.mail.testing import run_jobs
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.online_services.models import OnlineService

__all__ = ["run_jobs"]
HEADERS = "Login;Nom;Prénom;Classe\n"
LIST = HEADERS + "".join(f"l{n};NOM{n};Zoé;6A\n" for n in range(8))
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(background_comparison, "LONG", 5)


@pytest.fixture
def service(school):
    with scope(school):
        for n in range(8):
            pupil = Pupil.objects.create(school=school, family_name=f"NOM{n}", given_name="Zoé")
            Enrolment.objects.create(school=school, pupil=pupil, school_year=YEAR, class_code="6A")
        return OnlineService.objects.create(school=school, name="ENT", holders="pupils")


def url(name, school, *args):
    return reverse(f"account_lists:{name}", args=[school.uai, *args])


def send(browser, school, service, text=LIST, **more):
    file = SimpleUploadedFile("comptes.csv", text.encode())
    address = browser.post(url("list_deposit", school, service.pk), {"file": file}).url
    with scope(school):
        columns = Import.objects.for_school(school).order_by("-pk").first().columns
    sent = {f"column-{rank}": code for rank, code in enumerate(columns)} | more
    return address, browser.post(address, sent)


def state(school):
    with scope(school):
        return Comparison.objects.for_school(school).select_related("imported").order_by("-pk").first()


@pytest.mark.usefixtures("short", "transactional_db")
def test_a_long_list_is_compared_by_a_job_and_the_page_says_where_it_stands(
    run_jobs, client_of, school, service
):
    lead = client_of(school, Role.DIGITAL_LEAD)
    columns, answer = send(lead, school, service)
    page = lead.get(answer.url).text
    assert ("est longue" in page, "En cours" in page) == (True, True)
    made = state(school)
    address = url("list_state", school, service.pk, made.imported.number)
    assert (lead.get(address).status_code, "HX-Refresh" in lead.get(address).headers) == (204, False)
    assert lead.post(columns, {}).url == answer.url  # pressed twice: promised once
    assert lead.get(columns).url == answer.url
    assert ProcrastinateJob.objects.filter(task_name=background_comparison.COMPARE).count() == 1
    run_jobs()
    done = state(school)
    assert (done.matched, done.waiting_since, done.asked_by_id) == (8, None, None)
    assert lead.get(address).headers["HX-Refresh"] == "true"
    assert "est longue" not in lead.get(answer.url).text
    with scope(school):
        assert not ImportLine.objects.for_school(school).exists()
    later_again(school, done)
    assert state(school).matched == 8


def later_again(school, comparison):
    with scope(school):
        background_comparison.compare_later(school.pk, comparison.pk, is_sure=False)


@pytest.mark.usefixtures("short", "transactional_db")
def test_a_doubtful_list_waits_for_somebody_to_say_yes(run_jobs, client_of, school, service):
    lead = client_of(school, Role.DIGITAL_LEAD)
    text = HEADERS + "".join(f"x{n};AUTRE{n};Max;5B\n" for n in range(12))
    columns, answer = send(lead, school, service, text)
    run_jobs()
    assert "une question vous attend" in lead.get(answer.url).text
    page = lead.get(columns)
    assert (page.status_code, "comparer quand même" in page.text) == (200, True)
    with scope(school):
        codes = Import.objects.for_school(school).order_by("-pk").first().columns
    lead.post(columns, {f"column-{rank}": code for rank, code in enumerate(codes)} | {"sure": "yes"})
    run_jobs()
    assert state(school).orphan == 12
    assert "une question vous attend" not in lead.get(answer.url).text


@pytest.mark.usefixtures("short", "transactional_db")
def test_whoever_lost_the_right_meanwhile_compares_nothing(run_jobs, client_of, school, service):
    lead = client_of(school, Role.DIGITAL_LEAD)
    _, answer = send(lead, school, service)
    head = client_of(school, Role.HEAD)
    with scope(school):
        Membership.objects.for_school(school).filter(person=lead.membership.person_id).update(
            roles=["teacher"]
        )
        AccessGrant.objects.for_school(school).update(is_suspended=True)
    run_jobs()
    assert state(school).compared_on is None
    assert "À confirmer" in head.get(answer.url).text
    with scope(school):
        assert not Finding.objects.for_school(school).exists()


@pytest.mark.django_db
def test_a_list_beyond_the_bound_is_refused_with_a_sentence(client_of, school, service, monkeypatch):
    monkeypatch.setattr(comparisons, "MOST_ACCOUNTS", 3)
    file = SimpleUploadedFile("comptes.csv", LIST.encode())
    answer = client_of(school, Role.HEAD).post(url("list_deposit", school, service.pk), {"file": file})
    assert (answer.status_code, "plus de 3 lignes" in answer.text) == (422, True)


@pytest.mark.django_db
def test_the_memory_of_a_comparison_does_not_grow_with_its_list():
    def accounts(many):
        for line in range(many):
            cells = {"login": f"l{line}", "family_name": f"NOM{line}", "given_name": "Zoé", "class": "6A"}
            yield line, read_account(cells, has_seen=False)

    peaks = []
    matching.stage(accounts(40_000))  # what is remembered of words is full
    for many in (10_000, 40_000):
        tracemalloc.start()
        matching.stage(accounts(many))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0] + 2_000_000
    assert peaks[1] < 30_000_000

"""« Mon carnet » on the screen: its person reads and corrects it, the management reads what is shown."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.people.erasure import PERSON, Subject, finder_of
from fanal.core.people.own_data import resolved
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.work_log.models import WorkEntry, WorkShare
from fanal.work_log.rules.work import MORE_REQUESTS

KEY, SECRET = "k" * 24, "Réunion secrète"
QUICK = {"usual": "20", "activity": "advice", "what": SECRET, "day": "2026-11-26"}
pytestmark = pytest.mark.clock("2026-11-26 10:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 10:00+01:00", tick=False):
        yield


def url(name, school, *args):
    return reverse(f"work:{name}", args=[school.uai, *args])


def entry_of(school, client, **more):
    fields = {
        "school": school,
        "person": client.membership.person,
        "day": date(2026, 11, 20),
        "minutes": 137,
        "activity": "advice",
        "part": "teams",
        "what": SECRET,
        "reference": str(len(more)),
    }
    with scope(school):
        return WorkEntry.objects.create(**fields | more)


def only(school):
    with scope(school):
        return WorkEntry.objects.for_school(school).get()


def test_the_page_fills_itself_and_says_what_more_requests_may_mean(lead, school):
    moment = datetime(2026, 11, 20, 10, tzinfo=UTC)
    with scope(school):
        HelpRequestFactory(
            school=school,
            taken_by=lead.membership.person,
            state="closed",
            asked_at=moment,
            solved_at=moment,
            closed_at=moment,
        )
    page = lead.get(url("log", school)).text
    assert "1 demande suivie" in page
    assert french(MORE_REQUESTS) in page
    assert "Vendredi 20 novembre" in page


def test_a_line_is_added_in_one_form_and_a_double_press_adds_it_once(lead, school):
    for _ in range(2):
        answer = lead.post(url("add", school), QUICK | {"key": KEY}, follow=True)
    assert SECRET in answer.text
    assert only(school).minutes == 20
    lead.post(url("add", school), QUICK | {"minutes": "137"})
    with scope(school):
        assert sorted(row.minutes for row in WorkEntry.objects.for_school(school)) == [20, 137]


@pytest.mark.parametrize(
    "wrong", [{"usual": "other"}, {"minutes": "0"}, {"activity": ""}, {"day": "2027-01-01"}, {"usual": ""}]
)
def test_a_line_that_cannot_be_comes_back_with_its_words(lead, school, wrong):
    answer = lead.post(url("add", school), QUICK | wrong)
    assert answer.status_code == 422
    assert SECRET in answer.text


def test_several_durations_are_corrected_with_one_button(lead, school):
    first, second = entry_of(school, lead), entry_of(school, lead, reference="b", minutes=10)
    fields = {f"m-{first.pk}": "60", f"m-{second.pk}": "10"}
    answer = lead.post(url("correct", school) + "?periode=t1", fields, follow=True)
    assert "1 durée corrigée." in answer.text
    assert answer.redirect_chain[-1][0].endswith("?periode=t1")
    assert lead.post(url("correct", school), {f"m-{first.pk}": "deux"}).status_code == 422


def test_a_line_is_corrected_put_aside_taken_back_and_deleted(lead, school):
    entry = entry_of(school, lead)
    fields = {"minutes": "30", "activity": "mission", "part": "mission", "day": "2026-11-19", "what": "Bilan"}
    lead.post(url("line", school, entry.pk), fields)
    entry_now = only(school)
    assert (entry_now.minutes, entry_now.activity, entry_now.part, entry_now.what) == (
        30,
        "mission",
        "mission",
        "Bilan",
    )
    assert lead.post(url("line", school, entry.pk), fields | {"part": "interface"}).status_code == 422
    lead.post(url("put_aside", school, entry.pk), {"aside": "1"})
    assert only(school).is_aside
    assert "écartée" in lead.get(url("log", school)).text
    lead.post(url("put_aside", school, entry.pk), {"aside": "0"})
    assert not only(school).is_aside
    lead.post(url("delete", school, entry.pk))
    with scope(school):
        assert not WorkEntry.objects.for_school(school).exists()


def test_a_colleague_finds_nothing_there(lead, head, client_of, school):
    entry = entry_of(school, lead)
    for other in (head, client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.TEACHER)):
        assert SECRET not in other.get(url("log", school)).text
        assert other.get(url("line", school, entry.pk)).status_code == 404
        assert other.post(url("delete", school, entry.pk)).status_code == 404
        other.post(url("correct", school), {f"m-{entry.pk}": "5"})
    assert only(school).minutes == 137


def test_hours_are_on_no_home_page_nor_in_the_journal(lead, head, school):
    lead.post(url("add", school), QUICK | {"minutes": "137"})
    for reader in (lead, head):
        home = reader.get(reverse("web:home", args=[school.uai])).text
        assert SECRET not in home
        assert "2 h 17" not in home
    journal = head.get(reverse("settings:journal", args=[school.uai])).text
    assert "Ligne ajoutée à son carnet" in journal
    assert SECRET not in journal
    assert "137" not in words_of(journal)


def test_the_head_who_handles_a_request_of_theirs_does_not_read_their_hours_while_they_can(lead, school):
    entry_of(school, lead)
    person = lead.membership.person
    subject = Subject(
        PERSON, school.pk, person.pk, "A", "B", date(2026, 11, 26), user_id=lead.membership.user_id
    )
    with scope(school):
        sections = resolved(finder_of(PERSON).tell(subject))
        assert SECRET not in str(sections)
        assert "Mes données" in sections["carnet de travail"]
        lead.membership.valid_until = date(2026, 11, 25)
        lead.membership.save()
        assert SECRET in str(resolved(finder_of(PERSON).tell(subject)))


def test_the_head_reads_what_is_shown_and_only_that(lead, head, school):
    entry_of(school, lead)
    assert "Personne ne montre de carnet" in head.get(url("shared_list", school)).text
    lead.post(
        url("share", school), {"first_day": "2026-11-01", "last_day": "2026-11-30", "with_detail": "False"}
    )
    with scope(school):
        share = WorkShare.objects.for_school(school).get()
    page = head.get(url("shared", school, share.pk)).text
    assert "2 h 17" in page
    assert "Partagé le 26 novembre 2026" in french(page)
    assert SECRET not in page
    lead.post(
        url("share", school), {"first_day": "2026-11-01", "last_day": "2026-11-30", "with_detail": "True"}
    )
    assert SECRET in head.get(url("shared", school, share.pk)).text
    entry_of(school, lead, reference="aside", minutes=600, is_aside=True, what="Écartée")
    assert "Écartée" not in head.get(url("shared", school, share.pk)).text
    lead.post(url("unshare", school, share.pk))
    assert head.get(url("shared", school, share.pk)).status_code == 404


def test_a_colleague_reads_no_share_and_cannot_end_it(lead, head, client_of, school):
    lead.post(
        url("share", school), {"first_day": "2026-11-01", "last_day": "2026-11-30", "with_detail": "True"}
    )
    with scope(school):
        share = WorkShare.objects.for_school(school).get()
    second = client_of(school, Role.DIGITAL_LEAD)
    assert second.get(url("shared", school, share.pk)).status_code == 403
    assert second.post(url("unshare", school, share.pk)).status_code == 404
    assert head.post(url("unshare", school, share.pk)).status_code == 403
    assert (
        lead.post(
            url("share", school),
            {"first_day": "2026-11-30", "last_day": "2026-11-01", "with_detail": "False"},
        ).status_code
        == 422
    )


def test_a_period_leaves_as_a_document_and_as_tables(lead, school):
    entry_of(school, lead)
    made = lead.get(url("export", school, "pdf") + "?periode=t1")
    assert b"pdfuaid" in made.content
    table_text = b"".join(lead.get(url("export", school, "csv")).streaming_content).decode("utf-8-sig")
    assert SECRET in table_text
    assert '"137"' in table_text
    table = b"".join(lead.get(url("export", school, "ods")).streaming_content)
    assert table.startswith(b"PK")
    assert lead.get(url("export", school, "exe")).status_code == 404
    other = b"".join(lead.get(url("export", school, "csv") + "?annee=2025-2026").streaming_content)
    assert SECRET.encode() not in other


def test_durations_are_the_persons_own(lead, school):
    page = lead.get(url("durations", school)).text
    assert "Aucun texte ne les fixe" in page
    fields = dict(_fields(page))
    lead.post(url("durations", school), fields | {"helpdesk.handled": "25"})
    assert 'value="25"' in lead.get(url("durations", school)).text
    lead.post(url("durations_restore", school))
    assert 'value="25"' not in lead.get(url("durations", school)).text
    assert lead.post(url("durations", school), fields | {"helpdesk.handled": "0"}).status_code == 422


def _fields(page):
    return re.findall(r'name="([a-z_]+\.[a-z_]+)" value="(\d+)"', page)


def test_a_partner_has_no_log(client_of, school):
    assert client_of(school, Role.DPO).get(url("log", school)).status_code in {403, 404}


def test_the_log_costs_the_same_for_one_line_and_for_twenty(lead, school):
    counts = []
    for many in (1, 20):
        for rank in range(many):
            entry_of(school, lead, reference=f"{many}-{rank}")
        lead.get(url("log", school))
        with CaptureQueriesContext(connection) as queries:
            lead.get(url("log", school))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_of_shares_costs_the_same_for_one_and_for_twenty(lead, head, school):
    counts = []
    for many in (1, 20):
        with scope(school):
            for rank in range(many):
                WorkShare.objects.create(
                    school=school,
                    person=lead.membership.person,
                    first_day=date(2026, 9, rank + 1),
                    last_day=date(2026, 10, many),
                    shared_at=datetime(2026, 11, 1, tzinfo=UTC),
                )
        head.get(url("shared_list", school))
        with CaptureQueriesContext(connection) as queries:
            head.get(url("shared_list", school))
        counts.append(len(queries))
    assert counts[0] == counts[1]

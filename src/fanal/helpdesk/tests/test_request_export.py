"""The list of requests leaves as a file, with everything that a school would keep (issue 12, part 6)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.mail.models import Mail
from fanal.core.models import JournalEntry
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.export import HEADERS
from fanal.helpdesk.tests.factories import HelpRequestFactory

PARIS = ZoneInfo("Europe/Paris")
ASKED = datetime(2026, 11, 2, 9, 12, tzinfo=PARIS)
pytestmark = pytest.mark.clock(ASKED)
TEXT = '=HYPERLINK("http://x")\n+33 ; « l’écran » 0042'


@pytest.fixture
def help_request(school):
    with scope(school):
        made = HelpRequestFactory(school=school, text=TEXT, asked_at=ASKED)
        fields = {"school": school, "help_request": made, "author_name": "Mme Œuvrard"}
        Message.objects.create(**fields, text="@Bonjour ; merci", written_at=ASKED)
        Message.objects.create(**fields, text="-1 lampe", written_at=ASKED, audience=Message.Audience.TEAM)
    return made


def address(school, form: str) -> str:
    return reverse("helpdesk:request_export", args=[school.uai, form])


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_a_request_leaves_with_its_dates_its_people_and_its_exchanges(client_of, school, help_request, form):
    answer = client_of(school, Role.DIGITAL_LEAD).get(address(school, form), {"vue": "toutes"})
    table = read_table(answer.getvalue(), f"demandes.{form}")
    (cells,) = list(table.rows)
    row = dict(zip(table.headers, cells, strict=True))
    assert table.headers == HEADERS
    assert (row["Demande n°"], row["Envoyée le"]) == (str(help_request.number), "2026-11-02T09:12:00")
    assert row["Ce qui se passe"] == TEXT
    assert row["Demandée par"] == str(help_request.requester)
    assert (row["Étape"], row["Type"]) == (help_request.state_words, help_request.get_kind_display())
    assert row["Échanges"] == "02/11/2026 09:12, Mme Œuvrard : @Bonjour ; merci"
    assert row["Notes de l’équipe"].endswith("-1 lampe")


def test_an_export_of_requests_dropped_among_the_people_is_refused_with_a_sentence(
    client_of, school, help_request
):
    client = client_of(school, Role.DIGITAL_LEAD)
    for form in ("csv", "xlsx", "ods"):
        content = client.get(address(school, form), {"vue": "toutes"}).getvalue()
        file = {"file": SimpleUploadedFile(f"demandes.{form}", content)}
        refused = client.post(reverse("people_files:import_start", args=[school.uai]), file)
        assert refused.status_code == 422
        assert "export des demandes" in refused.text


def test_a_spreadsheet_runs_nothing_of_it(client_of, school, help_request):
    content = client_of(school, Role.HEAD).get(address(school, "csv"), {"vue": "toutes"}).getvalue()
    assert b"\"'=HYPERLINK" in content
    assert b"\n'+33" in content


def test_the_file_follows_the_filter_of_the_list_and_is_journaled(client_of, school, help_request):
    client = client_of(school, Role.DIGITAL_LEAD)
    page = client.get(reverse("helpdesk:request_list", args=[school.uai]), {"vue": "toutes"})
    assert f"{address(school, 'ods')}?vue=toutes" in page.text
    for asked_for, count in (({"vue": "toutes"}, 1), ({"vue": "resolues"}, 0), ({"q": "absent"}, 0)):
        content = client.get(address(school, "csv"), asked_for).getvalue().decode("utf-8-sig")
        assert ("Œuvrard" in content) is bool(count)
    with scope(school):
        kept = JournalEntry.objects.for_school(school).filter(verb="helpdesk.requests_exported")
        assert [entry.chain for entry in kept] == ["security"] * 3
        assert not Mail.objects.for_school(school).exists()


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_a_colleague_takes_no_list_out(client_of, school, help_request, role):
    client = client_of(school, role)
    assert client.get(address(school, "csv")).status_code == 403
    assert "request_export" not in client.get(reverse("helpdesk:request_list", args=[school.uai])).text


def test_the_requests_of_a_neighbour_stay_there(client_of, school, elsewhere, help_request):
    content = client_of(elsewhere, Role.HEAD).get(address(elsewhere, "csv"), {"vue": "toutes"}).getvalue()
    assert b"HYPERLINK" not in content
    assert client_of(elsewhere, Role.HEAD).get(address(school, "csv")).status_code == 404


def test_the_export_asks_the_same_questions_for_many_requests(client_of, school, help_request, count_queries):
    client = client_of(school, Role.DIGITAL_LEAD)
    client.get(address(school, "csv"), {"vue": "toutes"}).getvalue()
    with count_queries() as few:
        client.get(address(school, "csv"), {"vue": "toutes"}).getvalue()
    with scope(school):
        HelpRequestFactory.create_batch(20, school=school)
        assert HelpRequest.objects.for_school(school).count() == 21
    with count_queries() as many:
        client.get(address(school, "csv"), {"vue": "toutes"}).getvalue()
    assert len(many) == len(few)


def test_the_file_of_a_chosen_year_holds_the_rows_that_the_list_holds(client_of, school, help_request):
    """A request merged into another is counted once in the year, and stands once in both."""
    with scope(school):
        HelpRequestFactory(
            school=school,
            text="Encore l’écran",
            asked_at=ASKED,
            merged_into=help_request,
            state="closed",
            solved_at=ASKED,
            closed_at=ASKED,
        )
    client, year = client_of(school, Role.DIGITAL_LEAD), {"vue": "toutes", "annee": "2026-2027"}
    page = client.get(reverse("helpdesk:request_list", args=[school.uai]), year)
    table = read_table(client.get(address(school, "csv"), year).getvalue(), "demandes.csv")
    numbers = [cells[table.headers.index("Demande n°")] for cells in table.rows]
    assert page.text.count("n°\u00a0") == len(numbers) == 1
    assert numbers == [str(help_request.number)]

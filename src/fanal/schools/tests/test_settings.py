"""A school's settings: each change within the rules, journaled, and nothing for the neighbour."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models import School, SchoolHoliday
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import calendar_of, closings_of, load_holidays
from fanal.accounts.rules import departures, places
from fanal.core.clock.testing import today
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.year.rules.delays import next_working_day
from fanal.year.rules.years import year_of

FORMS = {
    "identity": {"name": "Collège Neuf", "address": "1 rue Haute", "city": "Brest", "access_hours": "8 h"},
    "clock": {"zone": "-", "timezone": "Indian/Reunion", "region": "reunion"},
    "mail_hours": {"digest_at": "16:30"},
    "delegate": {"dpo_name": "Service DPD", "dpo_email": "dpd@ac.invalid", "dpo_phone": "01 23"},
    "departures": {"departures_percent": "25", "departures_least": "12"},
    "small_groups": {"smallest_group": "8"},
    "desk": {"desk_email": "depannage@dep.invalid", "desk_phone": "02 98"},
}


def same_authority(school) -> dict[str, str]:
    return {"authority": school.authority.name, "authority_kind": school.authority.kind}


def url(name: str, school) -> str:
    return reverse(f"settings:{name}", args=[school.uai])


@pytest.mark.parametrize("name", FORMS)
def test_each_section_is_written_and_journaled(client_of, school, elsewhere, name):
    client = client_of(school, Role.HEAD)
    assert client.get(url(name, school)).status_code == 200
    assert client.post(url(name, school), FORMS[name] | same_authority(school)).url == url(
        "settings_page", school
    )
    changed = School.objects.get(pk=school.pk)
    assert all(str(getattr(changed, field))[: len(value)] == value for field, value in FORMS[name].items())
    with scope(school):
        entry = JournalEntry.objects.for_school(school).filter(subject=f"accounts.school:{school.pk}").get()
    assert set(json.loads(entry.payload)["after"]) >= set(FORMS[name]) & {"name", "zone", "desk_email"}
    assert client.get(url("settings_page", school)).status_code == 200


def test_a_section_sent_twice_is_written_once_and_nothing_new_is_not_journaled(client_of, school):
    client, sent = client_of(school, Role.HEAD), FORMS["identity"] | {"key": "k" * 20}
    first, again = (client.post(url("identity", school), sent) for _ in range(2))
    assert first.url == again.url == url("settings_page", school)
    assert client.post(url("identity", school), sent | {"key": "l" * 20}).status_code == 302
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(subject=f"accounts.school:{school.pk}")
        assert entries.count() == 1


@pytest.mark.parametrize("share", [(0, 5), (51, 5), (10, 0), (10, 101)])
def test_a_share_of_departures_that_guards_nothing_is_refused(client_of, school, share):
    sent = dict(zip(("departures_percent", "departures_least"), share, strict=True))
    assert client_of(school, Role.HEAD).post(url("departures", school), sent).status_code == 422
    assert client_of(school, Role.BURSAR).post(url("departures", school), sent).status_code == 403
    assert departures.refusals(*share)
    school.refresh_from_db()
    assert (school.departures_percent, school.departures_least) == (10, 5)


@pytest.mark.parametrize("smallest", ["4", "0", "-5", "21"])
def test_a_group_of_fewer_than_five_is_never_shown_whatever_the_head_asks(client_of, school, smallest):
    """Users' ask C2 17: the small-group guard may only be raised."""
    sent = {"smallest_group": smallest}
    assert client_of(school, Role.HEAD).post(url("small_groups", school), sent).status_code == 422
    assert client_of(school, Role.DEPUTY).post(url("small_groups", school), sent).status_code == 403
    school.refresh_from_db()
    assert school.smallest_group == 5


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_a_colleague_changes_nothing(client_of, school, role):
    client = client_of(school, role)
    for name in (*FORMS, "settings_page", "closings", "journal"):
        assert client.get(url(name, school)).status_code == 403
    assert client.post(url("identity", school), FORMS["identity"]).status_code == 403
    assert School.objects.get(pk=school.pk).name == school.name


def test_a_bursar_changes_the_name_but_not_where_breakdowns_leave_to(client_of, school):
    client = client_of(school, Role.BURSAR)
    assert client.post(url("identity", school), FORMS["identity"]).status_code == 302
    assert client.post(url("desk", school), FORMS["desk"]).status_code == 403
    assert client.get(url("journal", school)).status_code == 403


def test_the_neighbours_of_one_authority_keep_its_address(client_of, school, elsewhere):
    School.objects.filter(pk=elsewhere.pk).update(authority=school.authority)
    client_of(school, Role.HEAD).post(url("desk", school), FORMS["desk"] | same_authority(school))
    here, there = School.objects.get(pk=school.pk), School.objects.get(pk=elsewhere.pk)
    assert here.support_email == "depannage@dep.invalid"
    assert there.support_email == school.authority.support_email


@pytest.mark.parametrize(
    ("zone", "time_zone", "refused"),
    [
        ("A", "Europe/Paris", False),
        ("-", "Indian/Mayotte", False),
        ("-", "Europe/Paris", False),
        ("B", "America/Cayenne", True),
        ("-", "Mars/Olympus", True),
    ],
)
def test_zones_and_clocks(zone, time_zone, refused):
    assert bool(places.refusals(zone, time_zone)) is refused


@pytest.mark.clock("2026-11-26 09:00+01:00")
def test_a_school_corrects_a_national_date_for_itself_alone(client_of, school, elsewhere):
    load_holidays()
    client, christmas = client_of(school, Role.HEAD), "Vacances de Noël"
    sent = {"name": christmas, "first_day": "2026-12-18", "back_on": "2027-01-04"}
    assert client.post(url("closing_keep", school), sent).status_code == 302
    with scope(school):
        (mine,) = [c for c in closings_of(school) if c.name == christmas and c.school_year == "2026-2027"]
        assert (mine.first_day, mine.is_own) == (date(2026, 12, 18), True)
        assert not calendar_of(school).is_working(date(2026, 12, 18))
    with scope(elsewhere):
        (theirs,) = [
            c for c in closings_of(elsewhere) if c.name == christmas and c.school_year == "2026-2027"
        ]
    assert (theirs.first_day, theirs.is_own) == (date(2026, 12, 19), False)
    back = {"school_year": "2026-2027", "name": christmas}
    assert client.post(url("closing_give_up", school), back).status_code == 302
    with scope(school):
        assert not SchoolHoliday.objects.for_school(school).exists()


def test_the_page_of_holidays_says_what_is_to_check_and_fills_the_form(client_of, school):
    load_holidays()
    client = client_of(school, Role.HEAD)
    page = client.get(url("closings", school)).content.decode()
    assert "À vérifier" in page
    fields = {"annee_scolaire": "2026-2027", "nom": "Vacances de Noël"}
    form = client.get(url("closing_keep", school), fields).content.decode()
    assert 'value="2026-12-19"' in form


@pytest.mark.parametrize(
    ("first_day", "back_on"),
    [
        pytest.param("2027-05-10", "2027-05-07", id="ends before it begins"),
        pytest.param("2026-12-19", "2037-01-04", id="a year mistyped"),
        pytest.param("0026-12-19", "0027-01-04", id="no century"),
        pytest.param("9999-12-01", "9999-12-31", id="the end of time"),
    ],
)
def test_a_period_that_cannot_be_is_refused(client_of, school, first_day, back_on):
    client = client_of(school, Role.HEAD)
    sent = {"name": "Pont", "first_day": first_day, "back_on": back_on}
    assert client.post(url("closing_keep", school), sent).status_code == 422
    with scope(school):
        assert not SchoolHoliday.objects.for_school(school).exists()


def test_periods_that_would_leave_no_working_day_are_refused(client_of, school):
    client, first = client_of(school, Role.HEAD), year_of(today()).starts_on
    statuses = []
    for rank in range(9):
        day, back = first + timedelta(days=100 * rank), first + timedelta(days=100 * (rank + 1))
        sent = {"name": f"Travaux {rank}", "first_day": day.isoformat(), "back_on": back.isoformat()}
        statuses.append(client.post(url("closing_keep", school), sent).status_code)
    assert statuses == [302] * 7 + [422, 302]  # the refused one leaves its days open
    with scope(school):
        assert next_working_day(first, calendar_of(school)) > first


@pytest.mark.parametrize("name", ["settings_page", "closings", "identity"])
def test_the_pages_of_settings_ask_few_questions(client_of, school, count_queries, name):
    load_holidays()
    client = client_of(school, Role.HEAD)
    client.get(url(name, school))
    with count_queries() as queries:
        client.get(url(name, school))
    assert len(queries) <= MOST_QUERIES


def test_the_journal_says_who_did_what_and_filters(client_of, school):
    client = client_of(school, Role.HEAD)
    client.post(url("identity", school), FORMS["identity"])
    me = client.membership.person
    page = client.get(url("journal", school)).content.decode()
    assert "Nom, adresse ou accès modifiés" in page
    assert str(me) in page
    assert "Collège Neuf" in page
    assert "Connexion" in client.get(url("journal", school), {"quoi": "securite"}).content.decode()
    requests = client.get(url("journal", school), {"quoi": "helpdesk"}).content.decode()
    assert "Nom, adresse ou accès modifiés" not in requests
    nobody = client.get(url("journal", school), {"q": "Introuvable"}).content.decode()
    assert "Rien ne correspond" in nobody
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert "Rien ne correspond" in client.get(url("journal", school), {"du": tomorrow}).content.decode()
    assert client.get(url("journal", school), {"au": "9999-12-31"}).status_code == 200
    assert client.get(url("journal", school), {"du": "hier", "quoi": "x"}).status_code == 200


def test_the_journal_costs_the_same_for_1_and_20_entries(client_of, school, count_queries):
    client = client_of(school, Role.HEAD)
    client.post(url("identity", school), FORMS["identity"])
    client.get(url("journal", school))
    with count_queries() as one:
        client.get(url("journal", school))
    for rank in range(19):
        client.post(url("identity", school), FORMS["identity"] | {"name": f"Collège {rank}"})
    client.get(url("journal", school))  # says what was saved, once: the session is written
    with count_queries() as twenty:
        client.get(url("journal", school))
    assert len(one) == len(twenty) <= MOST_QUERIES
    assert str(year_of(today()))

"""« Mon compte »: display, places, one's own data, the school year of an address."""

import json
from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import ApiToken, Membership, PartnerMembership, User
from fanal.accounts.models.roles import Role, role_words
from fanal.accounts.reading.school_years import shown_year
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.people.own_data import OwnRows, resolved
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.year.rules.years import SchoolYear

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.clock(TODAY)


def test_the_account_names_each_school_with_its_functions(client_of, school, elsewhere):
    client = client_of(school, Role.DIGITAL_LEAD, Role.TEACHER)
    with scope(elsewhere):
        member_of(elsewhere, Role.HEAD)
        person = member_of(elsewhere, Role.TEACHER).person
        Membership.objects.filter(person=person).update(user=client.membership.user)
    page = client.get(reverse("account")).content.decode()
    assert school.name in page
    assert elsewhere.name in page
    assert "Référent numérique, enseignant" in page
    assert "Chef" not in page


def test_a_partner_reads_the_body_they_work_for(client_of, school):
    client = client_of(school, Role.TEACHER)
    PartnerMembership.objects.create(
        user=client.membership.user,
        authority=school.authority,
        name="T",
        role=Role.TECHNICIAN,
        valid_from=TODAY.replace(year=2020),
    )
    assert school.authority.name in client.get(reverse("account")).content.decode()


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(reverse("account")).url.startswith(reverse("account_login"))


def test_shortcuts_switched_off_are_off_on_every_page(client_of, school):
    client = client_of(school, Role.TEACHER)
    answer = client.post(reverse("account"), {"theme": "dark", "without_shortcuts": "on"})
    assert answer.url == reverse("account")
    page = client.get(reverse("web:home", args=[school.uai])).content.decode()
    assert 'data-shortcuts="off"' in page
    assert 'data-theme="dark"' in page
    client.post(reverse("account"), {"theme": "system"})
    page = client.get(reverse("web:home", args=[school.uai])).content.decode()
    assert "data-shortcuts" not in page
    assert "data-theme=" not in page


def test_the_menu_of_the_account_calls_whoever_is_signed_in_by_name(client_of, school):
    client = client_of(school, Role.TEACHER)
    person = client.membership.person
    for name in ("account", "usersessions_list", "mfa_index", "account_set_password"):
        menu = client.get(reverse(name), follow=True).text.split('<span class="sr">Menu personnel : </span>')[
            1
        ]
        assert str(person) in menu.split("</summary>")[0]
    client.post(
        reverse("people:own_card_change", args=[school.uai]), {"given_name": "Ève", "family_name": "Roy"}
    )
    menu = client.get(reverse("account")).text.split('<span class="sr">Menu personnel : </span>')[1]
    assert "Ève Roy" in menu.split("</summary>")[0]


def test_a_partner_without_a_school_has_a_name_too(school):
    user = User.objects.create(email="t@dep.invalid", password="!")
    partner = PartnerMembership.objects.create(
        user=user, authority=school.authority, name="Marc Vidal", role=Role.TECHNICIAN, valid_from=TODAY
    )
    assert "Marc Vidal" in signed_in(partner).get(reverse("account")).text.split("</summary>")[0]


def test_choosing_a_first_password_is_lit_and_no_field_says_its_label_twice(client_of, school):
    client = client_of(school, Role.TEACHER)
    page = client.get(reverse("account_set_password"), follow=True)
    (line,) = [line for line in page.text.split("<a ") if "Mot de passe</" in line and "aria-current" in line]
    assert reverse("account_change_password") in line
    assert "placeholder" not in page.text.split("<form class")[1]


def test_an_invented_theme_is_refused_and_changes_nothing(client_of, school):
    client = client_of(school, Role.TEACHER)
    assert client.post(reverse("account"), {"theme": "x", "without_shortcuts": "on"}).status_code == 422
    client.membership.user.refresh_from_db()
    assert client.membership.user.has_shortcuts


def test_ones_own_data_is_a_file_of_this_school_alone(client_of, school):
    client = client_of(school, Role.TEACHER)
    answer = client.get(reverse("people:own_data", args=[school.uai]))
    content = json.loads(answer.content)
    assert "attachment" in answer["Content-Disposition"]
    assert content["fiche"]["nom"] == client.membership.person.family_name
    assert content["fonctions"] == [{"fonctions": "Enseignant", "depuis": "2020-09-01", "jusqu’au": None}]
    assert content["demandes"] == []


def test_tokens_are_read_by_the_sign_in_that_made_them(client_of, school):
    client, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        for user, name in ((client.membership.user, "Le mien"), (other.membership.user, "Un autre")):
            days = {"made_on": today(), "expires_on": today()}
            ApiToken.objects.create(school=school, user=user, name=name, digest=name.encode(), **days)
    content = json.loads(client.get(reverse("people:own_data", args=[school.uai])).content)
    assert [token["nom"] for token in content["jetons d’accès"]] == ["Le mien"]


def test_what_is_told_comes_in_its_order_and_in_one_question(client_of, school, count_queries):
    person = client_of(school, Role.TEACHER, valid_until=date(2024, 8, 31)).membership.person
    with scope(school):
        Membership.objects.create(
            school=school, person=person, roles=[Role.STAFF], valid_from=date(2025, 9, 1)
        )
        rows = Membership.objects.for_school(school).filter(person=person)
        parts = {"depuis": OwnRows(rows, {"le": "valid_from"}, "le"), "nom": person.family_name}
        parts["jusqu’au"] = OwnRows(rows, {"le": "valid_until"}, "le", lambda row: row["le"])
        with count_queries() as queries:
            content = resolved(parts)
    assert content["depuis"] == [{"le": "2020-09-01"}, {"le": "2025-09-01"}]
    assert content["jusqu’au"] == [None, "2024-08-31"]
    assert content["nom"] == person.family_name
    assert len(queries) == 1


def test_the_menu_leads_to_ones_other_schools(client_of, school, elsewhere):
    client = client_of(school, Role.TEACHER)
    with scope(elsewhere):
        person = member_of(elsewhere, Role.TEACHER).person
        Membership.objects.filter(person=person).update(user=client.membership.user)
    home = reverse("web:home", args=[school.uai])
    assert elsewhere.name not in client.get(home).content.decode()
    assert client.get("/").status_code == 200  # where one chooses: the menu knows both afterwards
    page = client.get(home).content.decode()
    assert reverse("web:home", args=[elsewhere.uai]) in page


@pytest.mark.parametrize(
    ("label", "year", "is_chosen", "is_past"),
    [
        ("", 2026, False, False),
        ("2025-2026", 2025, True, True),
        ("2026-2027", 2026, True, False),
        ("1998-1999", 2026, False, False),
        ("2025-2026' OR 1=1", 2026, False, False),
    ],
)
def test_the_year_of_an_address(rf, label, year, is_chosen, is_past):
    year_shown = shown_year(rf.get("/", {"annee": label}), TODAY)
    assert (year_shown.year, year_shown.is_chosen, year_shown.is_past) == (
        SchoolYear(year),
        is_chosen,
        is_past,
    )
    assert year_shown.query == (f"?annee={label}" if is_chosen else "")


def test_the_next_year_may_be_looked_at_once_it_is_prepared(rf):
    request = rf.get("/", {"annee": "2027-2028"})
    assert not shown_year(request, date(2027, 5, 31)).is_chosen
    year_shown = shown_year(request, date(2027, 6, 1))
    assert (year_shown.year, year_shown.is_coming, year_shown.is_another) == (SchoolYear(2027), True, True)


def test_the_years_are_offered_where_a_list_keeps_to_them(client_of, school):
    client = client_of(school, Role.DIGITAL_LEAD)
    requests = client.get(reverse("helpdesk:request_list", args=[school.uai])).content.decode()
    home = client.get(reverse("web:home", args=[school.uai])).content.decode()
    assert "annee=" in requests
    assert "annee=" not in home


def test_rights_are_read_in_words_by_function(client_of, school):
    client = client_of(school, Role.TEACHER)
    address = reverse("people:rights", args=[school.uai])
    mine = client.get(address).content.decode()
    assert "Demander de l’aide" in mine
    assert "Transmettre une demande à la collectivité" not in mine
    leads = client.get(f"{address}?fonction=digital_lead").content.decode()
    assert "Transmettre une demande à la collectivité" in leads


@pytest.mark.parametrize("name", ["accessibility", "data_kept"])
def test_public_pages_need_nobody(db, name):
    client = ForgetfulClient()
    assert client.get(reverse(name)).status_code == 200


def test_roles_are_said_in_order():
    assert role_words(["teacher", "head"]) == "Chef d’établissement, enseignant"
    assert role_words([]) == ""

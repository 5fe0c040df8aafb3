"""What an adviser and a DPO read, once a head has agreed and no longer than that."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.overview.rules.small_numbers import in_words, total
from fanal.overview.tests.partners import partner
from fanal.year.rules.years import year_of


@pytest.mark.parametrize(("count", "words"), [(0, "moins de 5"), (4, "moins de 5"), (5, "5"), (120, "120")])
def test_small_counts_are_not_told(count, words):
    assert in_words(count) == words


def test_a_total_does_not_give_back_what_is_hidden():
    assert total([12, 3, 8]).sum == 20
    assert total([3, 1]).in_words == "moins de 5"


@pytest.fixture
def adviser(academy):
    return partner(Role.ADVISER, academy)


@pytest.fixture
def head(client_of, school, academy):
    return client_of(school, Role.HEAD)


def share(head, school, choice="yes", what="indicators_share"):
    return head.post(reverse(f"sharing:{what}", args=[school.uai]), {"choice": choice})


def page_of(academy) -> str:
    return reverse("overview:academy", args=[academy.code])


def test_the_adviser_counts_what_the_school_counts(adviser, head, school, academy):
    """verified.md § 2.15: 25 requests for the adviser, 24 for the school: merged ones are told once."""
    share(head, school)
    with scope(school):
        first, *others = HelpRequestFactory.create_batch(8, school=school)
        HelpRequest.objects.filter(pk=others[0].pk).update(
            state="closed", merged_into=first, closed_at=timezone.now()
        )
    year = year_of(today()).label
    figures = head.get(f"{reverse('agenda:figures', args=[school.uai])}?annee={year}").text
    (href,) = re.findall(r'href="([^"]*helpdesk\.asked[^"]*)"[^>]*>\s*Demandes envoyées', figures)
    lines = head.get(html.unescape(href)).text
    assert ">7</td>" in adviser.get(page_of(academy)).text
    assert len(set(re.findall(rf"/e/{school.uai}/demandes/(\d+)/", lines))) == 7


def test_nothing_is_read_before_the_head_agrees(adviser, head, school, academy):
    with scope(school):
        lead = member_of(school, Role.DIGITAL_LEAD).person
        HelpRequestFactory.create_batch(6, school=school, text="Panne secrète")
        EquipmentFactory.create_batch(2, school=school)
    before = adviser.get(page_of(academy)).text
    assert str(lead) not in before
    share(head, school)
    after = adviser.get(page_of(academy)).text
    assert str(lead) in after
    assert lead.email in after
    assert ">6</td>" in after
    assert ">moins de 5</td>" in after
    assert "Panne secrète" not in after
    share(head, school, "no")
    assert str(lead) not in adviser.get(page_of(academy)).text


def test_who_agreed_and_when_is_in_the_journal(head, school):
    share(head, school)
    share(head, school, "yes", "dpo_appoint")
    with scope(school):
        verbs = set(JournalEntry.objects.for_school(school).values_list("verb", flat=True))
    assert {"accounts.indicators_shared", "accounts.dpo_appointed"} <= verbs


@pytest.mark.parametrize("role", [Role.DIGITAL_LEAD, Role.BURSAR, Role.TEACHER])
def test_only_the_head_decides(client_of, school, academy, role):
    someone = client_of(school, role)
    assert share(someone, school).status_code == 403
    assert share(someone, school, what="dpo_appoint").status_code == 403


def test_an_adviser_sees_no_request_nor_equipment_of_a_school_that_shares(adviser, head, school):
    share(head, school)
    with scope(school):
        HelpRequestFactory(school=school, text="Panne secrète")
        EquipmentFactory(school=school, name="PC-secret")
    for path in ("", "demandes/", "equipements/", "rechercher/?q=secret"):
        page = adviser.get(f"/e/{school.uai}/{path}").text
        assert "Panne secrète" not in page
        assert "PC-secret" not in page


def test_a_dpo_enters_the_schools_that_appointed_them_alone(head, school, academy):
    SchoolFactory(name="Collège muet", academy=academy)
    dpo = partner(Role.DPO, academy)
    assert dpo.get(f"/e/{school.uai}/").status_code == 404
    share(head, school, what="dpo_appoint")
    home = dpo.get(dpo.get(dpo.get("/").url).url).text
    assert school.name in home
    assert "Collège muet" not in home
    page = dpo.get(f"/e/{school.uai}/").text
    assert str(head.membership.person) in page
    assert reverse("data_kept") in page
    assert reverse("privacy:register", args=[school.uai]) in page
    breaches = dpo.get(reverse("privacy:breach_list", args=[school.uai])).text
    assert reverse("privacy:breach_report", args=[school.uai]) not in breaches


def test_the_list_costs_the_same_for_1_and_20_schools(adviser, academy, count_queries):

    def add(count):
        for made in SchoolFactory.create_batch(count, academy=academy, shares_indicators_since=today()):
            with scope(made):
                member_of(made, Role.DIGITAL_LEAD)

    add(1)
    adviser.get(page_of(academy))
    with count_queries() as for_one:
        adviser.get(page_of(academy))
    add(19)
    with count_queries() as twenty:
        adviser.get(page_of(academy))
    assert len(for_one) == len(twenty)
    assert len(twenty) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in twenty)

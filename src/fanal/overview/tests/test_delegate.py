"""What waits for a DPO in the schools that appointed them, on one page above them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.overview.tests.partners import partner
from fanal.privacy.models import DataBreach, DelegateOpinion, Processing, RightsRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def dpo(academy):
    return partner(Role.DPO, academy)


def page_of(academy) -> str:
    return reverse("overview:data_protection", args=[academy.code])


def add(academy, *, hours: int = 20, is_closed: bool = False, **breach):
    made = SchoolFactory(academy=academy, dpo_appointed_since=today())
    with scope(made):
        known_at = timezone.now() - timedelta(hours=hours)
        DataBreach.objects.create(
            school=made,
            number=1,
            title="Un secret",
            description="x",
            known_at=known_at,
            closed_on=today() if is_closed else None,
            **breach,
        )
        RightsRequest.objects.create(
            school=made, number=1, who="Mme Nommée", right="access", received_on=today() - timedelta(days=50)
        )
    return made


def test_open_breaches_and_their_clock_are_told_without_what_happened(dpo, academy):
    add(academy)
    page = dpo.get(page_of(academy)).text
    assert "1 violation ouverte" in page
    assert "51 h pour la CNIL" in page
    assert "1 demande de droits, dont 1 en retard" in page
    assert "Un secret" not in page
    assert "Mme Nommée" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hours": 80}, "délai de la CNIL passé"),
        ({"answers": "ministry"}, "1 violation ouverte</a></span>"),
        ({"is_closed": True}, "aucune ouverte"),
        ({"answers": "head", "cnil": "no", "risk": "unlikely"}, "1 violation ouverte</a></span>"),
    ],
)
def test_the_clock_is_that_of_the_breach(dpo, academy, fields, words):
    add(academy, **fields)
    assert words in dpo.get(page_of(academy)).text


def test_a_school_that_did_not_appoint_them_is_not_there(dpo, academy):
    other = add(academy)
    other.dpo_appointed_since = None
    other.save()
    assert other.name not in dpo.get(page_of(academy)).text


def test_the_page_costs_the_same_for_1_and_20_schools(dpo, academy, count_queries):
    add(academy)
    dpo.get(page_of(academy))
    with count_queries() as for_one:
        dpo.get(page_of(academy))
    for _ in range(19):
        add(academy)
    with count_queries() as twenty:
        dpo.get(page_of(academy))
    assert len(for_one) == len(twenty)
    assert len(twenty) <= MOST_QUERIES


def test_a_count_equals_the_rows_of_the_list_that_it_opens(dpo, academy):
    """Newcomer of December, second sitting, 10: « 1 violation ouverte » opened two rows, « 1 avis » three."""
    school = add(academy)
    with scope(school):
        sheet = Processing.objects.create(
            school=school,
            number=1,
            name="Vie scolaire",
            purposes="Suivre les absences",
            state="kept",
            version=2,
            has_changed=False,
            made_on=today(),
            changed_on=today(),
        )
        DataBreach.objects.create(
            school=school,
            number=2,
            title="Close",
            description="x",
            known_at=timezone.now(),
            closed_on=today(),
        )
        RightsRequest.objects.create(
            school=school,
            number=2,
            who="M. Répondu",
            right="access",
            received_on=today(),
            answered_on=today(),
        )
        for written_at in (None, timezone.now(), timezone.now()):
            DelegateOpinion.objects.create(
                school=school,
                processing=sheet,
                asked_at=timezone.now(),
                written_at=written_at,
                outcome="favourable" if written_at else "",
                author_name="Aline Roche" if written_at else "",
            )
    page = html.fromstring(dpo.get(page_of(academy)).text)
    for words in ("1 violation ouverte", "1 demande de droits", "1 avis demandé"):
        (url,) = page.xpath(f"//main//a[starts-with(normalize-space(), '{words}')]/@href")
        assert dpo.get(url).context["page"].paginator.count == 1, words
        assert dpo.get(url.split("?")[0]).context["page"].paginator.count > 1, words


def test_the_most_urgent_school_comes_first(dpo, academy):
    """Newcomer of December, second sitting, 10: 52 hours left came second, by alphabet."""
    calm = SchoolFactory(academy=academy, dpo_appointed_since=today())
    soon, sooner = add(academy, hours=20), add(academy, hours=50)
    no_clock = add(academy, answers="ministry")
    for school, name in ((calm, "A"), (no_clock, "B"), (soon, "C"), (sooner, "D")):
        school.name = f"Collège {name}"
        school.save()
    page = html.fromstring(dpo.get(page_of(academy)).text)
    names = page.xpath("//main//tbody//th//a[1]/text()")
    assert [name for name in names if name.startswith("Collège")] == [
        "Collège D",
        "Collège C",
        "Collège B",
        "Collège A",
    ]

"""For whom does a deputy sign the report, and which act may its paper cite?"""

from datetime import timedelta

import pytest

from fanal.accounts.models import Membership, School
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.designations.actions import acts
from fanal.designations.actions import signing as signing_actions
from fanal.designations.models import Designation
from fanal.designations.rules.designations import ActNature
from fanal.designations.testing import SCAN, prepared, signed
from fanal.reports.actions import freezing
from fanal.reports.models import ReportContent
from fanal.reports.reading.delegation import delegation_act
from fanal.reports.reading.papers import _head_data, report_paper
from fanal.reports.tests.conftest import NOW, TODAY, begun, url

pytestmark = pytest.mark.clock(TODAY)
PUBLISHED = {"published_on": TODAY, "published_where": "Hall"}


@pytest.fixture
def head(school) -> Membership:
    with scope(school):
        return member_of(school, Role.HEAD)


@pytest.fixture
def deputy(school) -> Membership:
    with scope(school):
        return member_of(school, Role.DEPUTY)


def given(school, head, deputy) -> Designation:
    by = actor_of(head.person, Role.HEAD)
    return signed(school, prepared(school, deputy.person, by, nature=ActNature.SIGNATURE), by)


def test_only_a_published_act_is_cited(school, head, deputy):
    """December, second reading J4: « Un acte vaut pour tous une fois publié »; the paper cited it before."""
    with scope(school):
        act = given(school, head, deputy)
        assert delegation_act(school, deputy.person_id, TODAY) == ""
        acts.publish(act, PUBLISHED, today=TODAY, by=actor_of(head.person, Role.HEAD))
        assert delegation_act(school, deputy.person_id, TODAY) == f"N° 2026-2027/{act.number}"
        assert delegation_act(school, deputy.person_id, TODAY - timedelta(days=1)) == ""


def test_the_act_of_a_head_who_left_is_cited_no_longer(school, head, deputy):
    """December, second reading J4: its number was printed for thirty days after they left."""
    with scope(school):
        act = given(school, head, deputy)
        acts.publish(act, PUBLISHED, today=TODAY, by=actor_of(head.person, Role.HEAD))
        head.valid_until = TODAY
        head.save()
        newcomer = member_of(school, Role.HEAD)
        assert newcomer.person_id != head.person_id
        assert delegation_act(school, deputy.person_id, TODAY)
        assert delegation_act(school, deputy.person_id, TODAY + timedelta(days=1)) == ""


def test_an_act_that_the_head_before_signed_is_not_cited_as_that_of_the_new_one(school, head, deputy):
    """Its signature may be noted by whoever came after: the name on the act is not theirs."""
    with scope(school):
        newcomer = member_of(school, Role.HEAD)
        by = actor_of(newcomer.person, Role.HEAD)
        act = prepared(school, deputy.person, by, nature=ActNature.SIGNATURE)
        said = signing_actions.Signed(TODAY, (SCAN,), str(head.person), "Principale")
        (act,) = signing_actions.sign_designations(school, [act.number], said, today=TODAY, by=by)
        acts.publish(act, PUBLISHED, today=TODAY, by=by)
        assert head.person.family_name != newcomer.person.family_name
        assert delegation_act(school, deputy.person_id, TODAY) == ""


def test_a_deputy_of_a_private_school_signs_for_the_head_without_a_delegation(school, client_of, boss):
    """December, second reading J5: R421-13 is of public schools; its paper left « n° … du … » to fill in."""
    with scope(school):
        school.status = School.Status.PRIVATE
        school.save()
    reader = client_of(school, Role.DEPUTY)
    with scope(school):
        report = begun(school, boss)
    page = words_of(reader.get(url(school, "report_page", report.pk)).text)
    assert "Le rapport dira « Pour le chef d’établissement »" in page
    assert "élégation" not in page
    with scope(school):
        freezing.ask_freeze(report, now=NOW, by=actor_of(reader.membership.person, Role.DEPUTY))
        freezing.make(school, report.pk, now=NOW)
        kept = ReportContent.objects.for_school(school).get(report=report)
        data = _head_data(kept.data)
        assert report_paper(kept.data) == bytes(kept.paper)
    assert (data["for_head"], data["delegation"]) == ("Pour le chef d’établissement,", None)
    assert data["made"].endswith(", pour le chef d’établissement")
    assert "élégation" not in kept.content.replace('"by_delegation"', "").replace('"delegation"', "")
    assert "élégation" not in words_of(reader.get(url(school, "report_page", report.pk)).text)


@pytest.mark.parametrize(
    ("content", "made", "over"),
    [
        ({}, "Figé le 26 novembre 2026", ""),
        ({"by_delegation": False, "delegation": None}, "Figé le 26 novembre 2026", ""),
        (
            {"by_delegation": True, "delegation": ""},
            "Figé le 26 novembre 2026, par délégation du chef d’établissement",
            "Pour le chef d’établissement et par délégation,",
        ),
    ],
)
def test_a_report_frozen_before_says_what_it_said(content, made, over):
    school = {"name": "Collège"}
    kept = {
        "title": "T",
        "period": "P",
        "board_on": "",
        "made_on": "26 novembre 2026",
        "number": "1",
        "logo": "",
    }
    data = _head_data(kept | {"school": school} | content)
    assert (data["made"], data["for_head"]) == (made, over)

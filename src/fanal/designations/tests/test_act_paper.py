"""The paper of an act: its head, its visas, its publication, its own pages."""

import pytest

from fanal.accounts.models import Academy, School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.documents.paper import typeset_whole
from fanal.designations.reading.act import printed
from fanal.designations.testing import SCAN, TODAY, head, here, lead, prepared, signed
from fanal.designations.views.designations import TEMPLATE

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["SCAN", "head", "here", "lead"]


@pytest.fixture
def named(here):
    here.academy = Academy.objects.create(code="montbrume", name="Académie de Montbrume")
    here.address, here.city = "12, quai des Lanternes", "Saint-Aubin"
    here.save()
    return here


def test_an_act_bears_the_head_and_the_visas_of_its_school(named, head, lead):
    """verified.md § 5: académie, address, code de l'éducation, date of the circular."""
    act = prepared(named, lead.person, head)
    (paper,) = printed([act], named, None)["acts"]
    assert "Académie de Montbrume" in paper["letterhead"]["bodies"]
    assert "12, quai des Lanternes, Saint-Aubin" in paper["letterhead"]["lines"]
    visas = [line for line in paper["law"] if line.startswith("Vu ")]
    assert visas[0] == "Vu le code de l’éducation, article L421-3 ;"
    assert visas[1].startswith("Vu la circulaire n° 2015-058 du 29 avril 2015, annexe, § 6")


def test_acts_are_printed_by_number_whatever_the_order_they_wait_in(named, head, lead):
    """verified.md § 5: acts in order."""
    people = [lead.person, *(member_of(named, Role.TEACHER).person for _ in range(2))]
    acts = [prepared(named, person, head) for person in people]
    paper = printed(list(reversed(acts)), named, None)
    assert [act["title"].rpartition(" ")[2] for act in paper["acts"]] == ["1", "2", "3"]
    assert typeset_whole(TEMPLATE, paper).startswith(b"%PDF")


def test_an_act_has_a_line_for_its_publication_then_its_day(named, head, lead):
    """verified.md § 5: publication line."""
    act = prepared(named, lead.person, head)
    assert printed([act], named, None)["acts"][0]["published"] == "Publié le ………………"
    act = signed(named, act, head)
    act.published_on = TODAY
    assert printed([act], named, None)["acts"][0]["published"] == "Publié le 26 novembre 2026."
    named.status = School.Status.PRIVATE
    assert printed([act], named, None)["acts"][0]["published"] == ""


def test_an_act_frozen_before_papers_had_a_head_is_printed_with_that_of_its_school(named, head, lead):
    act = prepared(named, lead.person, head)
    del act.content["letterhead"]
    assert printed([act], named, None)["acts"][0]["letterhead"]["name"] == named.name


def test_an_act_bears_its_number_of_the_year_and_its_signed_words_do_not_change(named, head, lead):
    """Issue 14: the official head has the number of the year and the logo; neither is what was signed."""
    act = prepared(named, lead.person, head)
    frozen = dict(act.content["letterhead"])
    assert sorted(frozen) == ["bodies", "lines", "name"]
    named.name = "Un autre nom"
    assert printed([act], named, None)["acts"][0]["letterhead"] == frozen | {
        "logo": [],
        "number": f"N° 2026-2027/{act.number}",
    }

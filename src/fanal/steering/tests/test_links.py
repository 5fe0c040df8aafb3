"""What serves an objective: pointed to, chosen, gone; and the coverage map that counts it."""

import re

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.objectives import traced_kinds
from fanal.accounts.rules.areas import Area
from fanal.core.errors import Gone, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.practice_sheets.tests.factories import PracticeSheetFactory
from fanal.steering.actions import link as actions
from fanal.steering.models import ObjectiveLink
from fanal.steering.reading.coverage import coverage_of
from fanal.steering.reading.links import kinds_by_code, things_of
from fanal.steering.rules.coverage import Gap
from fanal.steering.tests.conftest import TODAY, acted, adopted, begun, planned, url
from fanal.supplies.actions import purchase
from fanal.supplies.models import Licence

pytestmark = pytest.mark.clock(TODAY)
LICENCE = {"name": "Atelier Photo", "kind": "school", "seats": None, "starts_on": TODAY, "ends_on": None}
LICENCE |= {"notice_months": 0, "is_tacit": False, "price_cents": 64_000}


@pytest.fixture
def objectives(school, boss):
    """In force: one to equip, one to train, one that has nothing."""
    with scope(school):
        draft = begun(school, boss)
        rows = planned(draft, boss, "Équiper", "Former", "Partager")
        acted(rows[0], boss)
        acted(rows[1], boss, title="Atelier", kind="train", budget_cents=None)
        adopted(draft, boss)
        return rows


@pytest.fixture
def licence(school, boss):
    with scope(school):
        by = type(boss)(boss.reference, boss.name, frozenset({Role.BURSAR}), school.pk, boss.person_id)
        return purchase.register_purchase(Licence(school=school), LICENCE, by=by)


def test_the_map_says_what_has_money_but_no_training_and_what_has_nothing(school, objectives):
    """users-ask C2 18: the coverage map, and the list of orphan objectives."""
    with scope(school):
        covered = coverage_of(objectives[0].axis.version)
    assert [row.gap for row in covered.rows] == [Gap.NO_TRAINING, Gap.NO_EQUIPMENT, Gap.NOTHING]
    assert [row.objective for row in covered.lacking(Gap.NOTHING)] == [objectives[2]]
    assert covered.finding == (
        "Sur 3 objectifs, 1 n’a rien du tout ; 1 a de l’argent mais pas de formation ; "
        "1 a de la formation mais pas d’équipement."
    )


def test_the_map_lists_orphan_objectives(lead, school, objectives):
    page = lead.get(url(school, "coverage"), {"vue": "rien"})
    assert "1.3 Partager" in words_of(page.text)
    assert "1.1 Équiper" not in words_of(page.text)
    cells = re.findall(r'class="number( hide-phone)?">\s*(\S+)\s*</td>', page.text)
    assert cells, page.text
    assert all(bool(hidden) == (said == "–") for hidden, said in cells), "a phone shows what is there"


def test_a_licence_points_to_an_objective_from_its_page_and_leaves_the_count_when_it_is_gone(
    lead, school, boss, objectives, licence
):
    """Issue point 1: each purchase can point to an objective; a thing that is gone counts no more."""
    page = reverse("supplies:licence_page", args=[school.uai, licence.pk])
    assert "Projet numérique" in words_of(lead.get(page).text)
    sent = {"kind": "supplies.licence", "row": licence.pk, "objective": objectives[2].pk}
    answer = lead.post(url(school, "link_point"), sent, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert "Sert l’objectif 1.3 Partager" in words_of(answer.text)
    shown = lead.get(url(school, "objective_page", objectives[2].pk))
    assert "Atelier Photo" in words_of(shown.text)
    with scope(school):
        version = objectives[0].axis.version
        assert coverage_of(version).rows[2].counts[Area.MONEY] == 1
        Licence.objects.for_school(school).delete()
        assert coverage_of(version).rows[2].counts[Area.MONEY] == 0
        assert ObjectiveLink.objects.for_school(school).count() == 1
    assert "Atelier Photo" not in lead.get(url(school, "objective_page", objectives[2].pk)).text


def test_each_room_offers_what_may_serve_an_objective():
    """Issue point 1: request category, practice, service, purchase, renewal, booking."""
    codes = {kind.code for kind in traced_kinds()}
    assert codes >= {
        "helpdesk.category",
        "helpdesk.practicesheet",
        "online_services.onlineservice",
        "supplies.licence",
        "supplies.contract",
        "equipment.equipmenttype",
        "bookings.booking",
    }


def test_a_short_sort_is_chosen_on_the_page_of_the_objective(lead, school, objectives):
    choose = url(school, "link_choose", objectives[0].pk, "helpdesk.category")
    lead.post(choose, {"things": ["ent", "tablet"]})
    lead.post(url(school, "link_choose", objectives[1].pk, "helpdesk.category"), {"things": ["ent"]})
    with scope(school):
        links = ObjectiveLink.objects.for_school(school).order_by("row")
        assert [(link.row, link.objective_id) for link in links] == [
            ("ent", objectives[1].pk),
            ("tablet", objectives[0].pk),
        ]
    assert "(sert l’objectif 1.2 Former)" in words_of(lead.get(choose).text), "what a tick would take away"
    lead.post(choose, {"key": "k" * 20})
    with scope(school):
        assert not ObjectiveLink.objects.for_school(school).filter(row="tablet").exists()
    assert lead.post(choose, {"things": ["x" * 300]}).status_code == 422


def test_a_draft_sheet_is_no_thing_of_the_map_and_a_colleague_sees_none(school, teacher, objectives, lead):
    with scope(school):
        sheet = PracticeSheetFactory(school=school, state="draft")
        ObjectiveLink.objects.create(
            school=school, objective=objectives[0], kind="helpdesk.practicesheet", row=str(sheet.pk)
        )
        assert coverage_of(objectives[0].axis.version).rows[0].counts[Area.PRACTICE] == 0
        sheet.state = "published"
        sheet.save()
        assert coverage_of(objectives[0].axis.version).rows[0].counts[Area.PRACTICE] == 1


def test_what_a_reader_may_not_see_is_counted_and_not_named(teacher, lead, school, objectives, licence):
    with scope(school):
        ObjectiveLink.objects.create(
            school=school, objective=objectives[0], kind="supplies.licence", row=str(licence.pk)
        )
    page = teacher.get(url(school, "objective_page", objectives[0].pk))
    assert "Atelier Photo" not in page.text
    assert "1 élément que vous ne voyez pas" in words_of(page.text)


def test_nothing_points_to_an_objective_that_is_not_in_force(school, boss, objectives, licence, lead):
    with scope(school):
        member = _member(lead, school)
        kind = kinds_by_code()["supplies.licence"]
        draft = begun(school, boss)
        (other,) = planned(draft, boss, "Plus tard", axis="Autre")
        with pytest.raises(RuleBroken, match="n’est plus dans le projet"):
            actions.point_to(member, kind, str(licence.pk), other, by=member.actor)
        with pytest.raises(Gone):
            actions.point_to(member, kind, "999999", objectives[0], by=member.actor)
    sent = {"kind": "supplies.licence", "row": licence.pk, "objective": other.pk}
    assert lead.post(url(school, "link_point"), sent).status_code == 422
    assert lead.post(url(school, "link_point"), sent | {"kind": "x.y"}).status_code in {404, 422}


def _member(client, school):
    from fanal.accounts.models.member import Member

    return Member(school, 0, frozenset({Role.DIGITAL_LEAD}), client.membership.person)


def test_the_map_and_a_page_of_an_objective_cost_the_same_for_1_and_20_links(
    lead, school, objectives, count_queries
):
    pages = [url(school, "coverage"), url(school, "objective_page", objectives[0].pk)]
    costs = []
    for size in (1, 20):
        with scope(school):
            for _ in range(size):
                sheet = PracticeSheetFactory(school=school, state="published")
                ObjectiveLink.objects.create(
                    school=school, objective=objectives[0], kind="helpdesk.practicesheet", row=str(sheet.pk)
                )
        for page in pages:
            lead.get(page)
            with count_queries() as queries:
                lead.get(page)
            costs.append(len(queries))
    assert costs[:2] == costs[2:]
    assert max(costs) <= MOST_QUERIES


def test_a_link_of_a_kind_that_no_room_offers_counts_no_more(school, objectives, lead):
    """A room that goes leaves its links."""
    with scope(school):
        ObjectiveLink.objects.create(school=school, objective=objectives[2], kind="gone.room", row="1")
        assert coverage_of(objectives[0].axis.version).rows[2].gap == Gap.NOTHING
        assert things_of(_member(lead, school), objectives[2]).hidden == 0


def test_the_map_of_a_replaced_version_says_where_its_things_went_and_its_filters_stay_on_it(
    school, objectives, boss, lead
):
    """By design they follow their objective: the old map counts its actions alone, and says so."""
    with scope(school):
        adopted(begun(school, boss), boss)
        old = objectives[0].axis.version_id
    page = lead.get(url(school, "coverage"), {"version": old})
    assert "Cette version est remplacée" in words_of(page.text)
    assert f"?version={old}&amp;vue=rien" in page.text
    assert "Cette version est remplacée" not in words_of(lead.get(url(school, "coverage")).text)
    assert f"?version={old}&amp;vue=retard" in lead.get(url(school, "timeline"), {"version": old}).text

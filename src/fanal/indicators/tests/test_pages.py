"""The pages of the indicators: chosen in October, read on one page, traced down to the rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions import measuring
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.tests.conftest import SET, TODAY, term, typed, url
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)
YEAR = SchoolYear(2026)
ASKED = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.mark.clock(date(2026, 10, 6))
@pytest.mark.parametrize("role", [Role.HEAD, Role.DIGITAL_LEAD])
def test_in_october_the_home_page_leads_to_a_set_that_is_chosen_in_two_presses(client_of, school, role):
    client = client_of(school, role)
    home = client.get(f"/e/{school.uai}/")
    assert "Choisir les indicateurs de l’année" in words_of(home.text)
    wizard = client.get(url(school, "choose"), {"aims": ["equip", "protect"]})
    assert wizard.text.count(" checked") >= 8
    page = client.post(url(school, "choose"), {"codes": SET}, follow=True)
    assert "Ces indicateurs sont suivis" in words_of(page.text)
    assert "Appareils pour 100 élèves" in words_of(page.text)
    assert "Choisir les indicateurs de l’année" not in words_of(client.get(f"/e/{school.uai}/").text)


@pytest.mark.parametrize("codes", [SET[:7], []])
def test_seven_indicators_are_refused_with_the_reason(client_of, school, codes):
    answer = client_of(school, Role.HEAD).post(url(school, "choose"), {"codes": codes, "key": "k" * 20})
    assert answer.status_code == 422
    with scope(school):
        assert not Indicator.objects.for_school(school).exists()


def test_the_rest_waits_under_add_and_one_left_keeps_its_values(lead, school, followed, boss):
    """Field reading: eight, the rest under « Ajouter »."""
    assert "Débit mesuré" in words_of(lead.get(url(school, "catalogue")).text)
    page = lead.post(url(school, "follow", "NET1"), follow=True)
    assert "« Débit mesuré » est suivi" in words_of(page.text)
    with scope(school):
        value = typed(followed["PIX3"], term(0), 60, 80, boss)
    page = lead.post(url(school, "leave", followed["PIX3"].pk), follow=True)
    assert "Ses valeurs sont gardées" in words_of(page.text)
    page = lead.get(url(school, "indicator_page", followed["PIX3"].pk))
    assert "75 %" in words_of(page.text)
    assert lead.post(
        url(school, "value_type", followed["PIX3"].pk), {"period": value.period}
    ).status_code in {
        403,
        422,
    }
    assert lead.post(url(school, "follow", "XX9")).status_code == 404


def test_a_value_has_both_its_sides_or_is_refused(lead, school, followed):
    page = url(school, "value_type", followed["PIX3"].pk)
    assert "élèves de 6e" in words_of(lead.get(page).text)
    sent = {"period": term(0).code, "numerator": "108", "denominator": ""}
    refused = lead.post(page, sent)
    assert refused.status_code == 422
    assert "un taux seul ne se vérifie pas" in words_of(refused.text)
    assert lead.post(page, sent | {"denominator": "100"}).status_code == 422, "more than all"
    kept = lead.post(page, sent | {"denominator": "144"}, follow=True)
    assert "75 %" in words_of(kept.text)
    assert "108 sur 144" in words_of(kept.text)
    assert lead.post(page, sent | {"period": "2020-term-0"}).status_code == 422
    assert lead.post(page, sent | {"period": "2026-year-0", "denominator": "144"}).status_code == 422


def test_a_zero_below_is_said_and_not_divided(lead, school, followed):
    page = url(school, "value_type", followed["PIX3"].pk)
    sent = {"period": "2026-term-0", "numerator": "0", "denominator": "0"}
    kept = words_of(lead.post(page, sent, follow=True).text)
    assert "non calculable" in kept
    assert "il n’y a rien à diviser" in kept


def test_four_answers_are_not_shown_anywhere(lead, school, followed, boss):
    """A survey of four people: no page and no file says it, nor its two numbers."""
    with scope(school):
        value = typed(followed["US1"], MeasurePeriod(YEAR, PeriodKind.YEAR), 3, 4, boss)
    pages = [url(school, "dashboard"), url(school, "indicator_page", followed["US1"].pk)]
    for page in (*pages, url(school, "value_rows", value.pk)):
        words = words_of(lead.get(page).text)
        assert "non montré" in words
        assert "3 sur 4" not in words
        assert "75 %" not in words
    table = read_table(lead.get(url(school, "dashboard_export", "csv")).getvalue(), "i.csv")
    row = next(cells for _, cells in table.numbered() if cells[0] == "US1")
    assert row[3:5] == ["", ""]
    assert row[5] == "non montré"


def test_a_school_that_asks_for_ten_hides_nine(lead, school, followed, boss):
    with scope(school):
        typed(followed["US1"], MeasurePeriod(YEAR, PeriodKind.YEAR), 0, 9, boss)
    assert "0 %" in words_of(lead.get(url(school, "indicator_page", followed["US1"].pk)).text)
    school.smallest_group = 10
    school.save(update_fields=["smallest_group"])
    assert "non montré" in words_of(lead.get(url(school, "indicator_page", followed["US1"].pk)).text)


def test_what_everybody_answered_is_not_said_of_each(lead, school, followed, boss):
    """Six of six use it each week, as 39 or 40 of 40 do: the exact figure would say it of every one."""
    period = MeasurePeriod(YEAR, PeriodKind.YEAR)
    page = url(school, "indicator_page", followed["US1"].pk)
    for part, whole, words in (
        (6, 6, "non montré"),
        (39, 40, "plus de 35 sur 40"),
        (40, 40, "plus de 35 sur 40"),
    ):
        with scope(school):
            typed(followed["US1"], period, part, whole, boss)
        text = words_of(lead.get(page).text)
        assert words in text
        assert "100\u00a0%" not in text


def test_a_measure_that_changes_breaks_the_curve(lead, school, followed, boss):
    """An indicator whose definition changed in the middle of a series: a break in the chart, and words."""
    with scope(school):
        for first, above in ((2024, 60), (2025, 70)):
            typed(followed["PIX3"], term(0, first), above, 100, boss)
    page = url(school, "indicator_goals", followed["PIX3"].pk)
    sent = {"frequency": "term", "baseline": "60", "target": "80", "alert": "50", "method": "Deux classes"}
    assert lead.post(page, sent).status_code == 302
    with scope(school):
        followed["PIX3"].refresh_from_db()
        assert followed["PIX3"].version == "1.2"
        typed(followed["PIX3"], term(0), 75, 100, boss)
    words = words_of(lead.get(url(school, "indicator_page", followed["PIX3"].pk)).text)
    assert "La mesure a changé 1 fois" in words
    assert "sur un an" not in words
    assert "Chemin fait" in words


def test_a_goal_of_another_tab_overrides_nothing(lead, school, followed):
    page = url(school, "indicator_goals", followed["EQ1"].pk)
    seen = lead.get(page).text.split('name="seen" value="')[1].split('"')[0]
    sent = {"frequency": "year", "target": "40", "method": "", "seen": seen}
    assert lead.post(page, sent).status_code == 302
    late = lead.post(page, sent | {"target": "50"})
    assert "Quelqu’un vient de changer" in words_of(late.text)
    assert "« Cible » est maintenant : 40" in words_of(late.text)
    assert "40.00" not in late.text, "a French number"


def test_the_frequency_of_an_indicator_of_people_never_changes(lead, school, followed):
    """Months and years of the same people would give a small group by difference."""
    page = url(school, "indicator_goals", followed["PIX3"].pk)
    refused = lead.post(page, {"frequency": "month", "method": ""})
    assert refused.status_code == 422
    assert "par différence" in words_of(refused.text)
    assert lead.post(
        url(school, "indicator_goals", followed["EQ1"].pk), {"frequency": "half", "method": ""}
    ).url


def test_a_comment_explains_a_value_and_is_bounded(lead, school, followed):
    page = url(school, "indicator_comment", followed["EQ1"].pk)
    sent = {"period": "2026-year-0", "text": "Trente postes rendus au Département."}
    assert "Trente postes rendus" in words_of(lead.post(page, sent, follow=True).text)
    assert lead.post(page, sent | {"text": ""}).status_code == 422
    assert lead.post(page, sent | {"text": "a" * 1001}).status_code == 422


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_a_colleague_reads_none_of_it(client_of, school, followed, role):
    client = client_of(school, role)
    for name in ("dashboard", "choose", "catalogue", "import_file", "import_template"):
        assert client.get(url(school, name)).status_code == 403
    assert client.get(url(school, "indicator_page", followed["EQ1"].pk)).status_code == 404


def test_the_bursar_reads_and_types_and_chooses_nothing(client_of, school, followed):
    client = client_of(school, Role.BURSAR)
    assert client.get(url(school, "dashboard")).status_code == 200
    assert client.get(url(school, "value_type", followed["FO2"].pk)).status_code == 200
    assert client.get(url(school, "choose")).status_code == 403
    sent = {"frequency": "year", "method": ""}
    assert client.post(url(school, "indicator_goals", followed["EQ1"].pk), sent).status_code == 403


def test_another_school_s_indicator_is_not_found(client_of, elsewhere, followed):
    client = client_of(elsewhere, Role.HEAD)
    for name in ("indicator_page", "indicator_goals", "value_type"):
        assert client.get(url(elsewhere, name, followed["EQ1"].pk)).status_code == 404
    with scope(followed["EQ1"].school):
        value = followed["RG1"].values.get() if "RG1" in followed else followed["EQ1"].values.get()
    assert client.get(url(elsewhere, "value_rows", value.pk)).status_code == 404


def test_the_dashboard_costs_the_same_for_8_and_15_indicators_and_five_years(
    lead, school, followed, boss, count_queries
):
    """One query plan: it does not grow with the number of indicators, nor with their history."""
    with count_queries() as few:
        lead.get(url(school, "dashboard"))
    for code in ("PIX1", "NET1"):
        lead.post(url(school, "follow", code))
    with scope(school):
        for first in range(2021, 2027):
            typed(followed["PIX3"], term(0, first), 60 + first - 2021, 100, boss)
    lead.get(url(school, "dashboard"))  # says what the last press did
    with count_queries() as many:
        assert "sur un an" not in lead.get(url(school, "dashboard")).text
    assert len(few) == len(many) <= MOST_QUERIES


def test_what_is_only_read_has_no_target(lead, school, followed):
    """More requests are neither better nor worse: the form offered a target that was always refused."""
    lead.post(url(school, "follow", "TK1"))
    with scope(school):
        row = Indicator.objects.for_school(school).get(code="TK1")
    page = url(school, "indicator_goals", row.pk)
    assert 'name="target"' not in lead.get(page).text
    sent = {"frequency": row.frequency, "baseline": "20", "method": "Sans les tablettes"}
    assert lead.post(page, sent).status_code == 302


def test_a_proposed_list_says_what_it_leaves(lead, school, followed):
    said = words_of(lead.get(url(school, "choose") + "?aims=repair").text)
    assert "laisse de côté" in said
    assert "laisse de côté" not in words_of(lead.get(url(school, "choose")).text)


def test_the_form_of_a_value_says_what_it_replaces_and_offers_what_may_be_typed(lead, school, followed, boss):
    """A second value replaced the first in silence; a period that Fanal counts was refused once typed."""
    with scope(school):
        HelpRequestFactory(
            school=school, asked_at=ASKED, solved_at=ASKED + timedelta(hours=2), state="solved"
        )
        typed(followed["PIX3"], term(0), 100, 144, boss)
        measuring.measure_school(school, now=timezone.now(), by=boss)
    page = lead.get(url(school, "value_type", followed["PIX3"].pk))
    labels = dict(page.context["form"].fields["period"].choices)
    assert labels[term(0).code].startswith("1er trimestre 2026-2027 : remplace 69,4")
    assert labels[term(2, 2025).code] == "3e trimestre 2025-2026"
    with scope(school):
        value = (
            IndicatorValue.objects.for_school(school)
            .filter(source="computed", reason="")
            .exclude(numerator=None)
            .first()
        )
    counted = lead.get(url(school, "value_type", value.indicator_id))
    assert value.period not in dict(counted.context["form"].fields["period"].choices)
    sides = {"period": value.period, "numerator": "1", "denominator": "2"}
    refused = lead.post(url(school, "value_type", value.indicator_id), sides)
    assert "Fanal compte lui-même" in words_of(refused.text)

"""An indicator of the school's own: two measures divided, or values typed by hand, read as the others are."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.directory.models import StaffYear
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions import own
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.reading.charts import over_time
from fanal.indicators.reading.series import lines_of_school
from fanal.indicators.rules.own import MOST_OWN, OwnFormula, OwnUnit, next_code, own_definition, own_refusals
from fanal.indicators.tests.conftest import TODAY, typed, url
from fanal.year.rules.periods import PeriodKind, period_of

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
pytestmark = pytest.mark.clock(NOW)
PER_MACHINE = {
    "name": "Demandes par équipement",
    "part": "helpdesk.asked",
    "whole": "equipment.present",
    "numerator": "",
    "denominator": "",
    "unit": "number",
    "direction": "neither",
    "is_of_people": False,
    "frequency": "year",
}
BY_HAND = {
    **PER_MACHINE,
    "name": "Élèves qui empruntent une calculatrice",
    "part": "",
    "whole": "",
    "numerator": "élèves qui en empruntent une",
    "denominator": "élèves de la classe",
    "unit": "percent",
    "is_of_people": True,
}
YEAR = period_of(TODAY, PeriodKind.YEAR)


def line_named(school, name):
    return next(line for line in lines_of_school(school, TODAY) if line.definition.name == name)


def formula(**changed) -> OwnFormula:
    return OwnFormula(**{"name": "A", "unit": OwnUnit.NUMBER, "numerator": "choses", **changed})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"part": "helpdesk.unknown"}, "n’est pas un compte de Fanal"),
        ({"name": "Appareils PAR élève"}, "donnez un autre nom"),
        ({"whole": "b", "denominator": "b"}, "choisissez les deux, ou aucun"),
        ({"part": "a", "denominator": "salles"}, "choisissez les deux, ou aucun"),
        ({"part": "a", "whole": "a", "denominator": "a"}, "serait toujours le même"),
        ({"unit": OwnUnit.PERCENT}, "donnez-le"),
        ({"is_of_people": True}, "donnez le nombre du bas"),
        ({"part": "a", "frequency": PeriodKind.CIVIL}, "suit l’année scolaire"),
    ],
)
def test_what_cannot_be_an_indicator_is_refused_with_its_reason(changed, words):
    reasons = own_refusals(formula(**changed), {"a", "b"}, ["Appareils par élève"])
    assert len(reasons) == 1
    assert words in reasons[0]


def test_a_formula_is_read_as_a_definition():
    definition = own_definition(
        "E1", formula(unit=OwnUnit.PER_HUNDRED, numerator="prêts", denominator="élèves")
    )
    assert (definition.formula, definition.unit, definition.factor) == (
        "prêts ÷ élèves × 100",
        "pour 100",
        100,
    )
    assert own_refusals(formula(), (), ()) == []


def test_a_code_is_never_given_twice():
    assert [next_code(codes) for codes in ([], ["E1", "E3"], ["EQ9", "E12"])] == ["E1", "E4", "E13"]


def test_two_measures_are_divided_counted_at_once_and_lead_to_their_rows(school, boss, followed, lead):
    with scope(school):
        EquipmentFactory.create_batch(4, school=school)
        HelpRequestFactory.create_batch(6, school=school, asked_at=NOW)
        indicator = own.create_own(school, PER_MACHINE, now=NOW, by=boss)
        line = line_named(school, "Demandes par équipement")
        value = IndicatorValue.objects.get(indicator=indicator)
    assert line.figure.text == "Trop tôt pour le dire", "requests of a year that runs"
    assert (line.running.figure.text, line.running.figure.detail) == ("1,5", "6 sur 4")
    assert (value.numerator, value.denominator, value.rows, value.people) == (6, 4, 6, None)
    rows = lead.get(url(school, "value_rows", value.pk))
    assert len(set(re.findall(r"/demandes/\d+/", rows.text))) == 6


def test_a_count_of_people_hides_a_small_group(school, boss, followed):
    """Field: three colleagues are known by name."""
    with scope(school):
        for _ in range(3):
            person = PersonFactory(school=school)
            StaffYear.objects.create(school=school, person=person, school_year="2026-2027")
        own.create_own(
            school, {**PER_MACHINE, "whole": "directory.staff", "name": "Par collègue"}, now=NOW, by=boss
        )
        line = line_named(school, "Par collègue")
    assert line.running.figure.text == "non montré"


def test_values_are_typed_by_hand_with_both_their_sides(school, boss, followed):
    with scope(school):
        indicator = own.create_own(school, BY_HAND, now=NOW, by=boss)
        typed(indicator, YEAR, 12, 30, boss)
        assert words_of(line_named(school, str(indicator)).figure.text) == "40 %"
        with pytest.raises(RuleBroken):
            typed(indicator, YEAR, 31, 30, boss)
        typed(indicator, YEAR.previous, 2, 3, boss)
        assert IndicatorValue.objects.get(indicator=indicator, period=YEAR.previous.code).people == 3


def test_a_period_that_runs_stands_apart_from_those_that_are_over(school, boss, followed):
    """Seen by a newcomer in December: « De 100 % à 65,4 % » put a year beside three months."""
    with scope(school):
        indicator = own.create_own(school, BY_HAND, now=NOW, by=boss)
        for period, above in ((YEAR, 12), (YEAR.previous, 18), (YEAR.previous.previous, 15)):
            typed(indicator, period, above, 30, boss)
        chart = over_time(line_named(school, str(indicator)))
    assert words_of(chart.finding) == (
        "De 50 % (2024-2025) à 60 % (2025-2026). 40 % (2026-2027) jusqu’ici : la période n’est pas finie."
    )


def test_another_formula_is_another_version_another_name_is_not(school, boss, followed):
    with scope(school):
        indicator = own.create_own(school, BY_HAND, now=NOW, by=boss)
        renamed = own.change_own(indicator, {**BY_HAND, "name": "Calculatrices"}, now=NOW, by=boss)
        assert (str(renamed), renamed.version) == ("Calculatrices", "1.1")
        values = {**BY_HAND, "name": "Calculatrices", "denominator": "élèves du niveau"}
        assert own.change_own(renamed, values, now=NOW, by=boss).version == "2.1"
        with pytest.raises(RuleBroken, match="du catalogue"):
            own.change_own(followed["EQ1"], BY_HAND, now=NOW, by=boss)


def test_a_row_of_the_catalogue_has_no_name_of_its_own(school, followed):
    with scope(school), pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=followed["EQ1"].pk).update(name="Autre")


def test_nobody_creates_more_than_can_be_looked_at(school, boss, followed):
    with scope(school):
        for number in range(15 - len(followed)):
            own.create_own(school, {**BY_HAND, "name": f"N {number}"}, now=NOW, by=boss)
        with pytest.raises(RuleBroken, match="le plus qu’on puisse regarder"):
            own.create_own(school, {**BY_HAND, "name": "Un de trop"}, now=NOW, by=boss)
        assert 15 - len(followed) < MOST_OWN


def test_a_teacher_creates_none(school, followed, client_of, lead):
    with scope(school), pytest.raises(NotAllowed):
        own.create_own(school, BY_HAND, now=NOW, by=actor_of(lead.membership.person, Role.TEACHER))
    teacher = client_of(school, Role.TEACHER)
    assert teacher.get(url(school, "own_add")).status_code == 403


def test_the_page_creates_one_says_what_is_wrong_and_keeps_what_was_typed(school, lead, followed):
    answer = lead.post(url(school, "own_add"), {**PER_MACHINE, "is_of_people": "", "whole": ""})
    page = lead.get(answer["Location"])
    assert "Demandes par équipement" in page.text
    assert "compté par Fanal" in page.text
    refused = lead.post(url(school, "own_add"), {**BY_HAND, "name": "Pas de bas", "denominator": ""})
    assert refused.status_code == 422
    assert "Pas de bas" in refused.text
    assert "donnez-le" in refused.text
    assert "Les indicateurs de l’établissement" in lead.get(url(school, "choose")).text


def test_words_typed_beside_what_fanal_counts_are_not_lost_in_silence(school, lead, followed):
    """Seen by a newcomer in December: « aussi à la main » was gone once the indicator was there."""
    sent = {**PER_MACHINE, "numerator": "aussi à la main"}
    answer = lead.post(url(school, "own_add"), sent)
    assert answer.status_code == 422
    assert "Fanal compte déjà ce que vous avez choisi au-dessus" in words_of(answer.text)
    assert "aussi à la main" in answer.text


def test_one_that_is_left_is_found_again_with_its_values(school, lead, followed, boss):
    with scope(school):
        indicator = own.create_own(school, BY_HAND, now=NOW, by=boss)
        typed(indicator, YEAR, 12, 30, boss)
    lead.post(url(school, "leave", indicator.pk))
    lead.get(url(school, "dashboard"))  # which says so, once
    assert "calculatrice" not in lead.get(url(school, "dashboard")).text
    assert "calculatrice" in lead.get(url(school, "catalogue")).text
    lead.post(url(school, "follow", indicator.code))
    assert "12 sur 30" in lead.get(url(school, "dashboard")).text


def shown_of(school, name):
    return words_of(line_named(school, name).figure.text)


def test_a_small_part_of_people_is_a_range_whenever_it_was_said_that_they_are(school, boss, followed):
    """What the catalogue hides of two pupils of twenty-eight, the school's own hides too."""
    with scope(school):
        values = {**BY_HAND, "is_of_people": False}
        indicator = own.create_own(school, values, now=NOW, by=boss)
        typed(indicator, YEAR, 2, 28, boss)
        assert shown_of(school, str(indicator)) == "7,1 %"
        own.change_own(indicator, BY_HAND, now=NOW, by=boss)
        typed(indicator, YEAR, 2, 28, boss)
        assert shown_of(school, str(indicator)) == "moins de 17,9 %"


def test_a_value_is_never_read_with_another_formula(school, boss, followed):
    with scope(school):
        indicator = own.create_own(school, {**BY_HAND, "is_of_people": False}, now=NOW, by=boss)
        typed(indicator, YEAR, 12, 30, boss)
        own.change_own(indicator, {**BY_HAND, "is_of_people": False, "unit": "number"}, now=NOW, by=boss)
        line = line_named(school, str(indicator))
        assert line.figure.text == "non calculable"
        assert "formule d’avant" in line.figure.reason


def test_what_is_counted_over_a_period_beside_what_stands_is_no_state(school, boss, followed):
    with scope(school):
        indicator = own.create_own(school, PER_MACHINE, now=NOW, by=boss)
        assert not indicator.definition.is_state
        both = {**PER_MACHINE, "name": "Équipements par classe", "part": "equipment.present"}
        assert own.create_own(
            school, {**both, "whole": "directory.classes"}, now=NOW, by=boss
        ).definition.is_state


def test_the_work_of_the_only_lead_stays_on_the_page_until_they_agree(school, boss, followed):
    """Field reading, « Law » 23: « transmises ÷ résolues » says what TK5 says."""
    values = {**PER_MACHINE, "name": "Part transmise", "part": "helpdesk.sent", "whole": "helpdesk.solved"}
    with scope(school):
        own.create_own(school, values, now=NOW, by=boss)
        assert YEAR.code in line_named(school, "Part transmise").withheld


def test_from_measured_to_typed_the_running_period_is_typed_at_once(school, boss, followed):
    with scope(school):
        indicator = own.create_own(school, PER_MACHINE, now=NOW, by=boss)
        indicator = own.change_own(
            indicator, {**BY_HAND, "name": "À la main", "unit": "number"}, now=NOW, by=boss
        )
        assert typed(indicator, YEAR, 12, 30, boss).source == "typed"


def test_a_target_goes_with_the_direction_that_it_had(school, boss, followed):
    with scope(school):
        indicator = own.create_own(school, {**BY_HAND, "direction": "up"}, now=NOW, by=boss)
        Indicator.objects.filter(pk=indicator.pk).update(target=60, alert=10)
        assert own.change_own(indicator, BY_HAND, now=NOW, by=boss).target is None
        Indicator.objects.filter(pk=indicator.pk).update(target=500)
        with pytest.raises(RuleBroken, match="de 0 à 100"):
            own.change_own(indicator, {**BY_HAND, "direction": "up"}, now=NOW, by=boss)


def test_the_export_comes_back_as_it_left(school, lead, followed, boss):
    """Guide: « l’export des indicateurs (tel quel, il ne change rien) »."""
    with scope(school):
        indicator = own.create_own(school, {**BY_HAND, "is_of_people": False}, now=NOW, by=boss)
        typed(indicator, YEAR, 12, 30, boss)
    answer = lead.get(url(school, "dashboard_export", "csv"))
    file = SimpleUploadedFile("indicateurs.csv", b"".join(answer.streaming_content), "text/csv")
    preview = lead.post(url(school, "import_file"), {"file": file})
    assert preview.status_code == 200
    assert "n’est pas un code du catalogue" not in preview.text


def test_it_comes_beside_a_set_and_never_alone(school, boss):
    with scope(school), pytest.raises(RuleBroken, match="Choisissez d’abord"):
        own.create_own(school, BY_HAND, now=NOW, by=boss)


def test_from_typed_to_measured_the_running_period_is_counted_at_once(school, boss, followed):
    """« Compté par Fanal, chaque nuit » is true of the period that runs, and what was typed before stays."""
    with scope(school):
        indicator = own.create_own(school, {**BY_HAND, "unit": "number"}, now=NOW, by=boss)
        for period in (YEAR, YEAR.previous):
            typed(indicator, period, 12, 30, boss)
        EquipmentFactory.create_batch(4, school=school)
        HelpRequestFactory.create_batch(6, school=school, asked_at=NOW)
        own.change_own(indicator, {**PER_MACHINE, "name": str(indicator)}, now=NOW, by=boss)
        running = IndicatorValue.objects.get(indicator=indicator, period=YEAR.code)
        before = IndicatorValue.objects.get(indicator=indicator, period=YEAR.previous.code)
    assert (running.source, running.numerator, running.denominator) == ("computed", 6, 4)
    assert (running.written_by, running.version) == (None, "2.1")
    assert (before.source, before.numerator) == ("typed", 12)


def test_the_formula_of_the_catalogue_has_no_page(school, lead, followed):
    assert lead.get(url(school, "own_change", followed["EQ1"].pk)).status_code == 404


def test_the_words_of_what_fanal_counts_are_not_offered_as_typed(school, lead, boss, followed):
    with scope(school):
        indicator = own.create_own(school, PER_MACHINE, now=NOW, by=boss)
    page = lead.get(url(school, "own_change", indicator.pk)).text
    assert 'value="équipements présents"' not in page
    alone = {**PER_MACHINE, "whole": "", "is_of_people": ""}
    assert lead.post(url(school, "own_change", indicator.pk), alone).status_code == 302

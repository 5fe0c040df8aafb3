"""What the clock removes: lists left there, differences no list tells any more, people who left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.privacy import FINDINGS, LISTS
from fanal.account_lists.testing import NOW, TODAY
from fanal.core.imports.models import Import, ImportLine

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def run(rule, school, now):
    while rule(school.pk, now):
        pass


def test_a_list_left_there_goes_after_a_week(keeper):
    keeper.pupil("ROY", "Léa")
    keeper.deposit("Nom;Prénom\nROY;Léa\n")
    run(LISTS.purge, keeper.school, NOW + timedelta(days=6))
    assert ImportLine.objects.for_school(keeper.school).count() == 1
    run(LISTS.purge, keeper.school, NOW + timedelta(days=8))
    for model in (ImportLine, Import, Comparison):
        assert not model.objects.for_school(keeper.school).exists()


def test_a_difference_that_no_list_tells_any_more_goes_after_six_months(keeper):
    keeper.pupil("ROY", "Léa")
    keeper.compare("Login;Nom;Prénom\na;INCONNU;Max\n")
    run(FINDINGS.purge, keeper.school, NOW + timedelta(days=179))
    assert Finding.objects.for_school(keeper.school).count() == 2
    run(FINDINGS.purge, keeper.school, NOW + timedelta(days=182))
    assert not Finding.objects.for_school(keeper.school).exists()
    assert Comparison.objects.for_school(keeper.school).count() == 1


def test_a_pupil_who_is_forgotten_takes_no_orphan_away(keeper):
    pupil = keeper.pupil("ROY", "Léa", left_on=TODAY)
    keeper.pupil("AUTRE", "Luc")
    keeper.compare("Login;Nom;Prénom\na;ROY;Léa\n")
    pupil.delete()
    assert [finding.pupil_id for finding in keeper.findings("orphan")] == [None]


def test_a_fingerprint_is_kept_a_year(keeper):
    keeper.pupil("ROY", "Léa")
    keeper.compare("Login;Nom;Prénom\na;INCONNU;Max\nb;ROY;Léa\n")
    keeper.compare("Login;Nom;Prénom\nb;ROY;Léa\n", today=TODAY + timedelta(days=1))
    run(FINDINGS.purge, keeper.school, NOW + timedelta(days=364))
    assert Finding.objects.for_school(keeper.school).filter(state="gone").count() == 1
    run(FINDINGS.purge, keeper.school, NOW + timedelta(days=368))
    assert not Finding.objects.for_school(keeper.school).exists()
    assert timezone.is_aware(NOW)

"""`fanal journal verify` sees that a line of an import was touched, taken away or told otherwise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.proof import altered_imports
from fanal.core.tenancy import scope
from fanal.people_files.privacy import SHOWN_DAYS
from fanal.people_files.tests.importing import TODAY, full, pupil

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def imported(importer, school):
    """A change, a departure, a creation; then one line left alone."""
    importer.bring(full(school, pupil(1), pupil(2), pupil(3), pupil(4)))
    return importer.bring(
        full(school, pupil(1, klass="6B"), pupil(2), pupil(3), pupil(9)), are_departures_true=True
    )


def said(school, days=0) -> list[str]:
    with scope(school):
        return [
            alteration.says for alteration in altered_imports(school.pk, now=timezone.now() + timedelta(days))
        ]


def lines(school, imported):
    return ImportLine.objects.for_school(school).filter(imported=imported)


def test_what_was_imported_holds(imported, school):
    assert (imported.created, imported.changed, imported.unchanged, imported.gone) == (1, 1, 3, 1)
    assert said(school) == []


@pytest.mark.parametrize("effect", ["created", "changed", "gone"])
def test_a_line_that_was_touched_is_seen(imported, school, effect):
    with scope(school):
        lines(school, imported).filter(effect=effect).update(reasons=["autre chose"])
    assert said(school) == [f"les lignes de l’import n° {imported.number} ont été modifiées"]


def test_a_line_taken_away_is_seen_until_its_time_is_over(imported, school):
    with scope(school):
        lines(school, imported).filter(effect="changed").delete()
    assert said(school) == [f"des lignes de l’import n° {imported.number} manquent"]
    assert said(school, days=SHOWN_DAYS + 1) == []


def test_what_was_forgotten_is_no_error(imported, school):
    with scope(school):
        ImportLine.objects.for_school(school).delete()
    assert said(school, days=SHOWN_DAYS + 1) == []


def test_another_root_or_no_import_is_seen(imported, school):
    with scope(school):
        Import.objects.for_school(school).filter(pk=imported.pk).update(root="0" * 64)
    assert said(school) == [f"l’empreinte de l’import n° {imported.number} a été modifiée"]
    with scope(school):
        lines(school, imported).delete()
        Import.objects.for_school(school).filter(pk=imported.pk).delete()
    assert said(school) == ["l’import dont elle parle manque"]

"""December § 4.4: a file does not rewrite what another room holds of a record, and says which line would."""

from datetime import date

import pytest

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.equipment.reading.record_uses import RecordUses
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.equipment_import.reading import settled
from fanal.equipment_import.tests.importing import apply, csv_of, preview_of

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.clock(TODAY)


def test_a_line_about_what_is_settled_is_refused_with_the_words_of_the_other_room(
    client_of, school, monkeypatch
):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        held, free = (EquipmentFactory(school=school, serial=serial) for serial in ("AB1234", "CD5678"))

    def uses(school_id, changes):
        assert {key: [*names] for key, names in changes.items()} == {
            held.pk: ["price_cents"],
            free.pk: ["price_cents"],
        }
        return RecordUses({held.pk: "Tenu ailleurs."})

    monkeypatch.setattr(settled, "uses_of", uses)
    table = csv_of(("N° de série", "Prix"), ("AB1234", "100"), ("CD5678", "100"))
    assert "Tenu ailleurs." in preview_of(lead, school, table)
    apply(lead, school)
    with scope(school):
        prices = dict(Equipment.objects.for_school(school).values_list("pk", "price_cents"))
    assert prices == {held.pk: None, free.pk: 10_000}

"""What the page and the papers of a batch say of people, of data, and to whom."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from fanal.core.documents.paper import typeset_whole
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import items
from fanal.disposals.reading.papers import TEMPLATE
from fanal.disposals.tests.conftest import TODAY, decided, wipe
from fanal.equipment.models import Equipment

pytestmark = pytest.mark.clock(TODAY)


def url(school, name, *args):
    return reverse(f"disposals:{name}", args=[school.uai, *args])


@pytest.fixture
def printed(monkeypatch):
    """What a paper is made of, in place of the paper."""

    def made(_, data) -> bytes:
        return json.dumps(data, ensure_ascii=False, default=str).encode()

    monkeypatch.setattr("fanal.disposals.views.papers.typeset_whole", made)


@pytest.fixture
def batch(school, machines, boss, manager):
    """Decided of: PC-A and PC-B wiped by the référent, PC-C stolen."""
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-C").update(state="stolen")
        return decided(school, machines, boss, manager)


def test_the_technician_reads_no_name_and_no_declaration(technician, lead, school, batch, boss, printed):
    """Issue: the certificate named who wiped, the declaration told the circumstances and the insurer."""
    person = lead.membership.person
    with scope(school):
        wipe(batch, boss, wiped_by=person, wiping_service="")
        stolen = batch.items.get(equipment__name="PC-C")
        values = {"happened_on": date(2026, 11, 20), "circumstances": "Vitre brisée.", "complaint": "12"}
        items.note_loss(stolen, values | {"insurer": "MAIF"}, today=TODAY, by=boss)
    kept = lead.get(url(school, "wiping_file", batch.pk)).content.decode()
    assert str(person) in kept
    one = batch_item(school, batch)
    for page in (url(school, "wiping_file", batch.pk), url(school, "item_wiping_file", one)):
        read = technician.get(page).content.decode()
        assert str(person) not in read
        assert "l’établissement" in read
    declaration = url(school, "loss_file", stolen.pk)
    assert technician.get(declaration).status_code == 403
    assert declaration not in technician.get(url(school, "disposal_page", batch.pk)).text
    assert "Vitre brisée" in lead.get(declaration).content.decode()


def batch_item(school, batch) -> int:
    with scope(school):
        return batch.items.get(equipment__name="PC-A").pk


def test_nothing_leaves_by_a_button_before_its_data_are_wiped(bursar, school, batch, boss):
    """Issue: « Sortir de l’inventaire » was offered, and the page counted one machine of five."""
    page = url(school, "disposal_page", batch.pk)
    shown = bursar.get(page)
    assert shown.context["hindered"] == 2, "the two that are not wiped; the stolen one may leave"
    words = words_of(shown.text)
    assert "2 équipements ne peuvent pas encore sortir" in words
    assert "Noter d’abord 2 effacements" in words
    assert url(school, "carry_out", batch.pk) not in shown.text
    with scope(school):
        wipe(batch, boss)
    assert url(school, "carry_out", batch.pk) in bursar.get(page).text


def test_what_is_stolen_is_not_in_the_list_to_wipe(lead, school, batch):
    page = words_of(lead.get(url(school, "wiping_note", batch.pk)).text)
    assert "PC-B" in page
    assert "PC-C" not in page


@pytest.mark.parametrize(("owner", "said"), [("school", "au conseil"), ("authority", "à l’organe compétent")])
def test_the_decision_belongs_to_the_board_in_french(lead, school, batch, owner, said):
    """Issue: « appartient à le conseil d’administration »."""
    with scope(school):
        type(batch).objects.filter(pk=batch.pk).update(
            owner=owner, state="proposed", decision="", decided_on=None
        )
    page = words_of(lead.get(url(school, "disposal_page", batch.pk)).text)
    assert f"La décision appartient {said}" in page


def pages(count: int, name: str = "PC") -> int:
    """How many pages the list of so many goods takes."""
    row = [name, "HP ProDesk 400 G6", "5CG1234XYZ", "2021-0042", "2021", "500 €", "Hors d’usage", "Don"]
    data = {
        "title": "Liste",
        "letterhead": {"name": "Collège", "lines": [], "bodies": [], "logo": "", "number": ""},
        "mark": "Sortie n° 1",
        "flipped": True,
        "said": [],
        "head": ["Équipement", "Modèle", "N° de série", "N°", "Achat", "Prix", "Motif", "Destination"],
        "rows": [row] * count,
        "total": f"{count} équipements.",
        "facts": [["Décision n°", ""], ["du", ""]],
        "signatures": [
            {"words": "Le chef", "stamped": True, "name": ""},
            {"words": "Le propriétaire", "stamped": False, "name": ""},
        ],
    }
    return len(re.findall(rb"/Type\s*/Page\b", typeset_whole(TEMPLATE, data)))


def test_a_word_longer_than_its_column_takes_lines_and_not_the_next_column():
    """Issue: a long name ran over the model: it took one line, whatever its length."""
    assert pages(60, "W" * 27) > pages(60)


def test_a_paper_of_two_hundred_goods_is_whole():
    assert 1 < pages(200) <= 15

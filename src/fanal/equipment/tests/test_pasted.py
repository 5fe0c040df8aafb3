"""December § 4.4: « several numbers pasted at once », from a column of a workbook or from a mail."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.equipment.reading.scanned import read_lines, read_typed
from fanal.equipment.rules.pasted import LONGEST, MOST, pasted_in, pieces_of
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.django_db


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def machines(school):
    with scope(school):
        return [
            EquipmentFactory(school=school, name="T-1", serial="5CG0001X"),
            EquipmentFactory(school=school, name="T-2", serial="5CG0002X", authority_number="CD-0612"),
            EquipmentFactory(school=school, name="T-3", serial="5CG0003X", school_number="LY/0044"),
            EquipmentFactory(school=school, name="Chariot, 3e étage", serial=""),
            EquipmentFactory(school=school, name="PC 204", serial=""),
        ]


@pytest.mark.parametrize(
    "text",
    [
        "5CG0001X\n5CG0002X\n5CG0003X",
        "5CG0001X\r\n5CG0002X\r\n5CG0003X\r\n",
        "5CG0001X\t5CG0002X\t5CG0003X",
        "5CG0001X;5CG0002X ; 5CG0003X",
        "5CG0001X, 5CG0002X, 5CG0003X.",
        " 5CG0001X  5CG0002X 5CG0003X ",
        "5CG0001X\u00a05CG0002X\n\n« 5CG0003X »",
    ],
)
def test_whatever_parts_them_they_are_three(text):
    assert pieces_of(text) == ["5CG0001X", "5CG0002X", "5CG0003X"]
    assert pasted_in(text).numbers == ("5CG0001X", "5CG0002X", "5CG0003X")


@pytest.mark.parametrize(
    "text", ["", " ; ", "5CG0001X", "PC 204", "204 HP", "Chariot, portable", "epson eb 204"]
)
def test_the_words_of_one_search_stay_one_search(text):
    assert pasted_in(text).numbers == ()


def test_a_search_takes_a_hundred_of_them_and_no_longer_text():
    many = pasted_in("\n".join(f"AB{rank:04}" for rank in range(MOST + 30)))
    assert (len(many.numbers), many.beyond) == (MOST, 30)
    long = pasted_in("\n".join(f"{rank:040}" for rank in range(MOST)))
    assert len(";".join(long.numbers)) <= LONGEST
    assert len(long.numbers) + long.beyond == MOST


def names_on(answer):
    return html.fromstring(answer.text).xpath("//tbody//th//a/text()")


def test_the_list_shows_those_that_are_found_and_names_the_others(lead, school, machines):
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[4].pk).update(authority_number="5CG0003X")
    typed = "5CG0001X\ncd-0612\nZZ-0001\n5CG0002X\n5CG0003X"
    answer = lead.get(url("equipment_list", school), {"q": typed})
    assert names_on(answer) == ["PC 204", "T-1", "T-2", "T-3"]
    words = words_of(answer.text)
    assert "5 numéros cherchés, 2 trouvés." in words
    assert "Inconnu : ZZ-0001." in words
    assert "Plusieurs machines répondent à 5CG0003X" in words
    assert "Collé deux fois, compté une : 5CG0002X." in words
    field = html.fromstring(answer.text).xpath("//input[@name='q']/@value")
    assert field == ["5CG0001X; cd-0612; ZZ-0001; 5CG0002X; 5CG0003X"], "nothing that was pasted is lost"


def test_the_other_filters_the_pages_and_the_export_keep_them(lead, school, machines):
    typed = "5CG0001X 5CG0002X 5CG0003X"
    page = html.fromstring(lead.get(url("equipment_list", school), {"q": typed, "tri": "recents"}).text)
    assert page.xpath("//tbody//th//a/text()") == ["T-3", "T-2", "T-1"]
    (export,) = [link for link in page.xpath("//a/@href") if "export.csv" in link]
    said = b"".join(lead.get(export).streaming_content).decode("utf-8-sig")
    assert [name in said for name in ("T-1", "T-2", "T-3", "PC 204")] == [True, True, True, False]


def test_all_that_were_pasted_are_changed_at_once(lead, school, machines):
    sent = {"tous": "2", "retour": "q=5CG0001X;5CG0002X", "do": "state", "e-to": "broken"}
    lead.post(url("equipment_several", school), sent)
    with scope(school):
        rows = Equipment.objects.for_school(school).filter(state="broken").order_by("name")
        assert [row.name for row in rows] == ["T-1", "T-2"]


def test_what_left_is_found_too_under_its_own_chip(lead, school, machines):
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(state="disposed")
    answer = lead.get(url("equipment_list", school), {"q": "5CG0001X;5CG0002X", "etat": "partis"})
    assert names_on(answer) == ["T-1"]
    assert "2 numéros cherchés, 2 trouvés." in words_of(answer.text)


def test_too_many_are_said(lead, school):
    typed = "\n".join(f"AB{rank:04}" for rank in range(MOST + 30))
    words = words_of(lead.get(url("equipment_list", school), {"q": typed}).text)
    assert "les 30 derniers sont laissés" in words


def test_whoever_sees_only_what_they_hold_learns_nothing_of_the_rest(client_of, school, machines):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(
            holder=teacher.membership.person
        )
    answer = teacher.get(url("equipment_list", school), {"q": "5CG0001X;5CG0002X;ZZ-0001"})
    assert names_on(answer) == ["T-1"]
    words = words_of(answer.text)
    assert "3 numéros cherchés, 1 trouvé." in words
    assert "Inconnus : 5CG0002X, ZZ-0001." in words


def test_a_hundred_ask_as_many_questions_as_two(lead, school, machines, count_queries):
    with scope(school):
        EquipmentFactory.create_batch(98, school=school)
        serials = list(
            Equipment.objects.for_school(school).exclude(serial="").values_list("serial", flat=True)
        )
    questions = []
    for typed in (serials[:2], serials[:MOST]):
        with count_queries() as asked:
            lead.get(url("equipment_list", school), {"q": ";".join(typed)})
        questions.append(len(asked))
    assert questions[0] == questions[1]


def test_where_machines_are_picked_one_line_may_hold_several(school, machines):
    """Lending, giving back, a batch, a licence, a contract: all read their field so."""
    with scope(school):
        for line in ("T-1;T-2;5CG0003X", "5CG0001X\t5CG0002X\t5CG0003X", "5CG0001X 5CG0002X 5CG0003X"):
            assert read_lines(school, [line], most=9) == (machines[:3], [])
        read, reasons = read_lines(school, ["T-1, ZZ-9, T-2", "ZZ-9"], most=9)
    assert read == machines[:2]
    assert [reason[:8] for reason in reasons] == ["« ZZ-9 »"]


def test_a_name_with_a_comma_or_a_blank_is_one_machine(school, machines):
    with scope(school):
        number = machines[0].number
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(number=204)
        assert read_lines(school, ["chariot, 3e étage", "PC 204"], most=9) == (machines[3:], [])
        Equipment.objects.for_school(school).filter(pk=machines[4].pk).update(name="PC")
        _, reasons = read_lines(school, ["PC 204"], most=9)
        assert reasons, f"nobody guesses n° 204, which was {number}"


def test_what_is_named_twice_counts_once_and_is_told(school, machines):
    with scope(school):
        read = read_typed(school, ["T-1", "5cg0001x", "T-1;T-2"], most=9)
    assert read.machines == machines[:2]
    assert read.twice == ["5cg0001x", "T-1"]


def test_more_than_may_be_picked_are_refused_before_anything_is_read(school, machines, count_queries):
    with scope(school), count_queries() as asked:
        with pytest.raises(RuleBroken, match="3 appareils à la fois, pas plus"):
            read_typed(school, ["T-1;T-2", "T-3;T-4"], most=3)
        with pytest.raises(RuleBroken, match="Un seul appareil ici"):
            read_typed(school, ["T-1;T-2"], most=1)
    assert len(asked) == 0


def test_a_neighbour_is_as_unknown_as_nothing(lead, school, machines):
    elsewhere = SchoolFactory()
    with scope(elsewhere):
        EquipmentFactory(school=elsewhere, name="Chez eux", serial="VOISIN01")
    answer = lead.get(url("equipment_list", school), {"q": "VOISIN01;5CG0001X"})
    assert "Inconnu : VOISIN01." in words_of(answer.text)
    assert "Chez eux" not in answer.text

"""« Doublons possibles » on the screen: the list, the choice field by field, and back."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment, EquipmentMerge
from fanal.equipment.reading.links import links_to
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.equipment_import.reading.records import existing_records
from fanal.equipment_import.rules.recognition import RecordIndex

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(school):
    with scope(school):
        first = EquipmentFactory(school=school, name="PC-204", serial="5CG1234X", maker="")
        second = EquipmentFactory(
            school=school, name="POSTE-204", serial="5CG-12-34X", maker="HP", room=first.room, type=first.type
        )
    return first, second


def url(school, name, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


def numbers(pair):
    return [row.number for row in pair]


def chosen(lead, school, pair, **values):
    """What the form sends, as it was shown."""
    page = lead.get(url(school, "merge_pair", *numbers(pair)))
    form = page.context["form"]
    start = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in (start | values).items()}


def test_the_pair_is_listed_compared_merged_and_separated(lead, school, pair):
    """users-ask.md B1: an agent that makes duplicates; B9: undone without losing the state of before."""
    first, second = pair
    listed = words_of(lead.get(url(school, "merge_list")).text)
    assert "Même n° de série (5CG1234X)" in listed
    page = url(school, "merge_pair", *numbers(pair))
    sent = chosen(lead, school, pair, name=str(second.number))
    assert sent["maker"] == str(second.number), "what is filled beats what is empty"
    answer = lead.post(page, sent)
    assert answer.url == url(school, "equipment_page", first.number)
    shown = words_of(lead.get(answer.url).text)
    assert "POSTE-204" in shown
    assert "Fiches réunies à celle-ci" in shown
    assert lead.get(url(school, "equipment_page", second.number)).url == answer.url
    assert lead.get(page).url == answer.url, "one comes back to it"
    with scope(school):
        made = EquipmentMerge.objects.get()
        (record,) = existing_records(school.pk)
        assert RecordIndex([record]).by_number.keys() == {first.number, second.number}, "an older export"
        assert Equipment.objects.get().maker == "HP"
    undone = lead.post(url(school, "merge_undo", made.pk))
    assert undone.url == page
    with scope(school):
        assert sorted(Equipment.objects.values_list("name", "maker")) == [("PC-204", ""), ("POSTE-204", "HP")]
    assert "Fiche réunie" not in words_of(lead.get(page).text), "what was undone hangs on neither"
    again = lead.post(url(school, "merge_undo", made.pk))
    assert again.status_code == 422
    assert "déjà séparées" in words_of(again.text)


def test_two_machines_leave_the_list(lead, school, pair):
    lead.post(url(school, "merge_refuse", *numbers(pair)))
    assert "Aucune fiche ne porte" in words_of(lead.get(url(school, "merge_list")).text)


def test_two_machines_said_after_another_tab_merged_them_is_no_dead_end(lead, school, pair):
    """« Ce sont deux machines », pressed in the other tab, answered « introuvable »."""
    lead.post(url(school, "merge_pair", *numbers(pair)), chosen(lead, school, pair))
    answer = lead.post(url(school, "merge_refuse", *numbers(pair)), follow=True)
    said = words_of(answer.text)
    assert "déjà réunies, en celle-ci" in said
    assert "Fiches réunies à celle-ci" in said
    assert lead.post(url(school, "merge_refuse", pair[0].number, 2**40)).status_code == 404


def test_two_serial_numbers_are_warned_of_before_two_records_are_one(lead, school, pair):
    page = url(school, "merge_pair", *numbers(pair))
    assert "n° de série diffèrent" not in lead.get(page).text.replace("\u00a0", " ")
    with scope(school):
        Equipment.objects.filter(pk=pair[1].pk).update(serial="5CG9999Z")
    shown = lead.get(page).text
    assert "5CG1234X et 5CG9999Z" in words_of(shown)
    assert "data-confirm=" in shown


def test_any_two_numbers_are_compared(lead, school, pair):
    page = lead.get(url(school, "merge_list"), {"a": pair[1].number, "b": pair[0].number})
    assert page.url == url(school, "merge_pair", pair[1].number, pair[0].number)
    assert lead.get(url(school, "merge_list"), {"a": "9" * 30, "b": "x"}).status_code == 200
    for other in (pair[0].number, 10**19, 2**40):
        assert lead.get(url(school, "merge_pair", pair[0].number, other)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("PC-204", "PC-204"), "C’est deux fois la même fiche"),
        (("PC-204", "4040404"), "« 4040404 » : aucun appareil"),
        (("PC-204", "nulle part"), "« nulle part » : aucun appareil"),
        (("PC-204", ""), "Scannez ou tapez"),
    ],
)
def test_two_records_that_cannot_be_compared_are_said_in_the_form(lead, school, pair, typed, said):
    """Issue: a name or an unknown number led back to the list without a word, or to « introuvable »."""
    page = lead.get(url(school, "merge_list"), dict(zip("ab", typed, strict=True)))
    assert page.status_code == 200
    assert said in words_of(page.text)
    assert 'value="PC-204"' in page.text
    named = lead.get(url(school, "merge_list"), {"a": "pc-204", "b": "POSTE-204"})
    assert named.url == url(school, "merge_pair", *numbers(pair))


def test_a_record_out_of_the_inventory_offers_nothing_and_says_why(lead, school, pair):
    """Issue: « Réunir les deux fiches » was offered and answered 403."""
    with scope(school):
        Equipment.objects.filter(pk=pair[1].pk).update(state="disposed")
    page = lead.get(lead.get(url(school, "merge_list"), dict(zip("ab", numbers(pair), strict=True))).url)
    named = lead.get(url(school, "merge_list"), {"a": "PC-204", "b": "poste-204"})
    assert named.url == url(school, "merge_pair", *numbers(pair)), "by its name too"
    assert "Scannez ou tapez" in words_of(lead.get(url(school, "merge_list"), {"a": "", "b": ""}).text)
    words = words_of(page.text)
    assert "« POSTE-204 » est sorti de l’inventaire" in words
    assert "Réunir les deux fiches" not in words
    assert url(school, "merge_refuse", *numbers(pair)) not in page.text


@pytest.mark.parametrize("wrong", [{"stays": "0"}, {"maker": "x"}, {"shown": "0" * 16}, {"shown": ""}])
def test_what_was_not_shown_is_refused(lead, school, pair, wrong):
    answer = lead.post(url(school, "merge_pair", *numbers(pair)), chosen(lead, school, pair, **wrong))
    assert answer.status_code == 422
    with scope(school):
        assert Equipment.objects.count() == 2


def test_the_number_of_a_record_that_went_finds_the_one_kept(lead, school, pair):
    first, second = pair
    listed = url(school, "equipment_list")
    with scope(school):
        second.number = 987_654
        second.save()
    lead.post(url(school, "merge_pair", *numbers(pair)), chosen(lead, school, pair))

    def found(typed):
        return [line["number"] for line in lead.get(listed, {"q": typed}).context["page"]]

    assert found(str(second.number)) == [str(first.number)]
    assert found(f"{second.number} PC-204") == [str(first.number)]
    with scope(school):
        made = EquipmentMerge.objects.get()
    lead.post(url(school, "merge_undo", made.pk))
    assert found(str(second.number)) == [str(second.number)]


def test_others_see_none_of_it(client_of, school, pair, technician):
    for who in (client_of(school, Role.TEACHER), technician):
        for page in (url(school, "merge_list"), url(school, "merge_pair", *numbers(pair))):
            assert who.get(page).status_code == 403


def test_the_list_costs_the_same_for_1_and_20_pairs(lead, school, pair, count_queries):
    page = url(school, "merge_list")
    lead.get(page)
    with count_queries() as few:
        lead.get(page)
    with scope(school):
        for rank in range(20):
            for sign in ("-", "/"):
                EquipmentFactory(school=school, serial=f"ABC{sign}{rank:03}X")
    with count_queries() as many:
        words = words_of(lead.get(page).text)
    assert len(many) == len(few)
    assert [rank for rank in range(20) if f"(ABC{rank:03}X)" not in words] == []


def test_the_pair_costs_one_question_for_each_link(lead, school, pair, count_queries):
    page = url(school, "merge_pair", *numbers(pair))
    lead.get(page)
    with count_queries() as asked:
        lead.get(page)
    links = len(links_to(Equipment))
    assert links <= len(asked) <= links + 14


def test_a_machine_costs_the_same_after_four_merges(lead, school, pair, count_queries):
    page = url(school, "equipment_page", pair[0].number)

    def merged_with(other):
        sent = chosen(lead, school, (pair[0], other))
        assert lead.post(url(school, "merge_pair", *numbers((pair[0], other))), sent).status_code == 302

    merged_with(pair[1])
    lead.get(page)
    with count_queries() as once:
        lead.get(page)
    for _ in range(3):
        with scope(school):
            other = EquipmentFactory(school=school, serial="")
        merged_with(other)
    lead.get(page)  # says that they are merged, once
    with count_queries() as four:
        shown = words_of(lead.get(page).text)
    assert shown.count("Une autre fiche réunie à celle-ci") == 4
    assert len(four) == len(once)

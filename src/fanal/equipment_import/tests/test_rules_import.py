"""How a line of a file is read, recognised and compared."""

from datetime import date
from time import process_time

import pytest

from fanal.equipment_import.rules.guessing import guessed_type
from fanal.equipment_import.rules.line import ImportedLine, read_line
from fanal.equipment_import.rules.names import Places
from fanal.equipment_import.rules.plan import plan
from fanal.equipment_import.rules.recognition import ExistingRecord, RecordIndex
from fanal.equipment_import.rules.values import Vocabulary

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("code", "cell", "value"),
    [
        ("bought_on", "14/11/2024", "2024-11-14"),
        ("bought_on", "3.9.24", "2024-09-03"),
        ("bought_on", "2024-11-14T00:00:00", "2024-11-14"),
        ("price_cents", "1\u00a0250,50 €", 125_050),
        ("price_cents", "450", 45_000),
        ("bought_on", "2021", "2021-01-01"),
        ("bought_on", "09/2024", "2024-09-01"),
        ("bought_on", "juin 2024", "2024-06-01"),
        ("bought_on", "sept. 2024", "2024-09-01"),
        ("bought_on", "2024-02", "2024-02-01"),
        ("warranty_until", "09/2029", "2029-09-30"),
        ("warranty_until", "Juin 2027", "2027-06-30"),
        ("warranty_until", "février 2028", "2028-02-29"),
        ("warranty_until", "2029", "2029-12-31"),
        ("state", "HS", "broken"),
        ("state", "En réserve", "stock"),
        ("owner", "Département", "authority"),
        ("payer", "EPLE", "school"),
        ("is_pedagogical", "Administratif", False),
        ("serial", " ab  12.34 ", "AB 12.34"),
        ("name", " PC \u00a0 204 ", "PC 204"),
    ],
)
def test_a_cell_is_read_as_schools_write_it(code, cell, value):
    line = read_line(2, {code: cell}, today=TODAY)
    assert line.values == {code: value}
    assert line.problems == ()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"bought_on": "13/2024"}, "n’est pas une date"),
        ({"bought_on": "31/02/2024"}, "n’est pas une date"),
        ({"bought_on": "0000"}, "n’est pas une date"),
        ({"bought_on": "09/0000"}, "n’est pas une date"),
        ({"warranty_until": "0000"}, "n’est pas une date"),
        ({"bought_on": "01/01/2030"}, "à venir"),
        ({"price_cents": "gratuit"}, "n’est pas un prix"),
        ({"price_cents": "-3"}, "prix possible"),
        ({"state": "bof"}, "n’est pas compris"),
        ({"warranty_until": "3 ans"}, "date d’achat"),
        ({"name": "x" * 81}, "trop long"),
    ],
)
def test_what_cannot_be_understood_is_said(cells, sentence):
    assert any(sentence in problem for problem in read_line(2, cells, today=TODAY).problems)


def test_a_warranty_in_years_runs_from_the_purchase():
    line = read_line(2, {"warranty_until": "3 ans", "bought_on": "14/11/2024"}, today=TODAY)
    assert line.values["warranty_until"] == "2027-11-13"


def test_an_empty_cell_or_a_placeholder_says_nothing():
    assert read_line(2, {"name": " ", "serial": "To be filled by O.E.M."}, today=TODAY).values == {}


def existing(pk=7, **values):
    base = {"name": "PC-1", "type": "Ordinateur", "room": "CDI", "state": "service", "owner": "authority"}
    return ExistingRecord(
        pk, pk, {"serial": "SERIE7", "authority_number": "D7", "school_number": ""} | base | values
    )


def planned(*lines, records=(), rooms=("CDI",), types=("Ordinateur",), declined=()):
    return plan(
        [ImportedLine(number, values) for number, values in enumerate(lines, 2)],
        records,
        rooms=Places(rooms, declined),
        types=Places(types, (), "Le type"),
        today=TODAY,
    )


def effects(*lines, **given):
    return [line.effect for line in planned(*lines, **given).lines]


def test_the_serial_comes_first_then_the_authoritys_number_then_ours():
    first, second, third = (
        existing(),
        existing(8, serial="", authority_number="D8"),
        existing(9, serial="", authority_number="", school_number="E9"),
    )
    lines = [
        {"serial": "SERIE7", "name": "A"},
        {"authority_number": "D8"},
        {"school_number": "E9", "name": "C"},
    ]
    made = planned(*lines, records=[first, second, third]).lines
    assert [(line.effect, line.target) for line in made] == [("changed", 7), ("unchanged", 8), ("changed", 9)]
    assert made[0].before == {"name": "PC-1"}
    assert made[0].after == {"name": "A"}


def test_a_serial_found_later_completes_the_record_known_by_its_number():
    record = existing(serial="")
    assert planned({"serial": "NEUF1", "authority_number": "D7"}, records=[record]).lines[0].after == {
        "serial": "NEUF1"
    }


@pytest.mark.parametrize(
    ("lines", "records", "sentence"),
    [
        pytest.param([{"name": "PC"}], [], "un second import créerait un double", id="no number"),
        pytest.param(
            [{"serial": "AUTRE", "authority_number": "D7"}],
            [existing()],
            "dont le n° de série est",
            id="two machines",
        ),
        pytest.param([{"serial": "S1"}, {"serial": "S1"}], [], "Même n° de série que la ligne 2", id="twins"),
        pytest.param(
            [{"serial": "SERIE7"}, {"authority_number": "D7"}],
            [existing()],
            "Même équipement",
            id="said twice",
        ),
        pytest.param(
            [{"authority_number": "D7"}],
            [existing(), existing(8, serial="X")],
            "Plusieurs équipements",
            id="ambiguous",
        ),
        pytest.param(
            [{"serial": "SERIE7", "name": "N"}],
            [existing(state="disposed")],
            "ne change plus",
            id="disposed of",
        ),
        pytest.param(
            [{"serial": "SERIE7", "state": "disposed"}], [existing()], "d’abord en réserve", id="guarded"
        ),
        pytest.param([{"serial": "NEUF", "state": "lost"}], [], "ne s’importe pas", id="lost and unknown"),
    ],
)
def test_a_line_that_cannot_be_trusted_is_refused_with_its_reason(lines, records, sentence):
    last = planned(*lines, records=records).lines[-1]
    assert last.effect == "refused"
    assert sentence in " ".join(last.reasons)


def test_rooms_and_types_are_matched_whatever_the_accents_and_the_rest_is_offered():
    made = planned(
        {"serial": "S1", "room": "cdi", "type": "ordinateur"},
        {"serial": "S2", "room": "Salle 9"},
        {"serial": "S3"},
    )
    assert made.lines[0].after["room"] == "CDI"
    assert (made.new_rooms, made.new_types) == (["Salle 9"], ["Autre équipement"])


@pytest.mark.parametrize(
    ("made_as", "label"),
    [
        ("HP ProBook 450 G8", "Ordinateur portable"),
        ("Apple iPad 9", "Tablette"),
        ("Epson EB-W51", "Vidéoprojecteur"),
        ("Dell OptiPlex 3080", "Ordinateur fixe"),
        ("Kyocera TASKalfa 2554ci", "Imprimante, copieur"),
        ("Marque inconnue X1", None),
        ("", None),
    ],
)
def test_a_file_without_types_is_read_as_whoever_knows_machines_reads_it(made_as, label):
    """« Marque / modèle » and no type: 26 machines of a real workbook became « Autre équipement »."""
    assert guessed_type(made_as) == label
    maker, _, model = made_as.partition(" ")
    made = planned({"serial": "S1", "maker": maker, "model": model})
    assert made.new_types == [label or "Autre équipement"]


def test_a_room_nobody_wants_created_refuses_its_lines_only():
    assert effects({"serial": "S1", "room": "Sale 9"}, {"serial": "S2"}, declined=["Sale 9"]) == [
        "refused",
        "created",
    ]


def test_the_same_file_twice_changes_nothing():
    lines = [{"serial": "S1", "name": "A", "room": "CDI", "type": "Ordinateur"}]
    after = planned(*lines).lines[0].after
    assert effects(
        *lines, records=[existing(serial="S1", **{k: v for k, v in after.items() if k != "serial"})]
    ) == ["unchanged"]


@pytest.mark.parametrize("number", [1, 5_000])
def test_a_large_file_without_numbers_is_recognised_in_one_pass(number):
    """Each line was compared with each record: minutes for 5 000 of both."""
    ranks = range(number)
    records = [
        existing(rank, name="Écran", room=f"Salle {rank}", serial="", authority_number="") for rank in ranks
    ]
    inventory, began = RecordIndex(records), process_time()
    for rank in reversed(ranks):
        values = {"name": " Écran ", "room": f"Salle {rank}"}
        assert inventory.find(ImportedLine(rank, values, is_unnumbered=True), values)[0] is records[rank]
        assert inventory.find(ImportedLine(rank, values, is_unnumbered=True), values)[0] is None
    assert process_time() - began < 2


def test_a_record_answers_one_line_whatever_each_of_them_says():
    records = [existing(pk, serial="", authority_number="") for pk in (1, 2)]
    inventory = RecordIndex(records)
    cells = [{"name": "PC-1"}, {"room": "CDI", "type": "Ordinateur"}, {"name": "PC-1"}]
    answers = [inventory.find(ImportedLine(2, values, is_unnumbered=True), values)[0] for values in cells]
    assert answers == [*records, None]


def test_en_production_of_glpi_is_in_service():
    """December § 4.5."""
    assert read_line(2, {"state": "En production"}, today=TODAY).values == {"state": "service"}


def test_a_month_or_a_year_is_told_by_the_preview_and_refuses_nothing():
    """December § 4.5: the first day of a purchase, the last of a warranty."""
    cells = {"serial": "5CG1234XYZ", "bought_on": "2021", "warranty_until": "06/2027"}
    line = read_line(2, cells, today=TODAY)
    assert line.without_day == {"bought_on", "warranty_until"}
    made = plan([line], [], rooms=Places([], [], ""), types=Places(["Autre équipement"], [], ""), today=TODAY)
    assert [planned.effect for planned in made.lines] == ["created"]
    assert "2 dates disent un mois ou une année" in made.remarks[-1]


def test_a_list_without_any_number_gets_numbers_and_comes_back_unchanged():
    """December § 4.5: « donner un numéro à chaque ligne »."""
    numbers = Vocabulary(gives_numbers=True)
    cells = [{"name": f"PC {rank}", "room": "Salle 1"} for rank in range(3)]
    lines = [read_line(rank, row, today=TODAY, vocabulary=numbers) for rank, row in enumerate(cells, 2)]
    places = {"rooms": Places(["Salle 1"], [], ""), "types": Places(["Autre équipement"], [], "")}
    made = plan(lines, [], **places, today=TODAY)
    assert [planned.effect for planned in made.lines] == ["created"] * 3
    records = [
        ExistingRecord(rank, rank, {"holder": None, **planned.after})
        for rank, planned in enumerate(made.lines, 1)
    ]
    again = plan(lines, records, **places, today=TODAY)
    assert [planned.effect for planned in again.lines] == ["unchanged"] * 3

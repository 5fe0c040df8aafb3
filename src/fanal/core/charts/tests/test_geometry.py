"""Where each mark of a drawing stands, and that its table says the same."""

import pytest
from django.template.loader import render_to_string

from fanal.core.charts import Series, bars, columns, lines, stacked
from fanal.core.charts.lines import ceiling


def test_the_longest_bar_takes_the_whole_width():
    chart = bars("t", "Types", ["PC", "Tablettes"], Series("Nombre", [30, 12]), finding="…", first="Type")
    assert [box.width for box in chart.boxes] == ["100.00%", "40.00%"]
    assert chart.rows == [("PC", "30"), ("Tablettes", "12")]
    assert chart.head == ("Type", "Nombre")


def test_pieces_of_a_stacked_bar_follow_each_other_and_an_empty_one_is_not_drawn():
    series = [Series("Département", [6, 0]), Series("Établissement", [2, 4])]
    chart = stacked("a", "Âge", ["Récent", "Ancien"], series, finding="…")
    assert [(box.x, box.width, box.tone) for box in chart.boxes] == [
        ("0.00%", "75.00%", 1),
        ("75.00%", "25.00%", 2),
        ("0.00%", "50.00%", 2),
    ]
    assert [word.text for word in chart.words if word.anchor == "end"] == ["8", "4"]


def test_nothing_to_draw_is_no_error():
    assert bars("t", "Types", [], Series("Nombre", []), finding="…").boxes == []
    assert bars("t", "Types", ["PC"], Series("Nombre", [0]), finding="…").boxes == []
    assert lines("t", "Achats", [], [Series("Nombre", [])], finding="…").dots == []


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (3, 5), (10, 10), (11, 20), (57, 100), (201, 500), (1000, 1000)]
)
def test_a_drawing_goes_up_to_a_round_number(highest, top):
    assert ceiling(highest) == top


def test_a_line_joins_its_dots_between_floor_and_top():
    chart = lines("l", "Achats", ["2024", "2025", "2026"], [Series("Achats", [0, 10, 5])], finding="…")
    assert [(dot.x, dot.y) for dot in chart.dots] == [("9.00%", 168), ("50.00%", 18), ("91.00%", 93)]
    assert len(chart.strokes) == 2


def test_many_labels_leave_room_and_the_last_stays():
    labels = [str(year) for year in range(2010, 2027)]
    chart = lines("l", "Achats", labels, [Series("Achats", [1] * 17)], finding="…")
    under = [word.text for word in chart.words if word.anchor == "middle"]
    assert under[-1] == "2026"
    assert len(under) <= 6


def test_a_drawing_is_named_described_and_told_as_a_table():
    chart = bars(
        "types", "Types <b>", ["A & B"], Series("Nombre", [3]), finding="Trois au plus.", first="Type"
    )
    page = render_to_string("charts.html", {"chart": chart})
    assert 'role="img" aria-labelledby="types-title types-desc"' in page
    assert '<title id="types-title">Types &lt;b&gt;</title>' in page
    assert "Trois au plus." in page
    assert "<td>3</td>" in page
    assert "style=" not in page


def test_bars_that_stand_begin_at_zero_and_are_as_tall_as_their_numbers():
    series = [Series("Équipements", [20, 0, 5]), Series("Prix", [3, 0, 1], ["3 €", "0 €", "1 €"])]
    chart = columns("y", "Achats", ["2024", "2025", "2026"], series, finding="…", first="Année")
    assert [box.height for box in chart.boxes] == [146, 36]
    assert {box.y + box.height for box in chart.boxes} == {168}
    assert chart.rows[0] == ("2024", "20", "3 €")
    assert [word.text for word in chart.words] == ["2024", "20", "2025", "2026", "5"]
    assert columns("y", "Achats", [], [Series("Nombre", [])], finding="…").boxes == []
    assert columns("y", "Achats", ["2026"], [Series("Nombre", [0])], finding="…").boxes == []

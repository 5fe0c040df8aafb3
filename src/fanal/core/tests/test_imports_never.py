"""Columns that nothing here needs: they are known by their header, or by what they hold."""

import pytest

from fanal.core.imports.forbidden_columns import named, never_read, refused_headers


@pytest.mark.parametrize(
    ("cells", "is_national"),
    [
        pytest.param(["123456789AB", "987654321CD"], True, id="the form of today"),
        pytest.param(["4581234567F", "", "0_12345678g"], True, id="the older form, and an empty cell"),
        pytest.param(["1234A56789B"], True, id="of apprentices"),
        pytest.param(["1 84 05 2A 123 456 82", "2 75 12 78 123 456 59"], True, id="of the social security"),
        pytest.param(["1764147805123", "176414780512300"], False, id="a moment in thousandths"),
        pytest.param(["4581234567F", "6A", "6B", "6C"], False, id="one by chance"),
        pytest.param(["4581234", "4581235"], False, id="a number of the service"),
        pytest.param(["", ""], False, id="nothing"),
    ],
)
def test_national_numbers_are_known_by_their_form(cells, is_national):
    headers = named(["Identifiant unique*", "Nom"], [[cell, "DUVAL"] for cell in cells])
    assert never_read(headers) == ({0: "numéro national"} if is_national else {})
    assert headers[1] == "Nom"


def test_what_a_header_says_already_is_not_said_twice():
    assert named(["INE"], [["123456789AB"]]) == ["INE"]
    assert named(["A"], [["123456789AB", "more cells than headers"]]) == ["A (numéro national)"]


@pytest.mark.parametrize("cell", ["lea.roy@ac.invalid", "12/03/2014", "123456789AB", "184052912345606"])
def test_a_first_line_that_is_somebody_is_refused(cell):
    assert "ligne d’en-têtes" in refused_headers(["ROY", "Léa", cell])[0]
    assert refused_headers(["Nom", "Courriel @", "Né le (jj/mm/aaaa)", "2026", ""]) == []

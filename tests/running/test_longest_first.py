"""Which file begins first, and what a run says of its parts (December § 6)."""

from collections import Counter
from pathlib import Path

from tests.running.longest_first import DURATIONS, LEAST, rank, read_durations, written
from tests.running.parts import lines, part_of

FEW = 400  # lines that somebody can still read


def test_the_longest_begin_first_and_equals_stay_as_they_were_drawn():
    seconds = {"a": 3.0, "b": 200.0, "c": 2.5, "d": 30.0}
    assert sorted("acxdb", key=lambda file: rank(seconds.get(file, 0))) == ["b", "d", "a", "c", "x"]


def test_what_is_written_is_read_back_sorted_without_the_short_ones():
    text = written({"tests/b.py": 61.4, "tests/a.py": 8.0, "tests/short.py": LEAST / 2})
    assert text == "     8 tests/a.py\n    61 tests/b.py\n"
    assert read_durations(text) == {"tests/a.py": 8, "tests/b.py": 61}


def test_the_file_of_durations_is_small_and_sorted():
    rows = list(read_durations(DURATIONS.read_text()))
    assert rows == sorted(rows)
    assert 10 < len(rows) < FEW
    assert any(Path(row).exists() for row in rows)


def test_each_test_is_of_one_part():
    assert part_of("src/fanal/loans/tests/test_x.py::test_y[2027-01-01T00:30+01:00-a]") == "moments"
    assert part_of("src/fanal/loans/tests/test_x.py::test_y[a]") == "apps"
    assert part_of("tests/e2e/test_x.py::test_y") == "e2e"


def test_the_longest_part_is_said_first():
    assert list(lines(Counter(e2e=61.2, apps=600))) == [
        "apps            10 min 00 s",
        "e2e              1 min 01 s",
    ]

"""What is typed from a paper, and what is answered (December § 7, N7)."""

from datetime import date

import pytest

from fanal.schools.rules.verification import (
    COMPARE,
    COMPARE_ELSEWHERE,
    Content,
    FoundPaper,
    SameFile,
    answer_of,
    read_fingerprint,
)

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("1a2b 3c4d 5e6f 7a8b 9c0d", "1a2b3c4d5e6f7a8b9c0d", id="as it is printed"),
        pytest.param("1A2B3C4D5E6F7A8B9C0D", "1a2b3c4d5e6f7a8b9c0d", id="in capitals"),
        pytest.param("1a2b-3c4d-5e6f-7a8b-9c0d.", "1a2b3c4d5e6f7a8b9c0d", id="other separators"),
        pytest.param(
            "Empreinte 1a2b 3c4d 5e6f 7a8b 9c0d · À vérifier sur https://exemple.fr/e/0290000A/verifier/",
            "1a2b3c4d5e6f7a8b9c0d",
            id="the whole line",
        ),
        pytest.param("la2b 3c4d 5e6f 7a8b 9cOd", "1a2b3c4d5e6f7a8b9c0d", id="O and l for figures"),
        pytest.param("1a2b 3c4d 5e6f", "", id="twelve: two texts that begin alike are found by trying"),
        pytest.param("1a2b 3c4d", "", id="too short"),
        pytest.param("1a2b" * 17, "", id="too long"),
        pytest.param("rapport du collège", "", id="words"),
        pytest.param("'; DROP TABLE --", "", id="something else"),
        pytest.param("١٢٣٤ ١٢٣٤ ١٢٣٤", "", id="figures of another script"),
    ],
)
def test_what_is_copied_from_a_paper_is_read_however_it_is_written(typed, read):
    assert read_fingerprint(typed) == read


def found(content=Content.INTACT, file=SameFile.NOT_ASKED, name="le rapport n° 2, « Bilan »"):
    return answer_of(FoundPaper(DAY, content, file, name, "/p/" if name else ""))


def test_whoever_may_read_it_is_told_which_of_which_day_and_that_it_is_whole():
    answer = found()
    assert answer.sentence == (
        "C’est le rapport n° 2, « Bilan », document figé le 1er décembre 2026. "
        f"Ce qu’il dit n’a pas changé depuis. {COMPARE}"
    )
    assert (answer.tone, answer.page) == ("ok", "/p/")


def test_signs_copied_onto_another_paper_make_it_no_paper_of_the_school():
    """December § 7, N7: signs copied onto any paper read « Ce document est bien de cet établissement »."""
    for file, said in (
        (SameFile.NOT_ASKED, "comparer"),
        (SameFile.OTHER, "n’est pas celui que Fanal ferait"),
    ):
        answer = found(file=file, name="")
        assert said in answer.sentence
        assert "Ce document est" not in answer.sentence


def test_whoever_may_not_learns_that_it_is_the_school_s_and_the_day_alone():
    answer = found(name="")
    assert answer.sentence == (
        "Cette empreinte est celle d’un document de cet établissement, figé le 1er décembre 2026. "
        + COMPARE_ELSEWHERE
    )
    assert (answer.tone, answer.page) == ("ok", "")


@pytest.mark.parametrize(
    ("content", "file", "tone", "said"),
    [
        (Content.REPLACED, SameFile.NOT_ASKED, "warn", "un autre l’a remplacé depuis"),
        (Content.ERASED, SameFile.NOT_ASKED, "warn", "selon sa durée de conservation"),
        (Content.ALTERED, SameFile.NOT_ASKED, "bad", "prévenez la direction"),
        (Content.ALTERED, SameFile.SAME, "bad", "prévenez la direction"),
        (Content.INTACT, SameFile.SAME, "ok", "octet pour octet"),
        (Content.INTACT, SameFile.OTHER, "warn", "comparez-le, page par page"),
    ],
)
def test_each_state_is_said_with_what_to_do(content, file, tone, said):
    answer = found(content, file)
    assert answer.tone == tone
    assert said in answer.sentence

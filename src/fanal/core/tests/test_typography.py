"""The spaces of French: which stands where, in sentences and in the templates as they are read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fanal
from fanal.core.documents.paper import bound
from fanal.core.text.money import euros
from fanal.core.text.typography import NARROW, WIDE, spaced, spaced_template


@pytest.mark.parametrize(
    ("plain", "kept"),
    [
        ("Ça marche ? Oui !", f"Ça marche{NARROW}? Oui{NARROW}!"),
        ("À savoir : rien ; fini", f"À savoir{NARROW}: rien{NARROW}; fini"),
        ("1 250 €", f"1{NARROW}250{WIDE}€"),
        ("1 250,00 € par an", f"1{NARROW}250,00{WIDE}€ par an"),
        ("20 000 élèves", f"20{NARROW}000 élèves"),
        ("12 345 678", f"12{NARROW}345{NARROW}678"),
        ("la demande n° 12", f"la demande n°{WIDE}12"),
        ("« Salle 12 » : rien", f"«{WIDE}Salle 12{WIDE}»{NARROW}: rien"),
        ("le 12 mars 2026 à 8 h 30", f"le 12 mars 2026 à 8{WIDE}h{WIDE}30"),
        ("0 800 00 00 00 et 01 23 45 67 89", "0 800 00 00 00 et 01 23 45 67 89"),
        ("voir http://a.fr/?b", "voir http://a.fr/?b"),
    ],
)
def test_no_line_breaks_where_french_does_not(plain, kept):
    """verified.md § 3.9."""
    assert spaced(plain) == kept


@given(st.text(alphabet="ab1230 \u00a0\u202f«»:;!?€%n°h,.", max_size=40))
def test_done_twice_it_is_done_once_and_no_sign_is_lost(text):
    once = spaced(text)
    assert spaced(once) == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", text)


def test_money_has_a_narrow_space_between_thousands():
    assert euros(125_000_000) == f"1{NARROW}250{NARROW}000,00{WIDE}€"


def test_what_stands_in_a_tag_of_a_template_is_code():
    assert spaced_template(f"{{% if a == 'x{WIDE}:' %}}Non{WIDE}: n° {{{{ b }}}}") == (
        f"{{% if a == 'x{WIDE}:' %}}Non{NARROW}: n°{WIDE}{{{{ b }}}}"
    )


ROOMS = Path(fanal.__file__).parent
PAPERS = sorted(set(ROOMS.glob("*/documents/*.typ")) - set(ROOMS.glob("core/documents/*.typ")))
LOOSE_SIGN = re.compile("[ \u00a0][:;?](?![=])|[ \u00a0]!(?!=)")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_the_words_of_a_paper_have_the_spaces_of_french(paper):
    """Verified in November 2026, § 3.9: « Signature : » with a space of full width, or one that breaks."""
    lines = [line for line in paper.read_text().splitlines() if not line.lstrip().startswith("//")]
    assert [line for line in lines if spaced(line) != line or LOOSE_SIGN.search(line)] == []


def test_what_a_paper_is_given_has_them_too_but_a_sum_that_is_copied():
    assert bound({"a": ["Oui ?"], "sha256": "1 250"}) == {"a": [f"Oui{NARROW}?"], "sha256": "1 250"}


def test_every_paper_binds_what_it_is_given():
    """Two hold what is copied sign by sign: passwords, and the names that labels carry."""
    loose = re.compile(r"(?<!def )\btypeset\((?!\s*\w+,\s+bound\(|template)")
    sources = [path for path in Path(fanal.__file__).parent.rglob("*.py") if "tests" not in path.parts]
    names = {path.name for path in sources if loose.search(path.read_text())}
    assert names == {"paper.py", "login_cards.py", "labels.py"}

"""Every paper that leaves a school has the same head, and no paper says where its rules were found."""

from tests.architecture import source
from tests.architecture.source import none_of

# What is cut up, stuck on things or on a wall: no head there.
CUT_UP = {"labels.typ", "login_cards.typ", "poster.typ", "survey_tickets.typ"}
HEADS = set(source.SOURCE.glob("core/documents/*.typ"))
PAPERS = sorted(set(source.SOURCE.glob("*/documents/*.typ")) - HEADS)


def test_each_paper_has_the_head_of_its_school():
    """verified.md § 5: one official head for every paper."""
    assert len(PAPERS) > len(CUT_UP)
    headed = (
        "paper.with(data.title, data.letterhead",
        "paper.with(\n  data.title, data.letterhead",
        "letterhead-of(",
    )
    none_of(
        source.name_of(paper)
        for paper in PAPERS
        if paper.name not in CUT_UP and not any(call in paper.read_text(encoding="utf-8") for call in headed)
    )


def test_no_paper_writes_a_text_of_law_by_hand():
    """The texts that a paper cites come with its data; where a rule was found stays on the screen."""
    none_of(
        f"{source.name_of(paper)}: {word}"
        for paper in PAPERS
        for word in ("irculaire", "écret n°", "aucun texte", "à vérifier", "Source :")
        if word in paper.read_text(encoding="utf-8")
    )

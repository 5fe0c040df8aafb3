"""December § 3.4: a project noted « 2 pour, 19 contre » came into force without a word."""

import json

import pytest
import typst

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.core.documents.pdf import OURS
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.steering.actions import version
from fanal.steering.models import ProjectVersion
from fanal.steering.reading.outline import outline_of
from fanal.steering.reading.papers import PROJECT, project_paper
from fanal.steering.rules.adoption import (
    adoption_doubts,
    adoption_gaps,
    counted_outcome,
    despite_words,
    is_voted,
    later_words,
    length_advice,
    length_refusals,
    outcome_of,
    state_words,
)
from fanal.steering.rules.version import LONGEST, SHORTEST
from fanal.steering.tests.conftest import TODAY, begun, planned, url, words_of

pytestmark = pytest.mark.clock(TODAY)

NONE = {"votes_for": None, "votes_against": None, "abstained": None}
HEARD = {"given_on": TODAY, **NONE, "remark": ""}
AGAINST = {"given_on": TODAY, "votes_for": 2, "votes_against": 19, "abstained": 3, "remark": ""}
FOR = AGAINST | {"votes_for": 19, "votes_against": 2}
TIED = AGAINST | {"votes_for": 11, "votes_against": 11}


@pytest.mark.parametrize(
    ("votes", "noted", "outcome"),
    [
        pytest.param((19, 2, 3), "", "adopted", id="a majority"),
        pytest.param((2, 19, 3), "adopted", "rejected", id="the votes win over what is ticked"),
        pytest.param((3, 2, 19), "", "adopted", id="abstentions stand apart"),
        pytest.param((11, 11, 2), "", "", id="a tie says nothing by itself"),
        pytest.param((11, 11, 2), "rejected", "rejected", id="a tie that the chair decided"),
        pytest.param((None, None, None), "adopted", "adopted", id="nobody counted"),
    ],
)
def test_what_a_board_decides_by_its_votes(votes, noted, outcome):
    assert outcome_of(votes, noted) == outcome


def test_a_tie_and_no_count_decide_nothing():
    assert counted_outcome((5, 5, 0)) is None
    assert counted_outcome((None, None, None)) is None


def test_three_to_five_years_is_the_law_of_a_projet_d_etablissement_alone():
    """December § 3.4: an internal document and a private school had them too, where L401-1 says nothing."""
    assert (SHORTEST, LONGEST) == (3, 5)
    assert "L401-1" in length_refusals(6, "school_project", is_private=False)[0]
    assert "L401-1" in length_advice(2, "school_project", is_private=False)
    for years in (1, 2, 3, 5, 6, 8):
        for standing, is_private in (("internal", False), ("school_project", True)):
            assert length_refusals(years, standing, is_private=is_private) == []
            assert length_advice(years, standing, is_private=is_private) == ""
    assert length_advice(3, "school_project", is_private=False) == ""


def test_a_digital_part_joins_a_projet_d_etablissement_that_has_two_years_left(school, client_of):
    """December § 3.4: two years were refused."""
    head = client_of(school, Role.HEAD)
    sent = {"title": "Projet", "first_year": "2026", "standing": "school_project", "introduction": ""}
    page = head.post(url(school, "version_begin"), sent | {"years": "2"}, follow=True)
    draft = page.context["project_version"]
    assert draft.period == "2026-2028"
    assert "vérifiez que ce sont les années qui lui restent" in words_of(page.text)
    longer = head.post(url(school, "version_change", draft.pk), sent | {"years": "6"})
    assert (longer.status_code, "dure 5 ans au plus" in words_of(longer.text)) == (422, True)
    own = {"years": "6", "standing": "internal"}
    assert head.post(url(school, "version_change", draft.pk), sent | own).status_code == 302


def _headings(data):
    inputs = {"data": json.dumps(data), "unsigned": ""}
    return typst.query(PROJECT, "heading", root=OURS, sys_inputs=inputs)


def test_the_paper_says_why_a_text_is_in_force_despite_the_board(school, boss):
    """December § 3.4: `project.typ` never printed it."""
    with scope(school):
        draft = begun(school, boss, standing="school_project")
        planned(draft, boss, "Équiper")
        why = "Le conseil se réunit en janvier."
        made = version.adopt_version(draft, today=TODAY, by=boss, why=why)
        data = project_paper(outline_of(made), [], school, TODAY)
    assert data["despite"] == why
    assert "Mis en vigueur le 26 novembre 2026 sans décision notée" in _headings(data)
    data["despite"] = ""
    assert "Mis en vigueur" not in _headings(data)


UNNOTED = "sans décision notée du conseil d’administration"
UNHEARD = "sans avis noté du conseil pédagogique"


@pytest.mark.parametrize(
    ("opinions", "words"),
    [
        pytest.param([("board", "FOR")], UNHEARD, id="the board adopted it"),
        pytest.param(
            [("pedagogical", "HEARD"), ("board", "AGAINST")],
            "malgré le vote contre du conseil d’administration",
            id="the board rejected it",
        ),
        pytest.param([("pedagogical", "HEARD")], UNNOTED, id="no session is noted"),
        pytest.param([("pedagogical", "HEARD"), ("board", "TIED")], UNNOTED, id="a tie says nothing"),
        pytest.param([], f"{UNNOTED} et {UNHEARD}", id="nothing is noted"),
    ],
)
def test_page_and_paper_say_what_was_missing_that_day(school, boss, client_of, opinions, words):
    """December, second reading J3: « sans la décision du conseil » over a table that said « Adopté »."""
    said = {"FOR": FOR, "AGAINST": AGAINST, "HEARD": HEARD, "TIED": TIED}
    with scope(school):
        draft = _draft(school, boss, *[(council, said[name]) for council, name in opinions])
        made = version.adopt_version(draft, today=TODAY, by=boss, why="La rentrée approche.")
        data = project_paper(outline_of(made), list(made.opinions.all()), school, TODAY)
    heading = f"Mis en vigueur le 26 novembre 2026 {words}"
    assert data["despite_title"] == heading
    page = words_of(client_of(school, Role.HEAD).get(url(school, "version_page", made.pk)).text)
    assert heading in page
    assert "sans la décision du conseil" not in page.lower()
    assert "sans vote" not in data["mark"], "nobody knows that there was none"


def test_what_is_noted_later_rewrites_neither_the_heading_nor_its_day(school, boss, client_of):
    """December, second reading J3: the session noted or corrected later contradicted the heading."""
    with scope(school):
        draft = _draft(school, boss, ("pedagogical", HEARD), ("board", AGAINST))
        made = version.adopt_version(draft, today=TODAY, by=boss, why="Deux nombres à vérifier.")
        version.note_opinion(made, "board", FOR, today=TODAY, by=boss)
        fresh = ProjectVersion.objects.for_school(school).get(pk=made.pk)
        data = project_paper(outline_of(fresh), list(fresh.opinions.all()), school, TODAY)
    assert "malgré le vote contre" in data["despite_title"]
    since = "Noté ou corrigé depuis, voir les avis : la décision du conseil d’administration."
    assert data["despite"] == f"Deux nombres à vérifier.\n{since}"
    page = words_of(client_of(school, Role.HEAD).get(url(school, "version_page", made.pk)).text)
    assert since in page


def test_a_text_of_before_says_nothing_of_what_was_missing():
    assert "conseil" not in despite_words([], TODAY)
    assert later_words([], []) == ""


@pytest.mark.parametrize("board", [None, "", "adopted", "rejected"])
@pytest.mark.parametrize("is_heard", [True, False])
def test_each_doubt_is_a_gap_that_is_kept(board, is_heard):
    doubts = adoption_doubts(board, has_pedagogical=is_heard)
    assert len(adoption_gaps(board, has_pedagogical=is_heard)) == len(doubts)


def test_a_private_school_and_an_internal_document_have_no_vote():
    assert is_voted("school_project", is_private=False)
    assert not is_voted("school_project", is_private=True)
    assert not is_voted("internal", is_private=False)


def test_each_doubt_names_its_article():
    doubts = adoption_doubts(None, has_pedagogical=False)
    assert len(doubts) == 2
    assert all("L401-1" in doubt for doubt in doubts)
    assert adoption_doubts("adopted", has_pedagogical=True) == []
    assert "rejeté" in adoption_doubts("rejected", has_pedagogical=True)[0]
    assert "Notez sa décision" in adoption_doubts("", has_pedagogical=True)[0]


def test_before_the_vote_it_is_a_project():
    assert state_words(is_draft=True, is_voted=True, board=None)[0] == "Projet"
    assert state_words(is_draft=True, is_voted=True, board="rejected") == ("Projet rejeté", "bad")
    assert state_words(is_draft=False, is_voted=True, board="adopted") == ("Adopté, en vigueur", "ok")
    assert state_words(is_draft=False, is_voted=False, board=None) == ("En vigueur", "ok")


def _draft(school, boss, *opinions):
    draft = begun(school, boss, standing="school_project")
    planned(draft, boss, "Équiper les salles")
    for council, values in opinions:
        version.note_opinion(draft, council, values, today=TODAY, by=boss)
    return draft


def test_a_rejected_project_comes_into_force_only_with_a_reason_that_stays(school, boss):
    """A warning, never a block: who goes on reads the law and writes why."""
    with scope(school):
        draft = _draft(school, boss, ("pedagogical", HEARD), ("board", AGAINST))
        with pytest.raises(RuleBroken) as refused:
            version.adopt_version(draft, today=TODAY, by=boss)
        assert "il a rejeté ce projet" in refused.value.reasons[0]
        assert "L401-1" in refused.value.reasons[0]
        why = "Le vote suivant est le 15 décembre."
        adopted = version.adopt_version(draft, today=TODAY, by=boss, why=why)
        assert adopted.adopted_despite == why
        fresh = ProjectVersion.objects.for_school(school).in_force().get()
        assert fresh.state_label == "En vigueur malgré un vote contre"


def test_an_adopted_one_needs_no_reason_and_keeps_none(school, boss):
    with scope(school):
        draft = _draft(school, boss, ("pedagogical", HEARD), ("board", FOR))
        adopted = version.adopt_version(draft, today=TODAY, by=boss, why="Inutile.")
        assert adopted.adopted_despite == ""
        assert adopted.state_label == "Adopté, en vigueur"


def test_a_tie_waits_for_what_the_chair_decided(school, boss):
    with scope(school):
        draft = _draft(school, boss, ("pedagogical", HEARD), ("board", TIED))
        with pytest.raises(RuleBroken, match="Notez sa décision"):
            version.adopt_version(draft, today=TODAY, by=boss)
        version.note_opinion(draft, "board", TIED | {"outcome": "adopted"}, today=TODAY, by=boss)
        assert version.adopt_version(draft, today=TODAY, by=boss).state_label == "Adopté, en vigueur"


def test_the_page_says_the_law_first_and_keeps_the_reason_in_sight(school, boss, client_of):
    head = client_of(school, Role.HEAD)
    with scope(school):
        draft = _draft(school, boss)
    assert "Projet" in words_of(head.get(url(school, "version_page", draft.pk)).text)
    noted = head.post(
        url(school, "opinion", draft.pk, "board"),
        {"given_on": f"{TODAY:%Y-%m-%d}", "votes_for": 2, "votes_against": 19, "abstained": 3, "outcome": ""},
        follow=True,
    )
    assert "a rejeté ce projet" in words_of(noted.text), "two numbers in each other's place are seen"
    asked = head.get(url(school, "version_adopt", draft.pk))
    assert "L401-1" in asked.text
    assert "quand même" in words_of(asked.text)
    assert head.post(url(school, "version_adopt", draft.pk), {"adopted_despite": " "}).status_code == 422
    with scope(school):
        assert ProjectVersion.objects.for_school(school).drafts().exists()
    page = head.post(
        url(school, "version_adopt", draft.pk), {"adopted_despite": "Vote le 15 décembre."}, follow=True
    )
    assert "En vigueur malgré un vote contre" in words_of(page.text)
    assert "Vote le 15 décembre." in page.text


def test_the_deputy_reads_that_an_adopted_project_waits_for_the_head(school, boss, client_of):
    """December § 4.11: the deputy was not told what waits for the head alone."""
    with scope(school):
        _draft(school, boss, ("pedagogical", HEARD), ("board", FOR))
    head, deputy = client_of(school, Role.HEAD), client_of(school, Role.DEPUTY)
    home = f"/e/{school.uai}/"
    assert "Mettre en vigueur" in words_of(head.get(home).text)
    page = words_of(deputy.get(home).text)
    assert "Projet numérique adopté" in page
    assert "En attente du chef d’établissement" in page


def test_what_the_text_is_is_asked_once(school, client_of):
    head = client_of(school, Role.HEAD)
    sent = {"title": "Projet", "first_year": "2026", "years": "3", "introduction": ""}
    refused = head.post(url(school, "version_begin"), sent)
    assert refused.status_code == 422
    assert "Dites ce qu’est ce texte" in words_of(refused.text)
    page = head.post(url(school, "version_begin"), sent | {"standing": "internal"}, follow=True)
    draft = page.context["project_version"]
    head.post(url(school, "axis_add", draft.pk), {"title": "Équiper", "text": ""})
    with scope(school):
        axis = draft.axes.get()
    head.post(url(school, "objective_add", axis.pk), {"title": "Salles", "text": "", "expected": ""})
    head.post(url(school, "version_adopt", draft.pk))
    again = head.get(url(school, "version_begin"))
    assert again.context["form"].initial["standing"] == "internal"


def test_a_private_school_consults_its_teachers_and_meets_no_board(school, boss, client_of):
    """December § 3.5: private schools met the CA in the project."""
    with scope(school):
        school.status = School.Status.PRIVATE
        school.save()
    head = client_of(school, Role.HEAD)
    begin = head.get(url(school, "version_begin"))
    assert "conseil d’administration" not in words_of(begin.text).lower()
    sent = {"title": "Projet", "first_year": "2026", "years": "3", "introduction": ""}
    page = head.post(url(school, "version_begin"), sent, follow=True)
    draft = page.context["project_version"]
    assert "Consultation des enseignants" in words_of(page.text)
    assert "administration" not in words_of(page.text)
    assert "conseil" not in words_of(page.text).lower()
    with scope(school):
        paper = project_paper(outline_of(draft), [], draft.school, TODAY)
    assert paper["opinions_title"] == "Avis des enseignants"
    assert head.get(url(school, "opinion", draft.pk, "board")).status_code == 404
    with scope(school):
        planned(draft, boss, "Équiper")
        with pytest.raises(RuleBroken, match="établissement de ce statut"):
            version.note_opinion(draft, "board", FOR, today=TODAY, by=boss)
        assert version.adopt_version(draft, today=TODAY, by=boss).state_label == "En vigueur"

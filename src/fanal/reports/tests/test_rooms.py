"""Which rooms a new draft proposes, and from their sentences to the rows behind."""

import pytest

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.peer_help.tests.conftest import asked
from fanal.reports.tests.conftest import TODAY, frozen, url
from fanal.training.actions.session import note_presence
from fanal.training.tests.conftest import after, joined, planned

pytestmark = pytest.mark.clock(TODAY)


def test_a_new_draft_proposes_training_and_its_neighbours(school, lead):
    """Project, indicators, training, equipment, requests …: each is ticked, in this order."""
    form = lead.get(url(school, "report_add")).context["form"]
    proposed = form.initial["parts"]
    wanted = [
        "steering.project",
        "commission.decisions",
        "indicators.followed",
        "training.sessions",
        "surveys.published",
        "peer_help.helps",
        "equipment.park",
        "helpdesk.requests",
    ]
    assert [code for code in proposed if code in wanted] == wanted


def test_from_a_sentence_to_a_session_in_three_clicks(school, lead, boss):
    """C2 1: the report, its sentence, the figure, the session."""
    with scope(school):
        made = planned(school, boss)
        rows = [joined(made) for _ in range(6)]
        note_presence(made, {row.pk for row in rows}, now=after(made), by=boss)
        report, _ = frozen(school, boss, ["training.sessions"])
    figure = url(school, "figure", report.pk, "training.held")
    assert f'href="{figure}"' in lead.get(url(school, "report_page", report.pk)).text
    page = lead.get(figure).text
    assert "Sans sujet · 12 places" in words_of(page)
    session = f"/e/{school.uai}/formation/seances/{made.pk}/"
    assert f'href="{session}"' in page
    assert lead.get(session).status_code == 200
    for row in rows:
        assert str(row.person) not in page


def test_behind_a_number_of_peer_help_nothing_is_listed(school, lead, boss):
    """The figure has its definition, and no row that leads to somebody."""
    with scope(school):
        for person in PersonFactory.create_batch(5, school=school):
            asked(person)
        report, _ = frozen(school, boss, ["peer_help.helps"])
    page = words_of(lead.get(url(school, "figure", report.pk, "peer_help.asked")).text)
    assert "Rien n’est listé derrière ce chiffre" in page
    assert "Demandes d’aide pour un projet ou une classe" in page

"""The text of an agreement: it says who borrows and what, and the proposed one is never lost."""

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.models import AgreementTerms
from fanal.loans.reading.agreement import agreement_of
from fanal.loans.rules.agreement import REQUIRED, terms_refusals
from fanal.loans.rules.agreement_texts import MODELS
from fanal.loans.tests.conftest import TODAY, lend, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize("kind", list(MODELS))
def test_the_proposed_text_says_who_and_what(kind):
    assert terms_refusals(kind, MODELS[kind].title, MODELS[kind].body) == []


@pytest.mark.parametrize("kind", list(MODELS))
def test_each_missing_field_is_named(kind):
    """A newcomer, November 2026: an agreement « rien du tout » was to be signed, without pupil nor device."""
    (reason,) = terms_refusals(kind, "Convention", "rien du tout")
    assert all(f"{{{{{field}}}}}" in reason for field in REQUIRED[kind])
    first, second = REQUIRED[kind]
    (reason,) = terms_refusals(kind, "Convention", f"Pour {{{{{first.upper()}}}}}")
    assert f"{{{{{first}}}}}" not in reason
    assert f"{{{{{second}}}}}" in reason


@pytest.mark.parametrize("kind", list(MODELS))
def test_no_sentence_of_the_proposed_text_is_cut(kind):
    """« classe de 5D, le » stood alone on a line of the paper."""
    lines = [line for line in MODELS[kind].body.splitlines() if line and not line.startswith(("##", "- "))]
    assert lines != []
    assert [line for line in lines if not line.endswith((".", "}}"))] == []


def test_the_agreement_begins_with_an_article(school, boss, pupil, tablets):
    """« Collège Simone-Veil prête à … »."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
        runs = agreement_of(loan, TODAY)["blocks"][0]["runs"]
    assert "".join(run["text"] for run in runs).startswith(
        "Le collège d’ici prête à Zoé MARTIN, classe de 6A"
    )


def test_the_proposed_text_is_taken_again(lead, school):
    page, again = url(school, "pupil_terms"), "Reprendre le texte proposé"
    assert again not in words_of(lead.get(page).text)
    own = {"title": "Prêt", "body": "Notre texte : {{élève}}, {{matériel}}", "signatures": "2"}
    lead.post(page, own)
    assert "Notre texte" in (shown := words_of(lead.get(page).text))
    assert again in shown
    refused = lead.post(page, own | {"body": "rien du tout"})
    assert refused.status_code == 422
    assert "Ajoutez {{élève}} et {{matériel}} au texte" in words_of(refused.text)
    assert again in words_of(refused.text)
    proposed = words_of(lead.get(f"{page}?proposition=1").text)
    assert "prête à" in proposed
    assert "Notre texte" not in proposed
    with scope(school):
        assert AgreementTerms.objects.get().title == "Prêt", "nothing changes before it is saved"

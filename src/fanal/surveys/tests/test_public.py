"""The questionnaire without an account: by its link or a ticket, on a phone, and by somebody hostile."""

from datetime import date

import pytest
import time_machine

from fanal.core.models import IdempotencyKey
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient, words_of
from fanal.surveys.actions import survey as actions
from fanal.surveys.actions.answering import make_tickets
from fanal.surveys.models import Survey
from fanal.surveys.reading.links import answer_address
from fanal.surveys.reading.papers import tickets_of
from fanal.surveys.rules.tickets import typed_by_hand
from fanal.surveys.tests.conftest import TODAY, answer, counts, ended, opened, page_of, sent, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def visitor():
    return ForgetfulClient()


@pytest.fixture
def survey(school, boss):
    with scope(school):
        return opened(school, boss)


def answers(school, survey) -> int:
    with scope(school):
        return Survey.objects.for_school(school).get(pk=survey.pk).answers


def test_it_is_answered_in_one_page_and_says_thanks(visitor, school, survey):
    page = page_of(school, survey)
    shown = visitor.get(page)
    assert "ni compte, ni adresse, ni heure" in words_of(shown.text)
    assert "N’écrivez aucun nom" in words_of(shown.text)
    thanks = visitor.post(page, sent(survey, school, "Lettres", "Oui", words="Bien"), follow=True)
    assert "elle ne porte aucun nom" in words_of(thanks.text)
    assert answers(school, survey) == 1
    assert "Une réponse est déjà partie de ce navigateur" in words_of(visitor.get(page).text)


def test_whoever_is_signed_in_leaves_no_trace_of_their_answer(lead, school, survey):
    """No account: neither the journal nor the keys of sent forms know that they answered."""
    lead.post(page_of(school, survey), sent(survey, school, "Lettres", "Oui"))
    assert answers(school, survey) == 1
    assert not IdempotencyKey.objects.exists()


def test_a_double_press_counts_once_and_leads_to_the_same_page(visitor, school, survey):
    form = sent(survey, school, "Lettres", "Oui")
    first, second = (visitor.post(page_of(school, survey), form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert answers(school, survey) == 1


def test_a_ticket_is_answered_once(visitor, school, boss):
    with scope(school):
        survey = opened(school, boss, access="ticket")
        (ticket,) = make_tickets(survey, 1, by=boss)
    page = "/" + answer_address(school.uai, ticket).split("/", 3)[3]
    assert visitor.get(page_of(school, survey)).status_code == 404, "the link of all opens nothing here"
    assert visitor.post(page, sent(survey, school, "Oui")).status_code == 302
    again = visitor.get(page)
    assert again.status_code == 410
    assert "Vous ne pouvez pas répondre. Ce billet a déjà servi" in words_of(again.text)
    assert "Ce n’est pas possible ainsi" not in words_of(again.text)
    other_key = sent(survey, school, "Oui", key="une-autre-cle-de-forme")
    assert visitor.post(page, other_key).status_code == 422
    assert answers(school, survey) == 1


def test_a_ticket_is_typed_by_whoever_cannot_scan(visitor, school, boss):
    """The paper says a short address and the code in fours; typed as one reads it, it leads to the survey."""
    with scope(school):
        survey = opened(school, boss, access="ticket")
        (ticket,) = make_tickets(survey, 1, by=boss)
        paper = tickets_of(school, survey, [ticket])
    (printed,) = paper["tickets"]
    page = "/" + paper["typed_at"].split("/", 1)[1]
    assert page == f"/e/{school.uai}/billet/"
    assert visitor.get(page).status_code == 200
    for typed in (printed["code"], printed["code"].upper(), printed["code"].replace(" ", "-")):
        shown = visitor.post(page, {"code": typed}, follow=True)
        assert str(survey) in words_of(shown.text)
    for wrong in ("", "abcd", "0" * 16, "x" * 61):
        assert visitor.post(page, {"code": wrong}).status_code == 422


def test_a_code_with_a_wrong_letter_comes_back_to_be_read_over(visitor, school, elsewhere, boss):
    """From the form or from its address, with the code; one of another school is as unknown as any."""
    with scope(school):
        survey = opened(school, boss, access="ticket")
        (ticket,) = make_tickets(survey, 1, by=boss)
    page, wrong = f"/e/{school.uai}/billet/", ("b" if ticket[0] == "a" else "a") + ticket[1:]
    back = visitor.post(page, {"code": wrong})
    assert back.status_code == 422
    assert "Ce code n’existe pas" in words_of(back.text)
    assert f'value="{wrong}"' in back.text
    scanned = visitor.get("/" + answer_address(school.uai, wrong).split("/", 3)[3])
    assert scanned.status_code == 404
    assert f'value="{typed_by_hand(wrong)}"' in scanned.text
    assert f'action="{page}"' in scanned.text
    assert "n’existe pas" in words_of(visitor.post(f"/e/{elsewhere.uai}/billet/", {"code": ticket}).text)


def test_after_its_end_it_says_so(visitor, school, survey, boss):
    form = sent(survey, school, "Lettres", "Oui")
    with time_machine.travel(date(2026, 12, 11)):
        late = visitor.get(page_of(school, survey))
    assert late.status_code == 410
    assert "Ce questionnaire est terminé" in words_of(late.text)
    with scope(school):
        ended(school, boss, survey)
    refused = visitor.post(page_of(school, survey), form)
    assert refused.status_code == 422
    assert "Ce questionnaire est terminé" in words_of(refused.text)


def test_a_script_is_stopped_by_its_address_then_by_the_number_of_people(visitor, school, boss):
    """Sixty answers in ten minutes from one address, and never more than people invited."""
    with scope(school):
        survey = opened(school, boss, invited=100)
    statuses = [
        visitor.post(page_of(school, survey), sent(survey, school, "Oui", key=f"cle-du-script-{rank:03}"))
        for rank in range(61)
    ]
    assert [page.status_code for page in statuses] == [302] * 60 + [429]
    assert "dix minutes" in words_of(statuses[-1].text)
    assert answers(school, survey) == 60


def test_the_address_is_written_nowhere(visitor, school, survey):
    form = sent(survey, school, "Oui")
    visitor.post(page_of(school, survey), form, REMOTE_ADDR="203.0.113.77")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache WHERE cache_key LIKE '%203.0.113%'")
        assert cursor.fetchone() == (0,)


def test_wrong_links_are_all_not_found_and_shut_nobody_out(visitor, school, elsewhere, survey):
    right = page_of(school, survey)
    number, seal = right.rstrip("/").rsplit("/", 1)[1].split("-")
    before = right.rsplit("/", 2)[0]
    for token in (
        f"{number}-{'a' * 26}",
        f"{int(number) + 1}-{seal}",
        "a" * 16,
        "x",
        f"0{number}-{seal}",
        "1-2",
    ):
        assert visitor.get(f"{before}/{token}/").status_code == 404
    assert visitor.get(right.replace(school.uai, elsewhere.uai)).status_code == 404
    for _ in range(40):
        visitor.get(f"{before}/{'a' * 16}/")
    assert visitor.get(right).status_code == 200, "nobody shuts it to a whole school by guessing"


def test_a_renewed_link_makes_the_old_one_nothing(visitor, lead, school, survey):
    old = page_of(school, survey)
    lead.post(url(school, "link_renew", survey.pk))
    assert visitor.get(old).status_code == 404
    with scope(school):
        survey.refresh_from_db()
    assert visitor.get(page_of(school, survey)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"key": "cle-de-formulaire-1"},
        {"key": "x", "q1": "1"},
        {"key": "cle-de-formulaire-1", "q1": "9999999999999999999999"},
    ],
)
def test_what_no_form_sends_is_refused(visitor, school, survey, body):
    assert visitor.post(page_of(school, survey), body).status_code == 422
    assert answers(school, survey) == 0


def test_a_choice_of_nobody_and_words_too_long_are_refused(visitor, school, survey):
    form = sent(survey, school, "Oui")
    name = next(name for name in form if name.startswith("q"))
    assert visitor.post(page_of(school, survey), form | {name: "0"}).status_code == 422
    long = sent(survey, school, words="x" * 501)
    refused = visitor.post(page_of(school, survey), long)
    assert refused.status_code == 422
    assert "500" in words_of(refused.text)
    many = {f"q{rank}": "1" for rank in range(10_000)}
    assert visitor.post(page_of(school, survey), many).status_code in {400, 413}
    assert visitor.post(page_of(school, survey), {"q1": "x" * 2_000_000}).status_code in {400, 413}
    assert answers(school, survey) == 0


def test_one_choice_sent_twice_is_one_choice(visitor, school, survey):
    with scope(school):
        question = survey.questions.get(is_profile=True)
        pks = [str(option.pk) for option in question.options.filter(is_blank=False)]
    visitor.post(page_of(school, survey), {question.name: pks, "key": "cle-de-formulaire-1"})
    with scope(school):
        chosen = {label: count for label, count in counts(survey).items() if label.startswith("Votre")}
    assert sum(chosen.values()) == 1


def test_a_published_survey_opens_nothing_any_more(visitor, school, survey, boss):
    with scope(school):
        answer(survey, "Oui", times=5)
        ended(school, boss, survey)
        survey.refresh_from_db()
        actions.publish_survey(survey, today=TODAY, by=boss)
    assert visitor.get(page_of(school, survey)).status_code == 410

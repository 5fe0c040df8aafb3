"""The pages of who runs a survey: from a draft to its published results."""

import pytest

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.surveys.actions import survey as actions
from fanal.surveys.models import Survey, SurveyQuestion, SurveyTicket, SurveyWord
from fanal.surveys.tests.conftest import TODAY, answer, drafted, ended, opened, url

pytestmark = pytest.mark.clock(TODAY)
TYPED = {
    "delivered": "usages",
    "title": "Usages du numérique",
    "access": "link",
    "invited": "40",
    "closes_on": "2026-12-10",
    "is_for_staff": "on",
}


def test_a_questionnaire_of_ours_is_prepared_changed_and_opened(lead, school):
    page = lead.post(url(school, "survey_add"), TYPED, follow=True)
    assert "Utilisez-vous le numérique avec vos élèves" in words_of(page.text)
    assert "indicateur US1" in words_of(page.text)
    with scope(school):
        survey = Survey.objects.for_school(school).get()
        measured = SurveyQuestion.objects.for_school(school).get(measure="US1")
    question = {"text": "Aimez-vous ?", "kind": "one", "labels": "Oui\nNon"}
    page = lead.post(url(school, "question_add", survey.pk), question, follow=True)
    assert "Aimez-vous" in words_of(page.text)
    lead.post(url(school, "question_raise", measured.pk))
    lead.post(url(school, "question_change", measured.pk), question | {"text": "Chaque jour ?"})
    with scope(school):
        measured.refresh_from_db()
        assert (measured.rank, measured.measure) == (0, ""), "its numerator is gone, and so is its indicator"
    page = lead.post(url(school, "survey_open", survey.pk), follow=True)
    assert "Le questionnaire est ouvert" in words_of(page.text)
    refused = lead.post(url(school, "question_remove", measured.pk))
    assert "n’est plus possible ici : ce questionnaire est ouvert" in words_of(refused.text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"invited": "4"}, "supérieure ou égale à 5"),
        ({"invited": "2001"}, "inférieure ou égale"),
        ({"closes_on": ""}, "Donnez un dernier jour"),
        ({"closes_on": "9999-12-31"}, "Cette date n’est pas possible"),
        ({"closes_on": "2026-11-25"}, "Donnez un dernier jour qui n’est pas passé"),
        ({"closes_on": "2027-11-26"}, "Trois mois au plus"),
        ({"access": "autre"}, "choix valide"),
        ({"intro": "x" * 501}, "500"),
    ],
)
def test_each_refusal_of_a_survey_says_why(lead, school, change, said):
    refused = lead.post(url(school, "survey_add"), TYPED | change)
    assert refused.status_code == 422
    assert said in words_of(refused.text)


def test_results_come_after_the_end_in_one_go(lead, teacher, school, boss):
    """users-ask: a count that grows tells by difference what the last one answered."""
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=6, words="Du son en salle 12")
        answer(survey, "Sciences", "Non", times=5)
    page = url(school, "survey_results", survey.pk)
    assert lead.get(page).status_code == 404
    running = words_of(lead.get(url(school, "survey_page", survey.pk)).text)
    assert "au moins 10" in running
    assert "11" not in running.partition("Réponses")[2].partition("Faire répondre")[0]
    shown = lead.post(url(school, "survey_end", survey.pk), follow=True)
    assert "6 (55 %)" in words_of(shown.text)
    assert "Pas encore publiés" in words_of(shown.text)
    assert teacher.get(page).status_code == 404
    lead.post(url(school, "survey_publish", survey.pk))
    read = teacher.get(page)
    assert "Le plus choisi : « Oui », 6 (55 %)" in words_of(read.text).replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    assert "Du son en salle 12" in read.text
    assert "Retirer" not in read.text


def test_a_survey_of_four_people_shows_nothing_and_is_not_published(lead, school, boss):
    """issue: a survey of four people."""
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=4, words="secret de quatre")
        ended(school, boss, survey)
    page = lead.get(url(school, "survey_results", survey.pk))
    assert "Moins de 5 réponses" in words_of(page.text)
    assert "secret de quatre" not in page.text
    assert "100 %" not in words_of(page.text)
    refused = lead.post(url(school, "survey_publish", survey.pk))
    assert refused.status_code == 422
    assert "Moins de 5 réponses" in words_of(refused.text)
    file = lead.get(url(school, "results_export", survey.pk, "csv"))
    table = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Oui" not in table


def test_words_of_fewer_than_five_people_are_never_shown(lead, school, boss):
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=5)
        answer(survey, "Lettres", "Non", times=4, words="mots de quatre")
        ended(school, boss, survey)
    page = lead.get(url(school, "survey_results", survey.pk))
    assert "mots de quatre" not in page.text
    assert "aucun mot n’est montré" in words_of(page.text)


def test_words_are_withdrawn_one_by_one(lead, school, boss):
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Oui", times=4, words="Merci")
        answer(survey, "Oui", words="Monsieur Untel crie")
        ended(school, boss, survey)
        word = SurveyWord.objects.for_school(school).get(text__startswith="Monsieur")
    for _ in range(2):
        page = lead.post(url(school, "word_withdraw", word.pk), follow=True)
        assert "Untel" not in page.text
    assert "Merci" in page.text
    with scope(school):
        word.refresh_from_db()
        assert (word.text, word.is_withdrawn) == ("", True)


def test_small_groups_stay_hidden_in_tables_and_in_files(lead, school, boss):
    """Groups of 8, 6 and 2: the second hides with the third, or a subtraction would give it back."""
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=8)
        answer(survey, "Sciences", "Non", times=6)
        answer(survey, "Arts", "Non", times=2)
        ended(school, boss, survey)
    assert "trop petits, ou trop semblables" in words_of(
        lead.get(url(school, "survey_crossed", survey.pk)).text
    )
    everything = words_of(lead.get(url(school, "survey_results", survey.pk)).text)
    assert "6 (38" not in everything
    assert "2 (13" not in everything
    file = lead.get(url(school, "results_export", survey.pk, "csv"))
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert text.count("caché") == 3, "Sciences, Arts, and whoever skipped"
    assert "Lettres" in text


def test_groups_that_are_large_enough_are_crossed(lead, school, boss):
    with scope(school):
        survey = opened(school, boss)
        for group, label, times in (
            ("Lettres", "Oui", 8),
            ("Lettres", "Non", 8),
            ("Sciences", "Oui", 6),
            ("Sciences", "Non", 6),
        ):
            answer(survey, group, label, times=times)
        ended(school, boss, survey)
    page = words_of(lead.get(url(school, "survey_crossed", survey.pk)).text)
    assert "Oui 8 (50 %) 6 (50 %)" in page.replace("\u00a0", " ").replace("\u202f", " ")
    rows = b"".join(lead.get(url(school, "results_export", survey.pk, "csv")).streaming_content).decode(
        "utf-8-sig"
    )
    assert "Sciences" in rows


def test_one_group_alone_is_not_said_to_want_answers_nor_a_question(lead, school, boss):
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=7)
        answer(survey, "Lettres", "Non", times=6)
        ended(school, boss, survey)
    page = words_of(lead.get(url(school, "survey_crossed", survey.pk)).text)
    assert "Les groupes sont trop petits, ou trop semblables" in page
    assert "réponses au moins" not in page


def test_what_all_answered_alike_is_said_of_nobody(lead, school, boss):
    """Twelve of twelve, one answer: the page, its table by group and its file would say it of each."""
    with scope(school):
        survey = opened(school, boss, invited=12)
        answer(survey, "Lettres", "Oui", times=6)
        answer(survey, "Sciences", "Oui", times=6)
        ended(school, boss, survey)
    pages = [lead.get(url(school, name, survey.pk)).text for name in ("survey_results", "survey_crossed")]
    file = lead.get(url(school, "results_export", survey.pk, "csv"))
    said = words_of("".join(pages))
    assert "(100" not in said
    assert "caché" not in pages[0].replace("reste caché", ""), (
        "one sentence a question, no lines of « caché »"
    )
    assert "Elles sont trop semblables, ou trop partagées" in said
    assert "ou un groupe entier" in said
    table = b"".join(file.streaming_content).decode("utf-8-sig")
    assert [line.split(";")[-1].strip(' "') for line in table.splitlines() if "Oui" in line] == ["caché"]


def test_results_and_the_list_cost_the_same_for_1_and_20(lead, school, boss, count_queries):
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=6, words="Bien")
        ended(school, boss, survey)
    pages = [url(school, "survey_list"), url(school, "survey_results", survey.pk)]
    spent = []
    for _ in range(2):
        for page in pages:
            lead.get(page)
            with count_queries() as queries:
                assert lead.get(page).status_code == 200
            spent.append(len(queries))
        with scope(school):
            for rank in range(19):
                drafted(school, boss, title=f"Autre {rank}")
    assert spent[:2] == spent[2:]
    assert max(spent) <= MOST_QUERIES


def test_papers_are_made_and_papers_are_typed_in(lead, school, boss):
    with scope(school):
        survey = opened(school, boss)
    for name in ("paper_file", "poster_file"):
        file = lead.get(url(school, name, survey.pk))
        assert file.content.startswith(b"%PDF")
    page = url(school, "paper_type_in", survey.pk)
    assert "Mélangez la pile" in words_of(lead.get(page).text)
    with scope(school):
        option = survey.questions.get(kind="one", is_profile=False).options.get(label="Oui")
    counted = lead.post(page, {f"q{option.question_id}": option.pk}, follow=True)
    assert "Une réponse de plus est comptée" in words_of(counted.text)
    assert lead.post(page, {}).status_code == 422


def test_tickets_are_printed_and_only_their_fingerprint_is_kept(lead, school, boss):
    with scope(school):
        survey = opened(school, boss, access="ticket")
    page = url(school, "tickets_print", survey.pk)
    assert lead.get(page).status_code == 200
    file = lead.post(page, {"how_many": "3"})
    assert file.content.startswith(b"%PDF")
    with scope(school):
        assert SurveyTicket.objects.for_school(school).count() == 3
    refused = lead.post(page, {"how_many": "41"})
    assert refused.status_code == 422
    assert "plus que de personnes invitées" in words_of(refused.text)


def test_a_colleague_sees_what_is_open_and_what_is_published_and_runs_nothing(lead, teacher, school, boss):
    with scope(school):
        opened(school, boss, title="Ouvert à tous")
        opened(school, boss, title="Pour les familles", is_for_staff=False)
        survey = drafted(school, boss, title="En préparation")
    page = teacher.get(url(school, "survey_list"))
    assert "Ouvert à tous" in page.text
    assert "Pour les familles" not in page.text
    assert "En préparation" not in page.text
    assert teacher.get(url(school, "survey_page", survey.pk)).status_code == 404
    assert teacher.post(url(school, "survey_add"), TYPED).status_code == 403
    home = words_of(teacher.get(f"/e/{school.uai}/").text)
    assert "Un questionnaire vous attend" in home
    assert "rien ne dit qui a répondu" in home


def test_partners_of_the_school_read_nothing_of_surveys(client_of, school, boss):
    with scope(school):
        opened(school, boss)
    bursar = client_of(school, Role.BURSAR)
    assert bursar.get(url(school, "survey_list")).status_code == 200
    assert bursar.post(url(school, "survey_add"), TYPED).status_code == 403


def test_a_draft_that_two_people_change_is_not_overwritten(lead, school, boss):
    with scope(school):
        survey = drafted(school, boss)
    page = url(school, "survey_change", survey.pk)
    seen = lead.get(page).context["seen"]
    with scope(school):
        actions.change_survey(survey, {"title": "Changé ailleurs"}, today=TODAY, by=boss)
    refused = lead.post(page, TYPED | {"seen": seen, "title": "Le mien"})
    assert refused.status_code == 422


def test_a_draft_is_not_moved_to_a_day_that_is_past_or_far(lead, school, boss):
    with scope(school):
        survey = drafted(school, boss)
    page = url(school, "survey_change", survey.pk)
    for day in ("2026-11-25", "2027-11-26"):
        assert lead.post(page, TYPED | {"closes_on": day}).status_code == 422
    assert lead.post(page, TYPED).status_code == 302


def test_how_many_answered_is_not_said_of_a_small_group(lead, school, boss):
    with scope(school):
        none, one = opened(school, boss, invited=8), opened(school, boss, invited=8)
        answer(one, "Lettres", "Oui")
        for survey in (none, one):
            ended(school, boss, survey)
    for survey in (none, one):
        words = "Moins de 5 réponses sur 8 personnes invitées"
        assert words in words_of(lead.get(url(school, "survey_results", survey.pk)).text)


def test_a_draft_is_removed_and_an_open_survey_is_not(lead, school, boss):
    with scope(school):
        draft, running = drafted(school, boss), opened(school, boss)
    assert "est supprimé" in words_of(lead.post(url(school, "survey_remove", draft.pk), follow=True).text)
    assert lead.post(url(school, "survey_remove", running.pk)).status_code in {403, 422}
    with scope(school):
        assert list(Survey.objects.for_school(school)) == [running]

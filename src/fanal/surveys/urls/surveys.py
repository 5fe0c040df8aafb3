from django.urls import path

from fanal.surveys.views import answering, papers, question, results, survey

app_name = "surveys"
urlpatterns = [
    path("", survey.survey_list, name="survey_list"),
    path("nouveau/", survey.survey_add, name="survey_add"),
    path("<int:survey>/", survey.survey_page, name="survey_page"),
    path("<int:survey>/modifier/", survey.survey_change, name="survey_change"),
    path("<int:survey>/supprimer/", survey.survey_remove, name="survey_remove"),
    path("<int:survey>/ouvrir/", survey.survey_open, name="survey_open"),
    path("<int:survey>/terminer/", survey.survey_end, name="survey_end"),
    path("<int:survey>/autre-lien/", survey.link_renew, name="link_renew"),
    path("<int:survey>/question/", question.question_add, name="question_add"),
    path("question/<int:survey_question>/", question.question_change, name="question_change"),
    path("question/<int:survey_question>/monter/", question.question_raise, name="question_raise"),
    path("question/<int:survey_question>/retirer/", question.question_remove, name="question_remove"),
    path("<int:survey>/a-imprimer.pdf", papers.paper_file, name="paper_file"),
    path("<int:survey>/affiche.pdf", papers.poster_file, name="poster_file"),
    path("<int:survey>/billets/", papers.tickets_print, name="tickets_print"),
    path("<int:survey>/saisir/", papers.paper_type_in, name="paper_type_in"),
    path("<int:survey>/resultats/", results.survey_results, name="survey_results"),
    path("<int:survey>/croises/", results.survey_crossed, name="survey_crossed"),
    path("<int:survey>/resultats.<str:form>", results.results_export, name="results_export"),
    path("<int:survey>/publier/", results.survey_publish, name="survey_publish"),
    path("mots/<int:survey_word>/retirer/", results.word_withdraw, name="word_withdraw"),
    path("repondre/merci/", answering.survey_thanks, name="survey_thanks"),
    path("repondre/<slug:token>/", answering.survey_answer, name="survey_answer"),
]

from django.urls import path

from fanal.training.views import local_training, offer, own, plan, registration, session

app_name = "training"

NEED, REQUEST, SESSION = (
    "besoins/<int:training_need>",
    "demandes/<int:local_training>",
    "seances/<int:training_session>",
)
urlpatterns = [
    path("", own.own_page, name="own_page"),
    path("besoins/nouveau/", own.need_add, name="need_add"),
    path(f"{NEED}/retirer/", own.need_withdraw, name="need_withdraw"),
    path(f"{NEED}/ranger/", plan.words_sort, name="words_sort"),
    path("plan/", plan.plan, name="plan"),
    path("plan/regles/", plan.rules_change, name="rules_change"),
    path("sujets/nouveau/", plan.subject_add, name="subject_add"),
    path("sujets/depart/", plan.subjects_begin, name="subjects_begin"),
    path("sujets/<int:training_subject>/", plan.subject_change, name="subject_change"),
    path(
        "sujets/<int:training_subject>/demander/",
        local_training.local_training_add,
        name="local_training_add",
    ),
    path(f"{REQUEST}/", local_training.local_training_page, name="local_training_page"),
    path(f"{REQUEST}/demande.pdf", local_training.local_training_file, name="local_training_file"),
    path(f"{REQUEST}/modifier/", local_training.local_training_change, name="local_training_change"),
    path(f"{REQUEST}/envoyee/", local_training.local_training_send, name="local_training_send"),
    path(f"{REQUEST}/reprendre/", local_training.local_training_take_back, name="local_training_take_back"),
    path(f"{REQUEST}/reponse/", local_training.local_training_answer, name="local_training_answer"),
    path(f"{REQUEST}/seance/", session.local_session_add, name="local_session_add"),
    path("offres/", offer.offer_list, name="offer_list"),
    path("offres/nouvelle/", offer.offer_add, name="offer_add"),
    path("offres/<int:training_offer>/", offer.offer_change, name="offer_change"),
    path("seances/", session.session_list, name="session_list"),
    path("seances/nouvelle/", session.session_add, name="session_add"),
    path(f"{SESSION}/", session.session_page, name="session_page"),
    path(f"{SESSION}/agenda.ics", session.session_calendar, name="session_calendar"),
    path(f"{SESSION}/modifier/", session.session_change, name="session_change"),
    path(f"{SESSION}/annuler/", session.session_cancel, name="session_cancel"),
    path(f"{SESSION}/convoquer/", session.session_convoke, name="session_convoke"),
    path(f"{SESSION}/inviter/", session.session_invite, name="session_invite"),
    path(f"{SESSION}/presence/", session.presence_note, name="presence_note"),
    path(f"{SESSION}/inscription/", registration.session_join, name="session_join"),
    path(f"{SESSION}/retrait/", registration.session_leave, name="session_leave"),
    path(f"{SESSION}/inscrire/", registration.person_add, name="person_add"),
    path(
        f"{SESSION}/inscrits/<int:session_registration>/retirer/",
        registration.person_remove,
        name="person_remove",
    ),
    path(f"{SESSION}/salle/", registration.room_page, name="room_page"),
    path(f"{SESSION}/present/", registration.sign_in, name="sign_in"),
    path(f"{SESSION}/avis/", registration.opinion_give, name="opinion_give"),
    path(f"{SESSION}/feuille.pdf", registration.attendance_file, name="attendance_file"),
    path(f"{SESSION}/attestation.pdf", registration.certificate_file, name="certificate_file"),
]

from django.urls import path

from fanal.bookings.views import (
    booking,
    day,
    decision,
    exam,
    giving_back,
    links,
    manage,
    moving,
    own,
    timetable,
    use,
    waiting,
)

app_name = "bookings"
urlpatterns = [
    path("", booking.week_page, name="week"),
    path("<int:booking>/", own.booking_page, name="booking_page"),
    path("<int:booking>/accorder/", decision.booking_grant, name="booking_grant"),
    path("<int:booking>/annuler/", own.booking_cancel, name="booking_cancel"),
    path("<int:booking>/annuler-la-suite/", own.series_cancel, name="series_cancel"),
    path("<int:booking>/deplacer/", moving.booking_move, name="booking_move"),
    path("<int:booking>/refuser/", decision.booking_refuse, name="booking_refuse"),
    path("<int:booking>/rendre/", giving_back.booking_give_back, name="booking_give_back"),
    path("<int:booking>/complet/", giving_back.booking_complete, name="booking_complete"),
    path("<int:booking>/manque/", giving_back.booking_missing, name="booking_missing"),
    path("attendre/", waiting.waiting_page, name="waiting_page"),
    path("attendre/<int:waiting_list_entry>/retirer/", waiting.waiting_stop, name="waiting_stop"),
    path("accords/", decision.to_decide, name="to_decide"),
    path("jour/", day.day_page, name="day"),
    path("ecran/<slug:token>/", day.screen, name="screen"),
    path("agenda/<slug:token>.ics", day.thing_feed, name="thing_feed"),
    path("gerer/emploi-du-temps/", timetable.timetable_start, name="timetable_start"),
    path("gerer/emploi-du-temps/semaines/", timetable.alternation, name="alternation"),
    path("gerer/emploi-du-temps/<int:timetable>/", timetable.timetable_page, name="timetable_page"),
    path("gerer/emploi-du-temps/<int:timetable>/salles/", timetable.timetable_match, name="timetable_match"),
    path(
        "gerer/emploi-du-temps/<int:timetable>/appliquer/", timetable.timetable_apply, name="timetable_apply"
    ),
    path(
        "gerer/emploi-du-temps/<int:timetable>/retirer/", timetable.timetable_remove, name="timetable_remove"
    ),
    path("gerer/examens/", exam.exam_list, name="exam_list"),
    path("gerer/examens/nouveau/", exam.exam_plan, name="exam_plan"),
    path("gerer/examens/<int:exam>/", exam.exam_page, name="exam_page"),
    path("gerer/examens/<int:exam>/annuler/", exam.exam_cancel, name="exam_cancel"),
    path("gerer/usage/", use.use_page, name="use"),
    path("gerer/liens/", links.link_list, name="link_list"),
    path("gerer/liens/ecran/", links.screen_make, name="screen_make"),
    path("gerer/liens/<int:booking_link>/retirer/", links.link_revoke, name="link_revoke"),
    path("gerer/<int:bookable>/lien/", links.link_make, name="link_make"),
    path("gerer/", manage.bookable_list, name="bookable_list"),
    path("gerer/ajouter/", manage.bookable_add, name="bookable_add"),
    path("gerer/heures/", manage.lesson_periods, name="lesson_periods"),
    path("gerer/<int:bookable>/", manage.bookable_change, name="bookable_change"),
    path("gerer/<int:bookable>/contenu/", manage.content, name="content"),
    path("gerer/<int:bookable>/remettre/", manage.bookable_put_back, name="bookable_put_back"),
    path("gerer/<int:bookable>/retirer/", manage.bookable_withdraw, name="bookable_withdraw"),
]

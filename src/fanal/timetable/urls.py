"""Addresses below « reserver/gerer/ »: `bookings.urls` holds them, under the names that they always had."""

from django.urls import path

from fanal.timetable.views import alternation, periods, timetable

urlpatterns = [
    path("emploi-du-temps/", timetable.timetable_start, name="timetable_start"),
    path("emploi-du-temps/semaines/", alternation.alternation, name="alternation"),
    path("emploi-du-temps/<int:timetable>/", timetable.timetable_page, name="timetable_page"),
    path("emploi-du-temps/<int:timetable>/salles/", timetable.timetable_match, name="timetable_match"),
    path("emploi-du-temps/<int:timetable>/appliquer/", timetable.timetable_apply, name="timetable_apply"),
    path("emploi-du-temps/<int:timetable>/retirer/", timetable.timetable_remove, name="timetable_remove"),
    path("heures/", periods.lesson_periods, name="lesson_periods"),
]

from django.urls import path

from fanal.missions.views import absence

app_name = "absences"
urlpatterns = [
    path("", absence.absence_page, name="absence"),
    path("dire/", absence.absence_declare, name="declare"),
    path("<int:absence>/finir/", absence.absence_end, name="end"),
    path("heures/ajouter/", absence.hour_add, name="hour_add"),
    path("heures/<int:hour>/retirer/", absence.hour_remove, name="hour_remove"),
]

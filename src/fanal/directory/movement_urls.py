from django.urls import path

from fanal.directory.views import movements

app_name = "movements"
urlpatterns = [
    path("", movements.movement_list, name="movement_list"),
    path("depart/<int:person>/", movements.departure, name="departure"),
    path("arrivee/<int:person>/", movements.arrival, name="arrival"),
    path("eleve/<int:pupil>/", movements.pupil_departure, name="pupil_departure"),
]

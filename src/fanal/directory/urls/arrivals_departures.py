from django.urls import path

from fanal.directory.views import arrivals_departures

app_name = "movements"
urlpatterns = [
    path("", arrivals_departures.movement_list, name="movement_list"),
    path("depart/<int:person>/", arrivals_departures.departure, name="departure"),
    path("arrivee/<int:person>/", arrivals_departures.arrival, name="arrival"),
    path("eleve/<int:pupil>/", arrivals_departures.pupil_departure, name="pupil_departure"),
]

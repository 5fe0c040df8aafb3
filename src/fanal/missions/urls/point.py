from django.urls import path

from fanal.missions.views import point

app_name = "points"
urlpatterns = [
    path("", point.point_page, name="point"),
    path("ajouter/", point.line_add, name="add"),
    path("envoyer/", point.point_send, name="send"),
    path("decisions/", point.decisions_page, name="decisions"),
    path("<int:point_line>/retirer/", point.line_remove, name="remove"),
    path("<int:point_line>/repondre/", point.line_answer, name="answer"),
]

from django.urls import path

from fanal.peer_help.views import offer, open_hour, project_help

app_name = "peer_help"
urlpatterns = [
    path("", project_help.help_list, name="help_list"),
    path("demander/", project_help.help_ask, name="help_ask"),
    path("<int:project_help>/", project_help.help_page, name="help_page"),
    path("<int:project_help>/prendre/", project_help.help_take, name="help_take"),
    path("<int:project_help>/rendre/", project_help.help_release, name="help_release"),
    path("<int:project_help>/terminer/", project_help.help_end, name="help_end"),
    path("<int:project_help>/seance/", project_help.session_add, name="session_add"),
    path("qui/", offer.offer_list, name="offer_list"),
    path("qui/moi/", offer.offer_edit, name="offer_edit"),
    path("qui/retirer/", offer.offer_withdraw, name="offer_withdraw"),
    path("heures/", open_hour.hour_list, name="hour_list"),
    path("heures/ouvrir/", open_hour.hour_add, name="hour_add"),
    path("heures/<int:open_hour>/annuler/", open_hour.hour_cancel, name="hour_cancel"),
    path("heures/creneau/<int:open_hour_slot>/", open_hour.slot_book, name="slot_book"),
    path("heures/creneau/<int:open_hour_slot>/rendre/", open_hour.slot_free, name="slot_free"),
]

from django.urls import path

from fanal.missions.views import handover

app_name = "handover"
urlpatterns = [
    path("", handover.handover_page, name="handover"),
    path("transmission.pdf", handover.handover_file, name="file"),
    path("note/", handover.note_write, name="note"),
    path("acces/", handover.access_say, name="access"),
]

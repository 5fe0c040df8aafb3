from django.urls import path

from fanal.surveys.views import ticket

app_name = "survey_ticket"
urlpatterns = [path("", ticket.ticket_type, name="ticket_type")]

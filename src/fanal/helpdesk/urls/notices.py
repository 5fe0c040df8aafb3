from django.urls import path

from fanal.helpdesk.views import notices

app_name = "helpdesk_notices"
urlpatterns = [path("<slug:token>/", notices.choice, name="choice")]

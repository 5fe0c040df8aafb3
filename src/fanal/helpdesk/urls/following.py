from django.urls import path

from fanal.helpdesk.views import following

app_name = "helpdesk_follow"
urlpatterns = [
    path("<slug:token>/", following.follow_request, name="request"),
    path("<slug:token>/reponse/", following.follow_confirm, name="confirm"),
]

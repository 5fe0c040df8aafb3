from django.urls import path

from fanal.helpdesk import asking, views

app_name = "helpdesk"
urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("nouvelle/", asking.request_ask, name="request_ask"),
    path("nouvelle/aide/", asking.ask_hints, name="ask_hints"),
    path("<int:number>/suivre/", asking.request_follow, name="request_follow"),
    path("<int:number>/", views.request_page, name="request_page"),
    path("<int:number>/prendre/", views.request_take, name="request_take"),
    path("<int:number>/repondre/", views.request_reply, name="request_reply"),
    path("<int:number>/attendre/", views.request_hold, name="request_hold"),
    path("<int:number>/resoudre/", views.request_solve, name="request_solve"),
    path("<int:number>/terminer/", views.request_close, name="request_close"),
    path("<int:number>/rouvrir/", views.request_reopen, name="request_reopen"),
]

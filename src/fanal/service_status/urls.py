from django.urls import path

from fanal.service_status.views import states

app_name = "states"
urlpatterns = [
    path("", states.state_list, name="state_list"),
    path("public/", states.public_states, name="public_states"),
    path("<int:service>/", states.state_page, name="state_page"),
    path("<int:service>/declarer/", states.state_declare, name="state_declare"),
    path("<int:service>/verifications/", states.service_watch, name="service_watch"),
    path("<int:service>/<int:period>/finir/", states.state_end, name="state_end"),
]

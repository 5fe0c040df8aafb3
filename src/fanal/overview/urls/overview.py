from django.urls import path

from fanal.overview.views import academy, authority

app_name = "overview"
urlpatterns = [
    path("c/<slug:code>/", authority.authority_queue, name="authority_queue"),
    path("c/<slug:code>/exporter/<slug:form>/", authority.queue_export, name="queue_export"),
    path("c/<slug:code>/parc/", authority.authority_fleet, name="authority_fleet"),
    path("c/<slug:code>/parc/exporter/<slug:form>/", authority.fleet_export, name="fleet_export"),
    path("a/<slug:code>/", academy.academy, name="academy"),
    path("a/<slug:code>/exporter/<slug:form>/", academy.academy_export, name="academy_export"),
    path("a/<slug:code>/protection-des-donnees/", academy.data_protection, name="data_protection"),
]

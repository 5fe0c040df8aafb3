from django.urls import path

from fanal.overview.views import sharing

app_name = "sharing"
urlpatterns = [
    path("", sharing.partner_list, name="partner_list"),
    path("indicateurs/", sharing.indicators_share, name="indicators_share"),
    path("dpd/", sharing.dpo_appoint, name="dpo_appoint"),
]

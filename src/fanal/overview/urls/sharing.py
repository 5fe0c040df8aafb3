from django.urls import path

from fanal.overview.views import sharing

app_name = "sharing"
urlpatterns = [
    path("", sharing.partner_list, name="partner_list"),
    path("indicateurs/", sharing.indicators_share, name="indicators_share"),
    path("<int:partner>/fin/", sharing.partner_end, name="partner_end"),
    path("<int:partner>/rouvrir/", sharing.partner_reopen, name="partner_reopen"),
    path("dpd/", sharing.dpo_appoint, name="dpo_appoint"),
]

"""The accounts of one service, under the address of its page (`online_services.urls`)."""

from django.urls import path

from fanal.account_lists.views import comparisons, expected_admins, findings, login_cards

app_name = "account_lists"
urlpatterns = [
    path("<int:service>/comptes/", findings.accounts_page, name="accounts_page"),
    path("<int:service>/administrateurs/", expected_admins.service_admins, name="service_admins"),
    path("<int:service>/comparer/", comparisons.list_deposit, name="list_deposit"),
    path("<int:service>/comparer/<int:compared>/", comparisons.list_columns, name="list_columns"),
    path("<int:service>/comparer/<int:compared>/etat/", comparisons.list_state, name="list_state"),
    path("<int:service>/fiches/", login_cards.login_card_print, name="login_card_print"),
    path("<int:service>/tout-regler/", findings.settle_several, name="settle_several"),
    path("<int:service>/a-faire.<str:form>", findings.to_do_file, name="to_do_file"),
    path("<int:service>/ecarts/<int:finding>/", findings.settle, name="settle"),
    path("<int:service>/ecarts/<int:finding>/titulaire/", findings.decide, name="decide"),
    path("<int:service>/ecarts/<int:finding>/reprendre/", findings.undecide, name="undecide"),
]

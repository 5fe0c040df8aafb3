from django.urls import path

from fanal.indicators.views import choice, dashboard, imports, indicator

app_name = "indicators"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("export.<str:form>", dashboard.dashboard_export, name="dashboard_export"),
    path("delais/accepter/", dashboard.delays_agree, name="delays_agree"),
    path("delais/retirer/", dashboard.delays_withhold, name="delays_withhold"),
    path("choisir/", choice.choose, name="choose"),
    path("ajouter/", choice.catalogue, name="catalogue"),
    path("ajouter/<str:code>/", choice.follow, name="follow"),
    path("creer/", indicator.own_add, name="own_add"),
    path("importer/", imports.import_file, name="import_file"),
    path("importer/appliquer/", imports.import_apply, name="import_apply"),
    path("importer/modele.csv", imports.import_template, name="import_template"),
    path("<int:indicator>/", indicator.indicator_page, name="indicator_page"),
    path("<int:indicator>/commenter/", indicator.indicator_comment, name="indicator_comment"),
    path("<int:indicator>/cible/", indicator.indicator_goals, name="indicator_goals"),
    path("<int:indicator>/formule/", indicator.own_change, name="own_change"),
    path("<int:indicator>/saisir/", indicator.value_type, name="value_type"),
    path("<int:indicator>/quitter/", choice.leave, name="leave"),
    path("valeurs/<int:indicator_value>/", indicator.value_rows, name="value_rows"),
]

"""Under the address of the directory (`directory.urls`)."""

from django.urls import path

from fanal.people_files.views import exports, imports

app_name = "people_files"
urlpatterns = [
    path("exporter/", exports.export_page, name="export_page"),
    path("exporter/<slug:table>.<str:form>", exports.export_table, name="export_table"),
    path("importer/", imports.import_start, name="import_start"),
    path("importer/<int:brought>/", imports.import_page, name="import_page"),
    path("importer/<int:brought>/colonnes/", imports.import_columns, name="import_columns"),
    path("importer/<int:brought>/decider/", imports.import_decide_all, name="import_decide_all"),
    path("importer/<int:brought>/<int:doubt>/decider/", imports.import_decide, name="import_decide"),
    path("importer/<int:brought>/appliquer/", imports.import_apply, name="import_apply"),
]

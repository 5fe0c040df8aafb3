"""Under the address of the equipment (`equipment.urls`)."""

from django.urls import path

from fanal.equipment_import.views import imports

app_name = "equipment_import"
urlpatterns = [
    path("import/", imports.import_start, name="import_start"),
    path("import/<int:number>/", imports.import_page, name="import_page"),
    path("import/<int:number>/colonnes/", imports.import_columns, name="import_columns"),
    path("import/<int:number>/mots/", imports.import_words, name="import_words"),
    path("import/<int:number>/annuler/", imports.import_undo, name="import_undo"),
    path("import/<int:number>/creations/", imports.import_creations, name="import_creations"),
    path("import/<int:number>/appliquer/", imports.import_apply, name="import_apply"),
    path("import/<int:number>/a-corriger.csv", imports.import_refused, name="import_refused"),
]

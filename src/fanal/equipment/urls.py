from django.urls import include, path

from fanal.equipment.views import imports, listing, places, record, types

app_name = "equipment"
urlpatterns = [
    path("", listing.equipment_list, name="equipment_list"),
    path("nouveau/", record.equipment_register, name="equipment_register"),
    path("plusieurs/", listing.equipment_several, name="equipment_several"),
    path("export.<str:form>", listing.equipment_export, name="equipment_export"),
    path("<int:number>/", record.equipment_page, name="equipment_page"),
    path("<int:number>/modifier/", record.equipment_change, name="equipment_change"),
    path("<int:number>/deplacer/", record.equipment_move, name="equipment_move"),
    path("<int:number>/etat/", record.equipment_state, name="equipment_state"),
    path("salles/", places.room_list, name="room_list"),
    path("salles/nouvelle/", places.room_add, name="room_add"),
    path("salles/<int:room>/", places.room_page, name="room_page"),
    path("salles/<int:room>/modifier/", places.room_change, name="room_change"),
    path("salles/<int:room>/fermer/", places.room_close, name="room_close"),
    path("salles/<int:room>/rouvrir/", places.room_reopen, name="room_reopen"),
    path("batiments/nouveau/", places.building_add, name="building_add"),
    path("batiments/<int:building>/", places.building_change, name="building_change"),
    path("batiments/<int:building>/fermer/", places.building_close, name="building_close"),
    path("sites/nouveau/", places.site_add, name="site_add"),
    path("sites/<int:site>/", places.site_change, name="site_change"),
    path("sites/<int:site>/fermer/", places.site_close, name="site_close"),
    path("import/", imports.import_start, name="import_start"),
    path("import/<int:number>/", imports.import_page, name="import_page"),
    path("import/<int:number>/colonnes/", imports.import_columns, name="import_columns"),
    path("import/<int:number>/creations/", imports.import_creations, name="import_creations"),
    path("import/<int:number>/appliquer/", imports.import_apply, name="import_apply"),
    path("import/<int:number>/a-corriger.csv", imports.import_refused, name="import_refused"),
    path("types/", types.type_list, name="type_list"),
    path("types/nouveau/", types.type_add, name="type_add"),
    path("types/habituels/", types.type_usual, name="type_usual"),
    path("types/<int:kind>/", types.type_change, name="type_change"),
    path("machines/", include("fanal.equipment.machines.urls")),
]

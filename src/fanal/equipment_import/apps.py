from django.apps import AppConfig


class EquipmentImportConfig(AppConfig):
    name = "fanal.equipment_import"
    label = "equipment_import"
    verbose_name = "Import des équipements"

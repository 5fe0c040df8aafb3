from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "fanal.equipment"
    label = "equipment"
    verbose_name = "Équipements"

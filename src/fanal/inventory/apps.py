from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "fanal.inventory"
    label = "inventory"
    verbose_name = "Machines qui se signalent"

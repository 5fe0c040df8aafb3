from django.apps import AppConfig


class SuppliesConfig(AppConfig):
    name = "fanal.supplies"
    label = "supplies"
    verbose_name = "Licences, consommables et contrats"

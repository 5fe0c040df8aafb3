from django.apps import AppConfig


class DisposalsConfig(AppConfig):
    name = "fanal.disposals"
    label = "disposals"
    verbose_name = "Sorties d’inventaire"

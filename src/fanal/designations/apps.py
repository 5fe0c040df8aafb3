from django.apps import AppConfig


class DesignationsConfig(AppConfig):
    name = "fanal.designations"
    label = "designations"
    verbose_name = "Désignations"

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "fanal.missions"
    label = "missions"
    verbose_name = "La mission"

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "fanal.schools"
    label = "schools"
    verbose_name = "Établissements"

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "fanal.agenda"
    label = "agenda"
    verbose_name = "L’année"

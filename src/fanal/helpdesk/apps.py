from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "fanal.helpdesk"
    label = "helpdesk"
    verbose_name = "Demandes"

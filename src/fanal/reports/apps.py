from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "fanal.reports"
    label = "reports"
    verbose_name = "Rapport sur le numérique"

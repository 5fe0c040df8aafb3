from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "fanal.visits"
    label = "visits"
    verbose_name = "Passages de techniciens"

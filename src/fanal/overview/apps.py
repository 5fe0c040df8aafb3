from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "fanal.overview"
    label = "overview"
    verbose_name = "Vue d’ensemble"

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "fanal.indicators"
    label = "indicators"
    verbose_name = "Indicateurs"

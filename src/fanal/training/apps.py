from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "fanal.training"
    label = "training"
    verbose_name = "Plan de formation"

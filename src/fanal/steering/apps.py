from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "fanal.steering"
    label = "steering"
    verbose_name = "Projet numérique"

from django.apps import AppConfig


class ServiceStatusConfig(AppConfig):
    name = "fanal.service_status"
    label = "service_status"
    verbose_name = "État des services"

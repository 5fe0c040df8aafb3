from django.apps import AppConfig


class ServiceSecurityConfig(AppConfig):
    name = "fanal.service_security"
    label = "service_security"
    verbose_name = "Sécurité des services"

from django.apps import AppConfig


class WorkLogConfig(AppConfig):
    name = "fanal.work_log"
    label = "work_log"
    verbose_name = "Carnet de travail"

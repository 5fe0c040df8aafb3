from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "fanal.core"
    label = "core"
    verbose_name = "Noyau"

    def ready(self) -> None:
        from fanal.core.registry import load_parts

        load_parts("contributions", "privacy")

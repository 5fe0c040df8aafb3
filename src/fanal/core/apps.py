from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "fanal.core"
    label = "core"
    verbose_name = "Noyau"

    def ready(self) -> None:
        from fanal.core.database.models_of_migrations import render_fewer_models
        from fanal.core.registry import load_parts

        render_fewer_models()
        load_parts("contributions", "privacy")

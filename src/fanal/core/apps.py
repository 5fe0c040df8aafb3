from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "fanal.core"
    label = "core"
    verbose_name = "Noyau"

    def ready(self) -> None:
        from fanal.core.database.new_models import render_new_models_alone
        from fanal.core.registry import load_parts

        render_new_models_alone()
        load_parts("contributions", "privacy")

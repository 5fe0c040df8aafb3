from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fanal.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        from fanal.accounts import security_log, strength, switching

        security_log.listen()
        strength.listen()
        switching.listen()

"""The keys that the operator chose for all nodes; what they did not choose is made in the home."""

from fanal.config.environment import Environment
from fanal.core.keys.secrets import use_secrets


def use_chosen_keys(env: Environment) -> None:
    """Take the keys of the environment, in this process."""
    keys = {
        "signing_key": env.secret_key,
        "mfa_key": env.mfa_key,
        "journal_key": env.journal_key,
        "fingerprint_key": env.fingerprint_key,
        "waiting_files_key": env.waiting_files_key,
    }
    use_secrets({name: key.get_secret_value() for name, key in keys.items()})

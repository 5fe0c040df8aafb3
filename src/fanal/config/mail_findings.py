"""Do the mail servers of the settings answer? Asked once, within ten seconds each."""

from collections.abc import Iterator

from fanal.config.environment import Environment
from fanal.config.findings import InstallationFinding, wrong


def of_servers(env: Environment) -> Iterator[InstallationFinding]:
    """A server that is set and does not answer is as bad as none, and nobody chose it."""
    from fanal.core.mail import probe

    if env.smtp_url:
        try:
            yield InstallationFinding(f"Le serveur d’envoi répond : {probe.sending_server(env.smtp_url)}.")
        except probe.NoAnswer as problem:
            yield wrong(f"Le serveur d’envoi ne prend aucun courriel : {problem}. Voyez FANAL_SMTP_URL.")
    if env.imap_url:
        try:
            yield InstallationFinding(f"La boîte aux lettres s’ouvre : {probe.mailbox(env.imap_url)}.")
        except probe.NoAnswer as problem:
            yield wrong(f"La boîte aux lettres ne s’ouvre pas : {problem}. Voyez FANAL_IMAP_URL.")

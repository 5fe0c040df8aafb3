"""What do we write to whom when a request moves? Plain French, one subject, one thing to do.

The school speaks as a team, never by a technician's name: names bring phone calls. Pure: no database, no
clock.
"""

from dataclasses import dataclass

from fanal.core.text.french import counted
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.rules.wording import AuthorityName


@dataclass(frozen=True)
class Words:
    """The subject and the text of one mail, before the link that follows them; its news in a summary."""

    subject: str
    text: str
    news: str


def _about(number: int, title: str) -> str:
    return f"Votre demande n° {number} : « {title} »"


def taken(number: int, title: str) -> Words:
    return Words(
        f"Demande n° {number} : prise en charge",
        f"Bonjour,\n\n{_about(number, title)}\n\nL’équipe numérique s’en occupe.",
        "L’équipe numérique s’en occupe.",
    )


def held(number: int, title: str, waiting_for: WaitingFor, authority: AuthorityName) -> Words:
    """Whom it waits for; « de vous » asks something of the reader."""
    if waiting_for is WaitingFor.REQUESTER:
        why = "Nous avons besoin d’une réponse de votre part pour continuer."
    elif waiting_for is WaitingFor.PART:
        why = "Une pièce est attendue. Nous vous écrirons dès que cela avance."
    else:
        why = f"Elle est transmise {authority.to_the}. Nous vous écrirons dès que cela avance."
    return Words(f"Demande n° {number} : en attente", f"Bonjour,\n\n{_about(number, title)}\n\n{why}", why)


def solved(number: int, title: str) -> Words:
    return Words(
        f"Demande n° {number} : ça remarche ?",
        f"Bonjour,\n\n{_about(number, title)}\n\nCela devrait être réglé.\n\n"
        "Ça remarche ? Répondez « oui » ou « non » à ce courriel, ou suivez le lien.",
        "Cela devrait être réglé. Ça remarche ?",
    )


def service_back(number: int, title: str, service: str, asks: list[int]) -> Words:
    """`asks`: the requests of this person that wait for « oui » or « non »; none when they were ended."""
    back = f"{service} fonctionne de nouveau."
    if not asks:
        return Words(
            f"{service} fonctionne de nouveau", f"Bonjour,\n\n{_about(number, title)}\n\n{back}", back
        )
    others = ", ".join(f"n° {other}" for other in asks if other != number)
    also = (
        f"\n\nVous en aviez d’autres sur la même panne, posez-vous la même question : {others}."
        if others
        else ""
    )
    return Words(
        f"Demande n° {number} : ça remarche ?",
        f"Bonjour,\n\n{_about(number, title)}\n\n{back}\n\n"
        f"Ça remarche ? Répondez « oui » ou « non » à ce courriel, ou suivez le lien.{also}",
        f"{back} Ça remarche ?",
    )


def service_works(service: str) -> Words:
    """For whoever asked to know, and asked for nothing else."""
    back = f"{service} fonctionne de nouveau."
    return Words(f"{service} fonctionne de nouveau", f"Bonjour,\n\n{back}", back)


def service_back_for_follower(number: int, service: str) -> Words:
    """For a colleague who asked to be told: never what was said."""
    back = f"{service} fonctionne de nouveau."
    return Words(
        f"Demande n° {number} : {service} fonctionne de nouveau",
        f"Bonjour,\n\nVous suivez la demande n° {number}.\n\n{back}",
        back,
    )


def answered(number: int, title: str, message_text: str, author: str) -> Words:
    return Words(
        f"Demande n° {number} : une réponse",
        f"Bonjour,\n\n{_about(number, title)}\n\n{author} vous répond :\n\n{message_text}\n\n"
        "Vous pouvez répondre à ce courriel.",
        f"{author} vous répond : {message_text}",
    )


def moved_for_follower(number: int, about: str, step: str) -> Words:
    """For a colleague who asked to be told: how far it is, never what was said."""
    return Words(
        f"Demande n° {number} : {step.lower()}",
        f"Bonjour,\n\nLa demande n° {number} ({about}), que vous suivez, avance.\n\nÉtape : {step}.",
        f"Vous suivez cette demande ({about}). Étape : {step}.",
    )


def entrusted(number: int, title: str, by: str) -> Words:
    """For a colleague of the team."""
    return Words(
        f"Demande n° {number} : {by} vous la confie",
        f"Bonjour,\n\n{by} vous confie la demande « {title} ». Elle vous attend dans Fanal.",
        f"{by} vous la confie.",
    )


def merged(number: int, title: str, other: int) -> Words:
    """For whoever asked: the same trouble goes on under another number."""
    return Words(
        f"Demande n° {number} : réunie avec la n° {other}",
        f"Bonjour,\n\nVotre demande « {title} » signale la même chose que la demande n° {other}. Les deux "
        "sont réunies : vous serez prévenu quand cela remarchera. Vous n’avez rien à faire.",
        f"Réunie avec la demande n° {other} : vous serez prévenu quand cela remarchera.",
    )


def merged_for_taker(number: int, title: str, other: int, by: str, *, is_theirs: bool) -> Words:
    """For whoever had taken the duplicate; `is_theirs`: the other one is theirs now."""
    goes_on = "Elle vous est confiée" if is_theirs else "Un collègue la suit déjà"
    sentence = f"{by} l’a réunie avec la demande n° {other}. {goes_on}."
    return Words(
        f"Demande n° {number} : réunie avec la n° {other}",
        f"Bonjour,\n\nVous suiviez la demande n° {number}, « {title} ». {sentence}",
        sentence,
    )


def given_back(number: int, title: str, other: int, by: str) -> Words:
    """For whoever has the duplicate again: the other one is no longer theirs."""
    sentence = (
        f"{by} l’a séparée de la demande n° {other}, qui ne vous est plus confiée. La vôtre continue seule."
    )
    return Words(
        f"Demande n° {number} : séparée de la n° {other}",
        f"Bonjour,\n\nVous suivez la demande n° {number}, « {title} ». {sentence}",
        sentence,
    )


def new_request(
    number: int, title: str, text: str, *, place: str, requester: str, blocks: bool, has_lessons: bool
) -> Words:
    """For those who handle requests. `has_lessons`: a lesson is blocked, and not somebody's other work."""
    blocked = "Cours bloqué" if has_lessons else "Travail bloqué"
    alarm = f"{blocked}. " if blocks else ""
    return Words(
        f"{f'{blocked} – ' if blocks else ''}Demande n° {number} : {title}",
        f"{alarm}{requester} demande de l’aide ({place}) :\n\n{text}",
        f"{alarm}{requester} demande de l’aide ({place}) : {text}",
    )


def requester_wrote(number: int, title: str, message_text: str, requester: str) -> Words:
    """For those who handle requests."""
    return Words(
        f"Demande n° {number} : {requester} répond",
        f"{requester}, à propos de « {title} » :\n\n{message_text}",
        f"{requester} écrit : {message_text}",
    )


def reopened(number: int, title: str, requester: str) -> Words:
    """For those who handle requests."""
    return Words(
        f"Demande n° {number} : ça ne remarche pas",
        f"{requester} signale que « {title} » n’est pas réglé. La demande est rouverte.",
        f"{requester} signale que ce n’est pas réglé. La demande est rouverte.",
    )


def refused_by_authority(number: int, title: str, authority: AuthorityName, reason: str) -> Words:
    """For the bursar: who pays now?"""
    return Words(
        f"Demande n° {number} : refus {authority.of_the}",
        f"{authority.the[:1].upper()}{authority.the[1:]} refuse la demande n° {number} (« {title} »).\n\n"
        f"Motif : {reason}\n\nLa suite dépend de l’établissement : qui répare, qui paie ?",
        f"{authority.the[:1].upper()}{authority.the[1:]} refuse. Motif : {reason}",
    )


def digest(requests: int, pieces: int, reminders: int = 0) -> Words:
    """Write the one mail of the day; what it tells follows, request by request, then the reminders."""
    about = f"{counted(pieces, 'nouvelle')} sur {counted(requests, 'demande')}"
    if not requests:
        counted_reminders = counted(reminders, "rappel")
        return Words(
            f"Aujourd’hui : {counted_reminders}",
            f"Bonjour,\n\nVoici le récapitulatif du jour : {counted_reminders}.",
            counted_reminders,
        )
    about += f" et {counted(reminders, 'rappel')}" if reminders else ""
    return Words(
        f"Demandes d’aide : {about}",
        f"Bonjour,\n\nVoici le récapitulatif du jour : {about}.\n\n"
        "Pour répondre, ouvrez la demande : une réponse à ce courriel ne saurait pas à laquelle aller.",
        about,
    )


def visit_for_requester(number: int, title: str, line: str) -> Words:
    return Words(
        f"Demande n° {number} : passage d’un technicien",
        f"Bonjour,\n\n{_about(number, title)}\n\n{line}",
        line,
    )


def visit(line: str, contact: str, requests: list[tuple[int, str]]) -> Words:
    """For the référents and the bursars: the whole passage, whom to warn at the door."""
    listed = "\n".join(f"– demande n° {number} : {title}" for number, title in requests)
    at_the_door = f"\n\nÀ son arrivée : {contact}" if contact else ""
    return Words(line.split(" (")[0], f"Bonjour,\n\n{line}\n\n{listed}{at_the_door}", line)


def unreadable(reason: str) -> Words:
    """For the sender of a mail we could not read."""
    return Words(
        "Votre courriel n’a pas pu être lu",
        f"Bonjour,\n\n{reason}\n\nRenvoyez votre message sans pièce jointe, ou avec des photos plus petites.",
        reason,
    )

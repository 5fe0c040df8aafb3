"""Where to enter the demonstration: the contract of `demo.json`, documented in `docs/operate`."""

from fanal.accounts.models import School
from fanal.accounts.sign_in.demonstration import demonstration_token
from fanal.core.tenancy import scope
from fanal.inventory.reading.access import access_of, agent_url

LOGINS = (
    "head",
    "deputy",
    "digital_lead",
    "second_lead",
    "bursar",
    "teacher",
    "staff",
    "technician",
    "adviser",
    "dpo",
    "neighbour_lead",
)


def demonstration_doors(url: str) -> dict[str, object]:
    """Where it is served, its two schools, where machines report, and a one-click address for each role."""
    school, other = School.objects.order_by("uai")[:2]
    with scope(school):
        access = access_of(school)
        agents = agent_url(access, school) if access else ""
    return {
        "url": url,
        "uai": school.uai,
        "other_uai": other.uai,
        "agent_url": agents,
        "logins": {login: f"{url}/demo/{demonstration_token(login)}/" for login in LOGINS},
    }

"""What the code declares about itself: who may do what, what is kept. Read by pages and by docs."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from django.apps import apps

from fanal.accounts.policies.rights import RIGHTS, Right
from fanal.core.people.data_map import OF_LIBRARIES, DataMap
from fanal.core.people.kinds import Holding, PeopleKind, holdings_by_kind
from fanal.core.retention.rule import kept_words, rules
from fanal.core.tenancy import SchoolOwned


@dataclass(frozen=True)
class AppRights:
    """The rights of one app, in the order of its policies."""

    name: str
    rights: list[Right]

    def of(self, roles: Iterable[str]) -> list[str]:
        """What these functions may do here, in words."""
        held = set(roles)
        return [right.label for right in self.rights if held & right.roles]


@dataclass(frozen=True)
class KeptTable:
    """One table, what it keeps, and how long."""

    label: str
    title: str
    data: DataMap
    kept: str
    is_of_school: bool
    is_erased_alone: bool


@dataclass(frozen=True)
class KindData:
    """One kind of people, and what is kept of them, app by app."""

    kind: PeopleKind
    apps: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class AppData:
    name: str
    tables: list[KeptTable]


def our_apps() -> list[Any]:
    return [config for config in apps.get_app_configs() if config.name.startswith("fanal.")]


def declared_rights() -> list[AppRights]:
    """Every right, by app. A right is declared when its module is imported."""
    for config in our_apps():
        for module in walk_packages([config.path], f"{config.name}."):
            if ".policies" in module.name and ".tests." not in module.name:
                import_module(module.name)
    app_rights = [
        AppRights(
            config.verbose_name, sorted((right for right in RIGHTS if right.app == config.label), key=_place)
        )
        for config in our_apps()
    ]
    return [app for app in app_rights if app.rights]


def _place(right: Right) -> tuple[int, str, int]:
    """Where it is declared: the app's own policies first, whatever was imported first."""
    module = right.test.__module__
    return module.count("."), module, right.test.__code__.co_firstlineno


def declared_data() -> list[AppData]:
    """Every table and its data map, by app; those that libraries bring at the end."""
    ours = [
        AppData(config.verbose_name, [_kept(model, model.DATA) for model in config.get_models()])
        for config in our_apps()
    ]
    libraries = [
        _kept(apps.get_model(label), data) for label, data in OF_LIBRARIES.items() if "_" not in label
    ]
    return [*(app for app in ours if app.tables), AppData("Tables des bibliothèques", libraries)]


def declared_people() -> list[KindData]:
    """Everyone of whom something is kept, by kind: the map of `core.people.kinds`."""
    return [KindData(kind, _by_app(some)) for kind, some in holdings_by_kind().items()]


def _by_app(some: Iterable[Holding]) -> list[tuple[str, list[str]]]:
    by_app: dict[str, dict[str, None]] = {}
    for holding in some:
        name = str(apps.get_app_config(holding.model._meta.app_label).verbose_name)
        by_app.setdefault(name, {})[holding.what] = None
    return [(name, list(what)) for name, what in by_app.items()]


def _kept(model: Any, data: DataMap) -> KeptTable:
    label = model._meta.label
    erased = {table for rule in rules() for table in rule.tables}
    return KeptTable(
        label,
        str(model._meta.verbose_name),
        data,
        kept_words(model) if hasattr(model, "DATA") else data.retention,
        is_of_school=issubclass(model, SchoolOwned),
        is_erased_alone=label in erased,
    )

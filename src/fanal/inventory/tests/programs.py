"""The real programs of Debian that tests run; a missing one fails with the name of its package."""

import shutil

import pytest

PROGRAMS = {
    "snmpd": "snmpd",
    "fusioninventory-netdiscovery": "fusioninventory-agent-task-network",
    "fusioninventory-netinventory": "fusioninventory-agent-task-network",
    "fusioninventory-injector": "fusioninventory-agent",
}


def program(name):
    """The path of a program; a missing one fails with the package to install."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if path is None:
        pytest.fail(f"Il manque {name} : apt-get install {PROGRAMS[name]}")
    return path

"""Who gives a command: the records name a person of this machine, never a constant."""

from __future__ import annotations

import getpass


def command_user() -> str:
    """Return who gives the command, as records name them."""
    try:
        name = getpass.getuser()
    except (AttributeError, ImportError, KeyError, OSError):  # no user, or no list of them
        name = "tanpa nama"
    return f"{name} (perintah)"

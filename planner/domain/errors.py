"""Every refusal that a person must read, with a stable code.

Messages to users are Indonesian and hold three parts: what is wrong, where, and what to do.
``ValueError`` stays for a programmer's wrong value.
"""

from __future__ import annotations


class PlannerError(Exception):
    """A refusal someone must read; ``code`` is stable, the text is Indonesian."""

    code = "refused"


class UnknownArea(PlannerError):
    """An area code that no table of areas holds."""

    code = "unknown_area"


class BadInput(PlannerError):
    """A file or form that cannot be taken; names the row, the field and the remedy."""

    code = "bad_input"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NotFound(PlannerError):
    """A record that does not exist."""

    code = "not_found"


class StaleDraft(PlannerError):
    """The published plan changed after the draft was made; draft again."""

    code = "stale_draft"


class NotPublishable(PlannerError):
    """The plan breaks a rule or lacks something that a published plan must have."""

    code = "not_publishable"


class WrongData(PlannerError):
    """A data folder that is not what the command expects (demo, office, other version)."""

    code = "wrong_data"

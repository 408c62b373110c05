"""The public site is brought up to date: a new day begins."""

from __future__ import annotations

from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput


def refresh_site(office: Office, act: Act) -> Done:
    """Render the site for ``act.day`` where what it shows has changed; save nothing else."""
    return carry_out(office, act, lambda _: Update(cause="hari baru", opens=True))


def begin_day(office: Office, act: Act) -> Done:
    """Do what the rules known on ``act.day`` demand and render the site for that day.

    The first day of an office opens its site: every page stands before the first plan.
    Days in between that nobody rendered are not made up for: what is known today holds.

    Raises
    ------
    BadInput
        The site stands for a later day already.
    """
    with office.database.reading() as store:
        current = store.publications.find_current()
    if current is not None and current.day > act.day:
        stands = current.day.isoformat()
        raise BadInput([f"Halaman sudah menggambarkan {stands}. Pilih hari itu atau sesudahnya."])
    done = enter_rules(office, act)
    return refresh_site(office, act) if current is None else done

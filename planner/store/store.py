"""Everything the database holds, in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from planner.store.accounts import AccountStore, AuditStore, SignInStore, TriesStore
from planner.store.crews import CrewStore
from planner.store.fleet import FleetStore
from planner.store.hosts import HostStore
from planner.store.memory import Memory, Remembered
from planner.store.meta import MetaStore
from planner.store.notices import NoticeStore
from planner.store.office_work import AccessStore, ImportStore, JobStore
from planner.store.plans import PlanStore
from planner.store.publications import PublicationStore
from planner.store.requests import RequestStore
from planner.store.rules import RuleStore
from planner.store.visits import VisitStore


class Store:
    """The data of one transaction, by what they are about; useless once it ends.

    A store for reading may have a ``memory``, and ``saves`` as it stood before the transaction.
    """

    def __init__(self, db_session: Session, memory: Memory | None = None, saves: int = 0) -> None:
        self._memory, self._saves = memory, saves
        self.meta = MetaStore(db_session)
        self.rules = RuleStore(db_session)
        self.fleet = FleetStore(db_session)
        self.requests = RequestStore(db_session)
        self.visits = VisitStore(db_session)
        self.plans = PlanStore(db_session)
        self.notices = NoticeStore(db_session)
        self.publications = PublicationStore(db_session)
        self.hosts = HostStore(db_session)
        self.crews = CrewStore(db_session)
        self.imports = ImportStore(db_session)
        self.jobs = JobStore(db_session)
        self.accesses = AccessStore(db_session)
        self.accounts = AccountStore(db_session)
        self.sign_ins = SignInStore(db_session)
        self.tries = TriesStore(db_session)
        self.audit = AuditStore(db_session)

    def remembered(self, name: str, read: Callable[[], Remembered]) -> Remembered:
        """Return what ``read`` reads of this store, read again only after a save.

        ``name`` stands for what is read; what comes back is shared and must not be changed.
        """
        if self._memory is None:
            return read()
        # Numbers may come again where a backup was put back: the newest entry tells them apart.
        mark = (self._saves, self.meta.revision(), *self.audit.newest())
        return self._memory.of(mark, name, read)

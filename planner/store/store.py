"""Everything the database holds, in one transaction."""

from __future__ import annotations

from sqlmodel import Session

from planner.store.crews import CrewStore
from planner.store.facts import FleetStore, MetaStore, RequestStore
from planner.store.hosts import HostStore
from planner.store.people import AccountStore, DeedStore, SessionStore, TriesStore
from planner.store.plans import PlanStore
from planner.store.records import RuleStore
from planner.store.told import NoticeStore, PublicationStore
from planner.store.visits import VisitStore
from planner.store.work import AccessStore, ImportStore, JobStore


class Store:
    """The data of one transaction, by what they are about; useless once it ends."""

    def __init__(self, session: Session) -> None:
        self.meta = MetaStore(session)
        self.rules = RuleStore(session)
        self.fleet = FleetStore(session)
        self.requests = RequestStore(session)
        self.visits = VisitStore(session)
        self.plans = PlanStore(session)
        self.notices = NoticeStore(session)
        self.publications = PublicationStore(session)
        self.hosts = HostStore(session)
        self.crews = CrewStore(session)
        self.imports = ImportStore(session)
        self.jobs = JobStore(session)
        self.accesses = AccessStore(session)
        self.accounts = AccountStore(session)
        self.sessions = SessionStore(session)
        self.tries = TriesStore(session)
        self.deeds = DeedStore(session)

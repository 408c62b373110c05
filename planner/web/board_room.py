"""All endpoints of the planning board: plans, searches, comparison, publication."""

from __future__ import annotations

from fastapi import APIRouter

from planner.web import board_pages, compare_pages, job_pages, publish_pages

router = APIRouter()
for pages in (board_pages, job_pages, compare_pages, publish_pages):
    router.include_router(pages.router)

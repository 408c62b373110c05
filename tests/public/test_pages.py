"""Pages lead on: to the calendar, to WhatsApp, to a poster, to search engines, to what runs."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fpdf import FPDF

from maps import hash_source
from planner.domain.decisions import ChannelStatus
from planner.domain.vocabulary import Channel, EventKind, Line, Service, VisitState
from planner.public import render_site
from planner.public.pages.bringing import needs_of
from planner.public.pages.linked_data import event_of
from planner.public.pages.sharing import LONGEST
from planner.public.posters.poster_pdf import poster_pdf, title_size
from planner.public.shared.courses import course_of
from planner.public.shared.page_views import visit_view
from planner.public.shared.public_facts import SiteFacts
from tests.builders import CIKOLE, TIPAR
from tests.maps.payloads import PAYLOADS
from tests.public.feeds.lives import MONDAY, TUESDAY, Life, facts_of, resumed, scheduled, suspended

BENTENG = "32.72.03.1005"


def page(facts: SiteFacts, path: str) -> str:
    return render_site(facts)[path].content.decode()


def visit_page(life: Life, **given: Any) -> str:
    return page(facts_of(life, **given), f"kunjungan/{life.visit.id}.html")


def shared_text(text: str) -> str:
    match = re.search(r'href="(https://wa\.me/\?text=[^"]+)"', text)
    assert match is not None
    return parse_qs(urlsplit(unescape(match[1])).query)["text"][0]


def event(life: Life) -> dict[str, Any]:
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', visit_page(life), re.S)
    assert match is not None
    read: dict[str, Any] = json.loads(match[1])
    return read


def test_a_suspended_visit_is_postponed_with_its_old_date() -> None:
    block = event(suspended(scheduled()))
    assert block["eventStatus"] == "https://schema.org/EventPostponed"
    assert block["startDate"] == "2021-07-05T09:00:00+07:00"
    assert "previousStartDate" not in block


def test_a_moved_visit_is_rescheduled_and_tells_both_dates() -> None:
    moved = resumed(suspended(scheduled()), TUESDAY)
    block = event(moved)
    assert block["eventStatus"] == "https://schema.org/EventRescheduled"
    assert block["startDate"] == "2021-07-06T09:00:00+07:00"
    assert block["previousStartDate"] == "2021-07-05T09:00:00+07:00"
    twice = event(moved.step(EventKind.MOVED, start_min=600))
    assert twice["previousStartDate"] == [
        "2021-07-05T09:00:00+07:00",
        "2021-07-06T09:00:00+07:00",
    ]
    gone = event(scheduled().step(EventKind.CANCELLED, unplace=VisitState.CANCELLED))
    assert gone["eventStatus"] == "https://schema.org/EventCancelled"
    assert event(scheduled())["eventStatus"] == "https://schema.org/EventScheduled"


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_leaves_its_block_of_data_or_its_link(payload: str) -> None:
    life = scheduled(place=payload)
    text = visit_page(life)
    block = re.findall(r"<script[^>]*>(.*?)</script>", text, re.S)
    assert len(block) == 1
    assert json.loads(block[0]) == event_of(life.public, course_of(life.public), facts_of(life))  # type: ignore[arg-type]
    assert not set("<>&") & set(block[0])
    assert payload.strip() in shared_text(text) or len(shared_text(text)) == LONGEST


def test_what_is_shared_reads_by_itself_and_leads_to_the_page() -> None:
    shared = shared_text(visit_page(resumed(suspended(scheduled()), TUESDAY)))
    assert shared.splitlines() == [
        "*Sijempol: Dijadwalkan ulang*",
        "Balai RW 03, Kelurahan Tipar",
        "Dulu: Senin, 5 Juli 2021, 09.00-11.00 WIB",
        "Kini: Selasa, 6 Juli 2021, 09.00-11.00 WIB",
        "Gratis.",
        f"https://sijempol.example/kunjungan/{scheduled().visit.id}.html",
    ]
    many = facts_of(*(scheduled(f"P-{n}", place="Balai " + "x" * 300) for n in range(5)))
    long = shared_text(page(many, f"kelurahan/{TIPAR}.html"))
    assert len(long) == LONGEST
    assert long.endswith(f"\nhttps://sijempol.example/kelurahan/{TIPAR}.html")


def test_a_kelurahan_leads_to_calendar_poster_and_whatsapp() -> None:
    facts = facts_of(scheduled())
    files = render_site(facts)
    text = files[f"kelurahan/{TIPAR}.html"].content.decode()
    for path in (f"kalender/{TIPAR}.ics", f"kalender/{TIPAR}-tetap.ics", f"poster/{TIPAR}.html"):
        assert f'href="../{path}"' in text
        assert path in files
    assert "Jumat, 2 Juli 2021" in shared_text(text)


def test_every_link_within_the_site_leads_somewhere() -> None:
    gone = scheduled("P-3").step(EventKind.CANCELLED, unplace=VisitState.CANCELLED)
    files = render_site(facts_of(scheduled(), suspended(scheduled("P-2")), gone))
    dead = set()
    for path, file in files.items():
        if not path.endswith(".html") or path == "404.html":
            continue
        folder = "/".join(path.split("/")[:-1])
        for link in re.findall(r'(?:href|src)="([^"#?]+)', file.content.decode()):
            if ":" in link or link.endswith("cari"):
                continue
            parts = [*folder.split("/")] if folder else []
            for part in link.split("/"):
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            if "/".join(parts) not in files:
                dead.add((path, link))
    assert dead == set()


def test_where_nothing_runs_the_nearest_visit_for_anyone_is_offered() -> None:
    here = suspended(scheduled("P-1"))
    near = scheduled("P-2", area_code=BENTENG, place="Balai Dekat")
    far = scheduled("P-3", area_code=CIKOLE, place="Balai Jauh")
    closed = scheduled("P-4", area_code=BENTENG, place="Pabrik Tertutup", line=Line.PERUSAHAAN)
    text = page(facts_of(here, far, near, closed), f"kelurahan/{TIPAR}.html")
    assert text.index("Terdekat yang berjalan") < text.index("Balai Dekat")
    assert "Pabrik Tertutup" not in text
    running = page(facts_of(scheduled("P-1"), near), f"kelurahan/{TIPAR}.html")
    assert "Terdekat yang berjalan" not in running


def test_an_old_link_says_that_it_ended_and_leads_on() -> None:
    gone = scheduled().step(EventKind.CANCELLED, unplace=VisitState.CANCELLED)
    text = visit_page(gone)
    assert "Kunjungan ini dibatalkan." in text
    assert f'href="../kelurahan/{TIPAR}.html">Lihat jadwal terbaru' in text
    assert "Lihat jadwal terbaru" not in visit_page(scheduled())


def test_a_cancelled_visit_stays_in_sight_for_thirty_days() -> None:
    gone = scheduled().step(EventKind.CANCELLED, unplace=VisitState.CANCELLED)
    for day, seen in ((date(2021, 8, 4), True), (date(2021, 8, 5), False)):
        facts = facts_of(gone, today=day)
        for path in ("jadwal.html", f"kelurahan/{TIPAR}.html"):
            assert (gone.visit.id in page(facts, path)) is seen, (day, path)


def test_a_poster_has_a_code_only_where_the_address_is_known() -> None:
    poster = f"poster/{TIPAR}.html"
    facts = facts_of(suspended(scheduled()))
    poster_page = page(facts, poster)
    assert poster_page.count("<svg") == 1
    assert f"https://sijempol.example/kelurahan/{TIPAR}.html" in poster_page
    assert "Gratis" in poster_page
    assert "Dihentikan sementara" in poster_page
    assert "style=" not in poster_page
    bare = page(replace(facts, office=replace(facts.office, site_url="")), poster)
    assert "<svg" not in bare


def test_pages_stay_light() -> None:
    facts = facts_of(*(scheduled(f"P-{n}") for n in range(20)))
    files = render_site(facts)
    style = len(gzip.compress(files["aset/situs.css"].content))
    for path in ("index.html", f"kelurahan/{TIPAR}.html", "jadwal.html"):
        first = len(gzip.compress(files[path].content))
        assert first <= 14 * 1024, (path, first)
        assert first + style <= 50 * 1024
        assert b"<script" not in files[path].content


def test_no_page_says_today_or_tomorrow_without_its_date() -> None:
    lives = (scheduled(), suspended(scheduled("P-2")), scheduled("P-3", firm=False))
    for path, file in render_site(facts_of(*lives)).items():
        if path.startswith("aset/") or path.endswith(".pdf"):
            continue
        text = file.content.decode()
        assert not re.search(
            r"(?<!hari-)\b(hari ini(?!, \w+, \d)|besok|kemarin|lusa)\b", text, re.I
        ), path


def test_published_bytes_hold_no_nonce_and_no_inline_style() -> None:
    for path, file in render_site(facts_of(scheduled())).items():
        if path.endswith(".html") and not path.startswith("unduh/"):
            text = file.content.decode()
            assert "nonce" not in text, path
            assert not re.search(r"<style|\sstyle=|\son\w+=", text), path
            scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", text)
            assert set(scripts) <= {' type="application/ld+json"'}, path


def test_the_saved_map_allows_its_own_scripts_and_styles_by_hash_and_asks_for_nothing() -> None:
    text = page(facts_of(scheduled()), "unduh/peta-sijempol.html")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    inside = re.findall(r"<(script|style)>(.*?)</\1>", text, re.S)
    assert [kind for kind, _ in inside] == ["style"] * 3 + ["script"] * 3
    hashes = [hash_source(held) for _, held in inside]
    assert all(each in policy[1] for each in hashes)
    assert policy[1].count("sha256-") == len(hashes)
    assert "nonce" not in text
    outside = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.S)
    assert not re.search(
        r'\s(?:src|action)=|\shref="(?!data:,|#|https://wa\.me/\d)|\sstyle=|\son\w+=', outside
    )


def test_a_visit_and_its_kelurahan_say_what_to_bring() -> None:
    life = scheduled(services=(Service.BIRTH_CERTIFICATE, Service.KIA))
    kelurahan = page(facts_of(life), f"kelurahan/{TIPAR}.html")
    for text in (visit_page(life), kelurahan):
        assert "surat keterangan kelahiran; buku nikah" in text
        assert "akta kelahiran anak" in text
        assert "surat kematian" not in text
        assert "Perpres 96/2018" in text
    ended = life.step(EventKind.CANCELLED, unplace=VisitState.CANCELLED)
    assert "buku nikah" not in visit_page(ended)


def test_every_service_has_something_to_bring() -> None:
    lives = [scheduled(f"P-{n}", services=(service,)) for n, service in enumerate(Service)]
    facts = facts_of(*lives)
    views = [visit_view(life.public, facts) for life in lives]
    assert len(needs_of(views)) == len(Service)


def test_the_home_page_counts_today_and_the_week_and_names_the_days() -> None:
    text = page(facts_of(scheduled(), scheduled("P-2"), today=MONDAY), "index.html")
    assert "Hari ini, Senin, 5 Juli 2021: 2 kunjungan." in text
    later = page(facts_of(resumed(suspended(scheduled())), today=MONDAY), "index.html")
    assert "Hari ini, Senin, 5 Juli 2021: 0 kunjungan. Sesudahnya sampai Minggu, 11" in later


def test_the_nearest_visits_are_found_on_the_device_of_who_asks() -> None:
    own = scheduled("P-2", line=Line.PERUSAHAAN, place="Pabrik")
    files = render_site(facts_of(scheduled(), own, suspended(scheduled("P-3", place="Aula"))))
    text = files["terdekat.html"].content.decode()
    match = re.search(r'src="(aset/tetap/terdekat-\w{16}\.js)"', text)
    assert match is not None
    script = files[match[1]].content.decode()
    assert "Balai RW 03" in script
    assert "Pabrik" not in script
    assert "Aula" not in script
    assert not re.search(r"fetch|XMLHttpRequest|sendBeacon|innerHTML", script)


def test_people_new_to_whatsapp_are_told_in_three_steps() -> None:
    open_now = (ChannelStatus(channel=Channel.WHATSAPP, open=True),)
    text = visit_page(scheduled(), channels=open_now)
    steps = text[text.index("Belum pernah memakai WhatsApp?") :]
    assert steps[: steps.index("</ol>")].count("<li>") == 3
    assert "+6281234567890" in text


def test_a_poster_is_a_pdf_of_one_sheet_too_and_the_same_each_time() -> None:
    facts = facts_of(suspended(scheduled(place="Balai \u2713 (RW 03)")), scheduled("P-2"))
    made = render_site(facts)[f"poster/{TIPAR}.pdf"]
    assert made.content_type == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    assert made.content.count(b"/Type /Page\n") == 1
    poster_pdf.cache_clear()
    assert render_site(facts)[f"poster/{TIPAR}.pdf"] == made
    assert b"/ca " not in made.content


@pytest.mark.parametrize("name", ["Tipar", "Cibeureum Hilir", "Sudajaya Hilir yang panjang sekali"])
def test_a_pdf_posters_title_keeps_to_two_lines_of_48_points_where_it_can(name: str) -> None:
    sheet = FPDF(format="A4")
    sheet.add_page()
    size = title_size(sheet, f"Sijempol di {name}")
    assert size >= 48 if len(name) < 20 else size >= 32


def test_limits_of_a_policy_nobody_confirmed_say_so_in_both_languages() -> None:
    facts = facts_of(scheduled())
    sourced = {name: replace(basis, source="SK") for name, basis in facts.bases.items()}
    said = "anggapan awal, belum disahkan kantor"
    for path in ("index.html", "aturan.html"):
        assert said not in page(replace(facts, bases=sourced), path)
    bases = {name: replace(basis, assumed=True) for name, basis in sourced.items()}
    guessed = replace(facts, bases=bases)
    for path in ("index.html", "aturan.html"):
        assert said in page(guessed, path)
        assert "a first assumption, not confirmed" in page(guessed, f"en/{path}")
    for known, mark in ((replace(facts, bases=sourced), False), (guessed, True)):
        files = render_site(known)
        status = json.loads(files["api/v1/status.json"].content)
        assert (status["assumed"], bool(status["rule_ids"])) == (mark, True)
        rows = list(csv.DictReader(files["data/kelurahan.csv"].content.decode().splitlines()))
        assert {row["assumed"] for row in rows if row["rule_ids"]} == {"yes" if mark else "no"}

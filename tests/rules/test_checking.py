"""What may not be recorded is refused with a remedy; what may but looks wrong is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planner.domain.errors import BadInput
from planner.rules import check_files, misfits, read_files, read_records, read_rules, to_yaml
from planner.rules.expected import COLUMNS

HEAD = "schema: sijempol-rules/1\n"
COMMON = (
    'title: "Catatan uji", known_on: 2029-12-31, from: 2030-01-01, to: 2030-03-31, '
    "evidence: documented"
)
PLACE = 'areas: ["32.72"]'


def rule(
    record_id: str, more: str = "", *, issuer: str = "city", binding: str = "mandatory"
) -> str:
    return f"- {{id: {record_id}, {COMMON}, {PLACE}, issuer: {issuer}, binding: {binding}{more}}}\n"


def later(record_id: str, more: str, *, issuer: str = "city", binding: str = "mandatory") -> str:
    text = rule(record_id, more, issuer=issuer, binding=binding)
    return text.replace("2029-12-31", "2030-01-10").replace("2030-01-01", "2030-01-10")


def level(record_id: str, more: str = ", issuer: national", *, number: int = 2) -> str:
    return f"- {{id: {record_id}, {COMMON}, {PLACE}, series: SERI, level: {number}{more}}}\n"


def exemption(record_id: str, more: str) -> str:
    return f"- {{id: {record_id}, {COMMON}{more}}}\n"


def policy(record_id: str, meaning: str = "{}", more: str = "") -> str:
    return (
        f"- {{id: {record_id}, title: Kebijakan, valid_from: 2030-01-01, known_on: 2029-12-01, "
        f"evidence: inferred, by_level: {meaning}{more}}}\n"
    )


def file(**sections: str) -> str:
    return HEAD + "".join(f"{name}:\n{text}" for name, text in sections.items())


INSTRUMENT = (
    '- {id: I-1, title: "Surat uji", number: "1/2030", issued_by: Wali, issuer: city, '
    "known_on: 2029-12-31, evidence: documented}\n"
)
NATIONAL = rule("NAT", issuer="national")


def refused(text: str, existing: Sequence[dict[str, object]] = ()) -> list[str]:
    with pytest.raises(BadInput) as wrong:
        read_rules(text, name="a.yaml", existing=existing)
    assert read_records(text, name="a.yaml"), "what decides still reads it"
    return wrong.value.problems


def warned(text: str) -> str:
    return "\n".join(read_rules(text, name="a.yaml").warnings)


@pytest.mark.parametrize(
    "text",
    [
        file(rules=NATIONAL + later("R", ", revokes: [NAT]")),
        file(rules=NATIONAL + later("R", ", revokes: [NAT]", issuer="office", binding="internal")),
        file(rules=NATIONAL + later("R", ", cuts_short: [NAT]", issuer="province")),
        file(
            rules=rule("NAT", ", instrument: I-9", issuer="national")
            + later("R", ", replaces: [I-9]")
        ),
        file(rules=later("R", ", revokes: [SERI]"), levels=level("L")),
        file(rules=NATIONAL, levels=level("L", ", issuer: city, replaces: [NAT]")),
        file(rules=NATIONAL, exemptions=exemption("X", ", issuer: city, lifts: [NAT]")),
        file(
            rules=later("R", ", revokes: [X]"),
            exemptions=exemption("X", ", issuer: national, lifts: [R]"),
        ),
        file(
            rules=rule("NAT", ", regime: WABAH", issuer="national")
            + later("R", ", ends_regime: [WABAH]")
        ),
    ],
)
def test_nobody_ends_or_lifts_what_one_above_ordered(text: str) -> None:
    told = refused(text)
    assert len(told) == 1
    assert "pemerintah pusat" in told[0]
    assert "delegated_to" in told[0]


@pytest.mark.parametrize(
    "text",
    [
        file(rules=NATIONAL + later("R", ", revokes: [NAT]", issuer="national")),
        file(
            rules=rule("NAT", ", delegated_to: city", issuer="national", binding="delegated")
            + later("R", ", revokes: [NAT], displaces: [NAT]")
        ),
        file(rules=rule("R1") + later("R", ", revokes: [R1]", issuer="province")),
        file(levels=level("L", ", issuer: city"), rules=later("R", ", revokes: [SERI]")),
    ],
)
def test_the_same_rank_one_above_and_a_delegation_may(text: str) -> None:
    assert read_rules(text, name="a.yaml").records


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (file(rules=later("R", ", extends: P"), policies=policy("P")), "'P' adalah catatan policy"),
        (file(rules=later("R", ", revokes: [P]"), policies=policy("P")), "revokes tidak berakibat"),
        (file(rules=rule("R1") + later("R", ", displaces: [R1]")), "tidak menyerahkan keputusan"),
        (
            file(
                rules=rule("R1"),
                exemptions=exemption("X", ", lifts: [R1]") + exemption("Y", ", lifts: [X]"),
            ),
            "'X' adalah catatan exemption",
        ),
        (
            file(rules=rule("R1"), exemptions=exemption("X", ", lifts: [R1], disputes: [R1]")),
            "disputes",
        ),
        (
            file(rules=rule("R1") + later("R", ", disputes: [SERI]"), levels=level("L")),
            "seri level",
        ),
        (file(rules=rule("R1"), levels=level("L", ", corrects: R1")), "oleh catatan sejenis"),
        (
            file(rules=rule("R1") + later("R", ", revokes: [R1]", binding="advisory")),
            "aturan anjuran (advisory)",
        ),
    ],
)
def test_a_relation_that_would_do_nothing_is_refused(text: str, message: str) -> None:
    assert message in refused(text)[0]


@pytest.mark.parametrize(
    "rules",
    [
        rule("A", ", corrects: A"),
        rule("A", ", replaces: [A]"),
        rule("A", ", replaces: [B]") + rule("B", ", replaces: [A]"),
        rule("A", ", corrects: B") + rule("B", ", replaces: [C]") + rule("C", ", extends: A"),
        rule("A", ", instrument: I-1, replaces: [B]") + rule("B", ", revokes: [I-1]"),
    ],
)
def test_a_circle_of_any_length_is_refused_once(rules: str) -> None:
    told = refused(file(rules=rules, instruments=INSTRUMENT))
    assert len(told) == 1
    assert "berputar (A -> " in told[0]


def test_versions_of_one_thing_known_on_one_day_are_refused_until_one_corrects_the_other() -> None:
    both = file(policies=policy("P") + policy("Q"))
    assert len(refused(both)) == 2
    assert read_rules(
        file(policies=policy("P") + policy("Q", "{}", ", corrects: P")), name="a.yaml"
    )
    on_file = read_records(file(policies=policy("P")), name="b.yaml")
    assert "seperti P" in refused(file(policies=policy("Q")), on_file)[0]
    table = (
        "- {{id: {0}, title: Tabel, series: SERI, valid_from: 2030-01-01, known_on: 2029-12-01, "
        "levels: {{2: {{staff_percent: {1}}}}}, evidence: documented}}\n"
    )
    clash = file(level_tables=table.format("T", 50) + table.format("U", 75))
    assert "seperti" in refused(clash)[0]
    assert read_rules(clash.replace("75", "50"), name="a.yaml")
    day = (
        "- {{id: {0}, title: Hari, days: [2030-03-04], was: working, now: {1}, "
        "known_on: 2030-01-01, evidence: documented}}\n"
    )
    days = file(calendar=day.format("K", "holiday") + day.format("J", "working"))
    assert "berselisih dengan" in refused(days)[0]
    known = read_records(file(calendar=day.format("K", "holiday")), name="b.yaml")
    assert "berselisih dengan K" in refused(file(calendar=day.format("J", "working")), known)[0]
    assert "berselisih dengan K" in refused(file(calendar=day.format("Z", "working")), known)[0]


def test_one_id_in_two_files_is_refused_and_both_are_named() -> None:
    texts = [("satu.yaml", file(rules=rule("R"))), ("dua.yaml", file(rules=rule("R")))]
    for read in (read_files, check_files):
        with pytest.raises(BadInput) as wrong:
            read(texts)
        assert "dua.yaml, baris 3 (R): id ini juga dipakai di satu.yaml" in wrong.value.problems[0]
    on_file = read_records(texts[0][1], name="kantor")
    assert read_rules(texts[0][1], name="a.yaml", existing=on_file).records == on_file
    assert "isi lain" in refused(file(rules=rule("R", ", effects: {suspend: true}")), on_file)[0]


def test_an_ending_in_an_office_needs_a_source_and_elsewhere_is_warned_of() -> None:
    text = file(rules=rule("R1") + later("R", ", revokes: [R1]"))
    assert "tanpa sumber" in warned(text)
    with pytest.raises(BadInput, match="sumber"):
        read_rules(text, name="a.yaml", entering=True)
    records = read_records(text, name="a.yaml")
    assert [doubt.record_id for doubt in misfits(records, {"R"})] == ["R"]
    assert misfits(records, {"R1"}) == ()
    sourced = text.replace("revokes: [R1]", 'revokes: [R1], sources: ["SE 2"]')
    assert "tanpa sumber" not in warned(sourced)
    by_act = file(rules=rule("R1") + later("R", ", revokes: [R1], instrument: I-1"))
    by_act += f"instruments:\n{INSTRUMENT}"
    assert read_rules(by_act, name="a.yaml", entering=True).records


def test_a_relation_to_what_has_ended_is_told() -> None:
    ended = rule("R1").replace("2030-03-31", "2030-01-05")
    assert "'R1' sudah berakhir 2030-01-05" in warned(
        file(rules=ended + later("R", ", revokes: [R1]"))
    )
    twice = file(
        rules=rule("R1")
        + later("R", ", revokes: [R1]")
        + later("S", ", revokes: [R1]").replace("2030-01-10", "2030-01-20")
    )
    assert "(S): revokes: 'R1' sudah berakhir 2030-01-09" in warned(twice)
    assert "(R): revokes: 'R1' sudah" not in warned(twice)
    lifted = file(
        rules=ended, exemptions=exemption("X", ", lifts: [R1]").replace("2030-01-01", "2030-02-01")
    )
    assert "lifts: 'R1' sudah berakhir" in warned(lifted)


def test_a_lower_level_and_a_looser_limit_lose_and_that_is_told() -> None:
    text = file(rules=rule("R", ", effects: {level: 1}"), levels=level("L", number=4))
    assert "(R): level 1 di bawah level 4 dari L" in warned(text)
    assert "(L): level" not in warned(text)
    looser = rule("A", ", effects: {percent: 50}") + rule("B", ", effects: {percent: 25}")
    assert "(A): percent (persen sesi biasa) 50, padahal 25 menurut B" in warned(file(rules=looser))

    stopped = rule("A", ", effects: {percent: 50}") + rule("B", ", effects: {suspend: true}")
    assert "(A): membatasi, padahal dihentikan oleh B" in warned(file(rules=stopped))
    instead = rule("B", ", effects: {suspend: true}") + later(
        "A", ", effects: {percent: 50}, replaces: [B]"
    )
    assert "kalah" not in warned(file(rules=instead))
    smaller = rule("A", ", effects: {percent: 25}") + rule("B", ", effects: {percent: 10}").replace(
        '["32.72"]', '["32.72.01"]'
    )
    assert "kalah" not in warned(file(rules=smaller))


def test_a_limit_that_loses_in_part_is_told_too() -> None:
    near = rule("A", ", effects: {total: 200}").replace('["32.72"]', '["32.72.01"]')
    pupils = rule("B", ", effects: {total: 20}, scope: {lines: [PELAJAR]}")
    said = warned(file(rules=near + pupils))
    assert "(A): bagi sebagian warga total (orang sesesi) 200, padahal 20 menurut B" in said
    others = near.replace("total: 200}", "total: 200}, scope: {lines: [PERMUKIMAN]}")
    assert "kalah" not in warned(file(rules=others + pupils))
    stopped = pupils.replace("total: 20", "suspend: true")
    assert "kalah" not in warned(file(rules=near + stopped))


def test_a_limit_looser_than_what_a_level_means_is_told_by_line() -> None:
    meaning = policy("P", "{2: {PERMUKIMAN: {total: 20}, PELAJAR: {total: 300}, PERUSAHAAN: {}}}")
    said = warned(
        file(rules=rule("R", ", effects: {total: 50}"), levels=level("L"), policies=meaning)
    )
    assert "(R): bagi PERMUKIMAN total (orang sesesi) 50, padahal 20 menurut L" in said


def test_a_regime_declared_over_whose_limits_go_on_is_told() -> None:
    begun = level("L", ", issuer: national, regime: PPKM")
    over = later("R", ', ends_regime: [PPKM], sources: ["SE Wali Kota"]', issuer="national")
    said = warned(file(rules=over, levels=begun))
    assert "(R): ends_regime: 'PPKM' dinyatakan berakhir, tetapi batasan dari L tetap" in said
    assert "revokes: [SERI]" in said
    both = over.replace("ends_regime", "revokes: [SERI], ends_regime")
    assert "dinyatakan berakhir" not in warned(file(rules=both, levels=begun))
    past = begun.replace("2030-03-31", "2030-01-09")
    assert "dinyatakan berakhir" not in warned(file(rules=over, levels=past))


def test_a_level_whose_instrument_another_revokes_needs_no_further_word() -> None:
    first = level("L", ", instrument: I-1, issuer: city")
    second = level("M", ", issuer: city").replace("2029-12-31", "2030-01-09")
    assert "Isi replaces: [L]" in warned(file(levels=first + second, instruments=INSTRUMENT))
    ending = second.replace("issuer: city", "issuer: city, revokes: [I-1], whole: true")
    assert "Isi replaces" not in warned(file(levels=first + ending, instruments=INSTRUMENT))


def test_a_policy_that_does_not_say_is_told_of_the_level_and_of_the_policy() -> None:
    silent = file(levels=level("L", number=4), policies=policy("P", "{3: {PERMUKIMAN: {}}}"))
    assert "(L): kebijakan P belum menyebut level 4:" in warned(silent)
    line = file(levels=level("L"), policies=policy("P", "{2: {PERMUKIMAN: {}}}"))
    assert "level 2 untuk PERUSAHAAN, PELAJAR, AKI_NINI, PERKAWINAN" in warned(line)
    on_file = read_records(file(levels=level("L")), name="kantor")
    text = file(policies=policy("P"))
    told = read_rules(text, name="a.yaml", existing=on_file).warnings
    assert "(P): belum menyebut level 2 (dipakai L)" in told[0]
    assert "belum ada kebijakan" in warned(file(levels=level("L")))


def test_known_before_signed_without_issuer_and_in_part_are_told() -> None:
    signed = INSTRUMENT.replace("issuer: city", "issuer: city, signed_on: 2030-01-20")
    text = file(rules=rule("R", ", instrument: I-1"), instruments=signed)
    assert "(R): diketahui 2029-12-31, sebelum I-1 ditandatangani 2030-01-20" in warned(text)
    nameless = file(
        rules=rule("R"), exemptions=exemption("X", ", lifts: [R]"), levels=level("L", "")
    )
    assert "(X): issuer: kosong" in warned(nameless)
    assert "(L): issuer: kosong" in warned(nameless)
    part = later("S", ", revokes: [R]").replace('["32.72"]', '["32.72.03"]')
    assert "sisanya tetap berlaku" in warned(file(rules=rule("R") + part))
    whole = part.replace("revokes", "whole: true, revokes")
    assert "sisanya" not in warned(file(rules=rule("R") + whole))
    pupils = later("S", ", revokes: [R], scope: {lines: [PELAJAR]}")
    assert "sisanya tetap berlaku" in warned(file(rules=rule("R") + pupils))


CASE = (
    "- {case_id: K1, as_of: 2030-01-02, visit_date: 2030-01-08, program_line: PERMUKIMAN, "
    'area_code: "32.72.01.1001", participants: 80, decision: move, earliest: 2030-04-01}\n'
)
STOP = rule("R", ", effects: {suspend: true}")


def test_expected_cases_are_run_and_are_no_records() -> None:
    read = read_rules(file(rules=STOP, cases=CASE), name="a.yaml")
    assert [case.case_id for case in read.cases] == ["K1"]
    assert [record["id"] for record in read.records] == ["R"]
    assert "cases" not in to_yaml(read.records)
    proposed = file(rules=rule("R", ", effects: {suspend: true}, proposed: true"), cases=CASE)
    assert read_rules(proposed, name="a.yaml").cases
    wrong = refused(file(rules=STOP, cases=CASE.replace("2030-04-01", "2030-04-02")))
    assert "kasus K1: diharapkan move (2030-04-02), hasilnya move (2030-04-01)" in wrong[0]
    assert "hasilnya go." in refused(file(rules=rule("R"), cases=CASE))[0]
    on_file = read_records(file(rules=STOP), name="kantor")
    other = file(rules=rule("S"), cases=CASE)
    assert read_rules(other, name="a.yaml", existing=on_file).cases


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("earliest", "earlest", "Maksud Anda 'earliest'?"),
        ("decision: move", "decision: stop", "'stop' bukan pilihan"),
        ("as_of: 2030-01-02, ", "", "as_of: wajib diisi"),
        ("visit_date: 2030-01-08", "visit_date: besok", "'besok' bukan tanggal"),
        ("participants: 80", "participants: banyak", "participants"),
    ],
)
def test_a_case_that_cannot_be_asked_is_told(good: str, bad: str, message: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_rules(file(rules=STOP, cases=CASE.replace(good, bad)), name="a.yaml")
    assert any(message in told for told in wrong.value.problems), wrong.value.problems
    assert all("K1" in told for told in wrong.value.problems)
    assert "decision" in COLUMNS


def test_what_was_only_announced_is_told_to_decide_nothing_yet() -> None:
    announced = rule("R", ", announced_on: 2029-12-31").replace(
        "known_on: 2029-12-31", "known_on: null"
    )
    assert "(R): baru diumumkan 2029-12-31 dan belum berlaku" in warned(file(rules=announced))

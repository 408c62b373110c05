-- An office's rows as the program wrote them under schema 0002 to 0007. Never changed:
-- data like these stand in offices, whatever names the code has since got.

-- since 0002
INSERT INTO "meta" ("key", "value")
VALUES ('kind', 'office');
INSERT INTO "meta" ("key", "value")
VALUES ('revision', '9');
UPDATE counter SET value = 1 WHERE name = 'plan_number';
INSERT INTO "rule_record" ("seq", "id", "kind", "known_on", "entered_by", "entered_at", "content", "canonical")
VALUES (1, 'R-1', 'rule', NULL, 'ani', '2021-07-02T12:30:00.000000Z', '{"kind":"rule","id":"R-1","title":"Berhenti","from":"2021-07-03","to":null}', '{"from":"2021-07-03","id":"R-1","kind":"rule","title":"Berhenti","to":null}');
INSERT INTO "rule_record" ("seq", "id", "kind", "known_on", "entered_by", "entered_at", "content", "canonical")
VALUES (2, 'L-1', 'level', '2021-07-02', 'ani', '2021-07-02T12:30:00.000000Z', '{"kind":"level","id":"L-1","level":4,"areas":["32.72"],"known_on":"2021-07-02"}', '{"areas":["32.72"],"id":"L-1","kind":"level","known_on":"2021-07-02","level":4}');
INSERT INTO "unit" ("id", "name", "services", "recording_sets", "people_per_day", "crew", "evidence")
VALUES ('unit-1', 'Unit 1', '["KTP_RECORDING","KK"]', 2, 120, 4, 'estimated');
INSERT INTO "request" ("id", "line", "area_code", "place", "lat", "lon", "people", "requested_on", "urgency", "services", "venue", "fixed_day", "contact", "synthetic")
VALUES ('P-1', 'PERKAWINAN', '32.72.03.1002', 'Balai RW 03', -6.9275, 106.9296, 60, '2021-06-01', 'routine', '["KTP_RECORDING"]', 'BALAI_RW_03', '2021-07-05', '0812-000', 0);
INSERT INTO "request" ("id", "line", "area_code", "place", "lat", "lon", "people", "requested_on", "urgency", "services", "venue", "fixed_day", "contact", "synthetic")
VALUES ('R-1', 'AKI_NINI', '32.72.03.1001', 'Rumah 1', -6.93, 106.93, 1, '2021-06-02', 'routine', '["KTP_RECORDING","KTP_PRINT"]', '', NULL, '', 1);
INSERT INTO "visit" ("id", "request_id", "people", "state", "session_no", "split_from", "day", "unit_id", "start_min", "end_min", "firm", "unsure", "limits", "rule_ids", "as_of", "earliest", "review_on", "version", "held_by_office")
VALUES ('P-1-1', 'P-1', 40, 'scheduled', 1, NULL, '2021-07-05', 'unit-1', 540, 660, 1, 0, '{"people_together":30,"total":25,"percent":50,"hours":["08:00","11:00"],"outdoor":true,"requires":["mask"],"services_off":["KK"],"sessions":2}', '["R-1","L-1"]', '2021-07-02', NULL, NULL, 2, 0);
INSERT INTO "visit" ("id", "request_id", "people", "state", "session_no", "split_from", "day", "unit_id", "start_min", "end_min", "firm", "unsure", "limits", "rule_ids", "as_of", "earliest", "review_on", "version", "held_by_office")
VALUES ('P-1-2', 'P-1', 20, 'suspended', 2, 'P-1-1', NULL, NULL, NULL, NULL, 0, 0, '{}', '["R-1"]', '2021-07-02', NULL, '2021-07-19', 1, 1);
INSERT INTO "visit" ("id", "request_id", "people", "state", "session_no", "split_from", "day", "unit_id", "start_min", "end_min", "firm", "unsure", "limits", "rule_ids", "as_of", "earliest", "review_on", "version", "held_by_office")
VALUES ('R-1-1', 'R-1', 1, 'requested', 1, NULL, NULL, NULL, NULL, NULL, 0, 0, '{}', '[]', NULL, NULL, NULL, 1, 0);
INSERT INTO "visit_event" ("seq", "visit_id", "at", "as_of", "kind", "who", "why", "rule_ids", "before", "after")
VALUES (1, 'P-1-1', '2021-07-02T12:31:00.000000Z', '2021-07-02', 'requested', 'ani', 'uji', '[]', NULL, '{"state":"requested","day":null,"unit_id":null,"start_min":null,"end_min":null,"people":40,"firm":false,"limits":{},"earliest":null,"review_on":null}');
INSERT INTO "visit_event" ("seq", "visit_id", "at", "as_of", "kind", "who", "why", "rule_ids", "before", "after")
VALUES (2, 'P-1-1', '2021-07-02T12:32:00.000000Z', '2021-07-02', 'scheduled', 'ani', 'uji', '["R-1","L-1"]', '{"state":"requested","day":null,"unit_id":null,"start_min":null,"end_min":null,"people":40,"firm":false,"limits":{},"earliest":null,"review_on":null}', '{"state":"scheduled","day":"2021-07-05","unit_id":"unit-1","start_min":540,"end_min":660,"people":40,"firm":true,"limits":{"people_together":30,"total":25,"percent":50,"hours":["08:00","11:00"],"outdoor":true,"requires":["mask"],"services_off":["KK"],"sessions":2},"earliest":null,"review_on":null}');
INSERT INTO "visit_event" ("seq", "visit_id", "at", "as_of", "kind", "who", "why", "rule_ids", "before", "after")
VALUES (3, 'P-1-2', '2021-07-02T12:33:00.000000Z', '2021-07-02', 'split', 'ani', 'uji', '["R-1"]', NULL, '{"state":"suspended","day":null,"unit_id":null,"start_min":null,"end_min":null,"people":20,"firm":false,"limits":{},"earliest":null,"review_on":"2021-07-19"}');
INSERT INTO "visit_event" ("seq", "visit_id", "at", "as_of", "kind", "who", "why", "rule_ids", "before", "after")
VALUES (4, 'R-1-1', '2021-07-02T12:34:00.000000Z', '2021-07-02', 'requested', 'ani', 'uji', '[]', NULL, '{"state":"requested","day":null,"unit_id":null,"start_min":null,"end_min":null,"people":1,"firm":false,"limits":{},"earliest":null,"review_on":null}');
INSERT INTO "plan" ("id", "number", "state", "as_of", "first_day", "last_day", "firm_until", "based_on", "made_at", "made_by", "left_out", "cost", "facts", "published_at", "content_hash", "scenario", "rollback_of")
VALUES (1, NULL, 'draft', '2021-07-05', '2021-07-05', '2021-07-11', '2021-07-08', NULL, '2021-07-02T12:30:00.000000Z', 'ani', '[{"$tuple":["P-1-2","blocked","Belum ada hari yang boleh.",{"$tuple":["R-1"]},20,"P-1-1"]},{"$tuple":["R-1-1","no_unit","Tidak ada unit.",{"$tuple":[]}]}]', '{"late":3,"travel":12}', '{"km":12.5,"solve_s":0.1}', NULL, '', '{}', NULL);
INSERT INTO "plan_entry" ("plan_id", "position", "visit_id", "unit_id", "day", "start_min", "end_min", "people", "firm", "limits", "rule_ids", "session_no", "split_from", "travel_min", "kept", "pinned")
VALUES (1, 0, 'P-1-1', 'unit-1', '2021-07-05', 540, 660, 40, 1, '{"people_together":30,"total":25,"percent":50,"hours":["08:00","11:00"],"outdoor":true,"requires":["mask"],"services_off":["KK"],"sessions":2}', '["R-1"]', 1, NULL, 12, 1, 1);
UPDATE plan SET state = 'published', number = 1, published_at = '2021-07-02T12:30:00.000000Z', content_hash = 'f00d' WHERE id = 1;
INSERT INTO "plan" ("id", "number", "state", "as_of", "first_day", "last_day", "firm_until", "based_on", "made_at", "made_by", "left_out", "cost", "facts", "published_at", "content_hash", "scenario", "rollback_of")
VALUES (2, NULL, 'draft', '2021-07-05', '2021-07-05', '2021-07-11', NULL, 1, '2021-07-02T12:30:00.000000Z', 'ani', '[]', '{"late":3,"travel":12}', '{"km":12.5,"solve_s":0.1}', NULL, '', '{"title":"Satu unit","units":{"$tuple":["unit-1"]},"records":{"$tuple":[{"kind":"level","id":"L-1","level":4,"areas":["32.72"],"known_on":"2021-07-02"}]}}', 1);
INSERT INTO "plan_entry" ("plan_id", "position", "visit_id", "unit_id", "day", "start_min", "end_min", "people", "firm", "limits", "rule_ids", "session_no", "split_from", "travel_min", "kept", "pinned")
VALUES (2, 0, 'P-1-1', 'unit-1', '2021-07-05', 540, 660, 40, 1, '{"people_together":30,"total":25,"percent":50,"hours":["08:00","11:00"],"outdoor":true,"requires":["mask"],"services_off":["KK"],"sessions":2}', '["R-1"]', 1, NULL, 12, 1, 1);
INSERT INTO "draft_edit" ("seq", "plan_id", "at", "who", "kind", "visit_id", "content", "undone")
VALUES (1, 2, '2021-07-02T12:30:00.000000Z', 'ani', 'move', 'P-1-1', '{"places":[{"$tuple":[{"visit_id":"P-1-1","unit_id":"unit-1","day":{"$date":"2021-07-06"},"start_min":540,"end_min":660,"people":40,"firm":true,"limits":"{\"people_together\":30,\"total\":25,\"percent\":50,\"hours\":[\"08:00\",\"11:00\"],\"outdoor\":true,\"requires\":[\"mask\"],\"services_off\":[\"KK\"],\"sessions\":2}","rule_ids":{"$tuple":["R-1"]},"session_no":1,"split_from":null,"travel_min":12,"kept":true,"pinned":true},{"visit_id":"P-1-1","unit_id":"unit-1","day":{"$date":"2021-07-05"},"start_min":540,"end_min":660,"people":40,"firm":true,"limits":"{\"people_together\":30,\"total\":25,\"percent\":50,\"hours\":[\"08:00\",\"11:00\"],\"outdoor\":true,\"requires\":[\"mask\"],\"services_off\":[\"KK\"],\"sessions\":2}","rule_ids":{"$tuple":["R-1"]},"session_no":1,"split_from":null,"travel_min":12,"kept":true,"pinned":true}]},{"$tuple":[null,{"visit_id":"P-1-1","unit_id":"unit-1","day":{"$date":"2021-07-05"},"start_min":540,"end_min":660,"people":40,"firm":true,"limits":"{\"people_together\":30,\"total\":25,\"percent\":50,\"hours\":[\"08:00\",\"11:00\"],\"outdoor\":true,\"requires\":[\"mask\"],\"services_off\":[\"KK\"],\"sessions\":2}","rule_ids":{"$tuple":["R-1"]},"session_no":1,"split_from":null,"travel_min":12,"kept":true,"pinned":true}]}],"outs":[{"$tuple":[{"$tuple":["P-1-2","blocked","Belum ada hari yang boleh.",{"$tuple":["R-1"]},20,"P-1-1"]},null]}],"figures":{"$tuple":[{"$tuple":[{"late":4},{"km":13.0}]},{"$tuple":[{"late":3},{"km":12.5}]}]}}', 1);
INSERT INTO "notice" ("seq", "visit_id", "area_code", "at", "as_of", "kind", "audience", "text", "rule_ids")
VALUES (1, 'P-1-2', '32.72.03.1002', '2021-07-02T12:30:00.000000Z', '2021-07-05', 'suspended', 'public', 'Kunjungan dihentikan sementara.', '["R-1"]');
INSERT INTO "publication" ("id", "day", "at", "facts_hash", "cause", "plan_number")
VALUES (1, '2021-07-05', '2021-07-02T12:30:00.000000Z', 'f00d', 'rencana terbit', 1);
INSERT INTO "publication_file" ("publication_id", "path", "sha256", "content_type", "size")
VALUES (1, 'index.html', '5b135c56b65b61c418ebd6cacf1172f59f0396f32deebe2930b0e418c37b0297', 'text/html', 16);
-- since 0004
INSERT INTO "import_batch" ("id", "at", "who", "name", "sha256", "request_ids", "undone_at")
VALUES (1, '2021-07-02T12:30:00.000000Z', 'ani', 'a.xlsx', 'abababababababababababababababababababababababababababababababab', '["P-1","R-1"]', NULL);
INSERT INTO "job" ("id", "asked_at", "who", "order", "state", "progress", "attempt", "lease_until", "ended_at", "told", "plan_id")
VALUES (1, '2021-07-02T12:30:00.000000Z', 'ani', '{"first_day":{"$date":"2021-07-05"},"units":{"$tuple":["unit-1"]},"steps":100}', 'failed', '{"step":7}', 2, NULL, '2021-07-02T12:31:00.000000Z', 'Coba lagi.', 2);
INSERT INTO "access_log" ("seq", "at", "who", "action", "subject")
VALUES (1, '2021-07-02T12:30:00.000000Z', 'ani', 'lembar dibuka', 'R-1');
-- since 0005
INSERT INTO "account" ("id", "login", "shown", "role", "password", "must_change", "totp", "totp_step", "active")
VALUES (1, 'ani', 'Ani', 'coordinator', '$argon2id$contoh', 0, 'ABCDEFGH', 7, 1);
INSERT INTO "recovery_code" ("account_id", "code_hash")
VALUES (1, 'cc');
INSERT INTO "sign_in" ("token_hash", "account_id", "stage", "began_at", "seen_at", "pending_totp", "kept")
VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 1, 'full', '2021-07-02T12:30:00.000000Z', '2021-07-02T12:35:00.000000Z', '', '{"path":"/kantor/draf","page":"/kantor","fields":[["first","2021-07-05"]],"files":true}');
INSERT INTO "sign_in_tries" ("key", "count", "first_at", "open_at")
VALUES ('bb', 3, '2021-07-02T12:30:00.000000Z', '2021-07-02T12:31:00.000000Z');
INSERT INTO "deed" ("seq", "at", "who", "action", "subject")
VALUES (1, '2021-07-02T12:30:00.000000Z', 'ani', 'terbitkan rencana', '1');
-- since 0006
INSERT INTO "request_note" ("request_id", "preferred", "letter")
VALUES ('P-1', '["0","4"]', 'No. 7, 1 Juni 2021');
INSERT INTO "host_call" ("seq", "visit_id", "told", "answer", "note", "who", "at")
VALUES (1, 'P-1-1', '2021-07-05 540', 'agreed', 'Siap', 'ani', '2021-07-02T12:30:00.000000Z');
-- since 0007
INSERT INTO "officer" ("id", "name", "skills", "left_on")
VALUES ('pt-001', 'Petugas uji 1', '["KTP_RECORDING"]', NULL);
INSERT INTO "officer_leave" ("id", "officer_id", "first_day", "last_day", "reason", "back_on")
VALUES (1, 'pt-001', '2021-07-06', '2021-07-08', 'sick', '2021-07-07');
INSERT INTO "rota" ("day", "officer_id", "unit_id")
VALUES ('2021-07-05', 'pt-001', 'unit-1');

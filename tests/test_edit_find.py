"""The finders and the lines that open filled: who, did, when, already there, and what a selection says."""

from __future__ import annotations

import pytest


def who(page, query, **more):
    """Who is found: ids of the known, and who is new: the last, but first an institution that is not there yet."""
    found = page.get("find/who", q=query, **more)["found"]
    (new,) = [one for one in found if one["new"]]
    assert found.index(new) == len(found) - 1 or (found.index(new) == 0 and new["kind"] == "agency")
    return [one["id"] for one in found if not one["new"]], new


@pytest.fixture
def peopled(page):
    """A dataset with a few actors."""
    place = {"organisation": "LVA", "title": "Foreign Minister"}
    page.command("actor", new={"name": "Ilze Kalve", "kind": "person", "aliases": ["Илзе Калве"], "affiliation": place})
    page.command("actor", new={"name": "Latgale Press", "kind": "media"})
    page.command("actor", new={"name": "김민준", "kind": "person"})
    return page


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Latvia", "LVA"),
        ("lat", "LVA"),
        ("LVA", "LVA"),
        ("ilze", "ilze-kalve"),
        ("kalv", "ilze-kalve"),
        ("Калве", "ilze-kalve"),
        ("foreign minister", "ilze-kalve"),
        ("foreign minister latvia", "ilze-kalve"),
        ("press", "latgale-press"),
        ("north korea", "PRK"),
        ("DPRK", "PRK"),
        ("북한", "PRK"),
        ("росс", "RUS"),
        ("russie", "RUS"),
        ("日本", "JPN"),
        ("nato", "nato"),
        ("the european union", "european-union"),
        ("armenian ambassador", "ARM"),
        ("유엔", "united-nations"),
        ("北约", "nato"),
        ("ООН", "united-nations"),
        ("OTAN", "nato"),
        ("Iran's foreign minister", "IRN"),
    ],
)
def test_who_is_found_by_names_offices_and_in_any_script(peopled, query, first):
    assert who(peopled, query)[0][0] == first


def test_a_korean_name_is_found_by_its_first_letters(peopled):
    names = [one["name"] for one in peopled.get("find/who", q="김민")["found"]]
    assert names[0] == "김민준"


def test_a_name_that_resembles_a_known_one_shows_why(peopled):
    found, new = who(peopled, "Ilze Kalwe")
    assert found[0] == "ilze-kalve"
    assert "of 100" in new["why"]
    assert new["party"]["new"]["id"] == "ilze-kalwe"
    assert who(peopled, "Zbigniew Qwerty")[1]["why"] == ""


@pytest.mark.parametrize(
    ("query", "name", "kind", "state", "title"),
    [
        ("Foreign Minister Ilze Kalve of Latvia", "Ilze Kalve", "person", "LVA", "Foreign Minister"),
        ("Latvian Foreign Minister Ilze Kalve", "Ilze Kalve", "person", "LVA", "Foreign Minister"),
        ("Kaja Tamm", "Kaja Tamm", "person", "", ""),
        ("Foreign Minister Ilze Kalve of LVA", "Ilze Kalve", "person", "LVA", "Foreign Minister"),
        (", **Latgale Press**", "Latgale Press", "media", "", ""),
        ("Turkish police", "Turkish police", "agency", "TUR", ""),
        ("Armenian ambassador", "Armenian ambassador", "person", "ARM", "Ambassador"),
        ("Red Dune Front", "Red Dune Front", "person", "", ""),
    ],
)
def test_somebody_new_comes_with_kind_and_place(page, query, name, kind, state, title):
    new = who(page, query)[1]["party"]["new"]
    place = new.get("affiliation", {"organisation": "", "title": ""})
    if query == "Turkish police":
        name = new["name"]
    assert (new["name"], new["kind"], place["organisation"], place["title"]) == (name, kind, state, title)


def test_the_office_comes_from_the_sentence_and_the_state_not_from_the_dateline(page):
    span = page.span("Foreign Minister Ilze Kalve accused Morocco on Monday of running guns.")
    where = {name: span[name] for name in ("document", "start", "end")}
    new = who(page, "Ilze Kalve", **where)[1]["party"]["new"]
    assert new["affiliation"] == {"organisation": "", "role": "REPRESENTS", "title": "Foreign Minister"}
    named = page.get("find/who", q="", **where)["found"]
    assert [one["id"] for one in named[:-1]] == ["MAR"]
    assert named[-1]["name"] == "Foreign Minister Ilze Kalve" or named[-1]["name"] == "Ilze Kalve"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ship", ("AID", "")),
        ("expel", ("SANCTION", "expel")),
        ("sanction", ("SANCTION", "")),
        ("arrest", ("COERCE", "arrest")),
        ("aid", ("AID", "")),
        ("visited", ("CONSULT", "visit")),
        ("gave aid", ("AID", "")),
        ("ally", ("ALLIED_WITH", "")),
        ("phone", ("CONSULT", "phone")),
        ("추방했다", ("SANCTION", "expel")),
        ("会談", ("CONSULT", "")),
        ("осудил", ("ACCUSE", "disapprove")),
    ],
)
def test_did_is_found_by_types_modes_labels_and_the_coders_verbs(page, query, first):
    found = page.get("find/did", q=query)["found"]
    assert (found[0]["type"], found[0]["mode"]) == first
    assert all(one["definition"] for one in found)


def test_every_type_and_mode_is_offered_before_anything_is_typed(page):
    found = page.get("find/did", q="")["found"]
    vocabulary = page.get("state")["vocabulary"]["types"]
    assert {one["type"] for one in found} == {kind["name"] for kind in vocabulary}
    assert len(found) == sum(1 + len(kind["modes"]) for kind in vocabulary)
    assert page.get("find/did", q="xyzzy")["found"] == []


@pytest.mark.parametrize(
    ("query", "date"),
    [
        ("tuesday", "2026-05-12"),
        ("on Tuesday", "2026-05-12"),
        ("yesterday", "2026-05-13"),
        ("2024-03~", "2024-03~"),
        ("2024-03-05/2024-03-09", "2024-03-05/2024-03-09"),
        ("../2024-06", "../2024-06"),
        ("5 march 2024", "2024-03-05"),
        ("March 2024", "2024-03"),
        ("5월 12일", "2026-05-12"),
        ("2026年5月12日", "2026-05-12"),
        ("31.12.2025", "2025-12-31"),
        ("2025/12/31", "2025-12-31"),
        ("12일", "2026-05-12"),
        ("지난 20일", "2026-04-20"),
        ("어제", "2026-05-13"),
        ("지난주", "2026-05-04/2026-05-10"),
        ("작년 5월", "2025-05"),
        ("12월", "2025-12"),
        ("over the weekend", "2026-05-09/2026-05-10"),
        ("three days ago", "2026-05-11"),
        ("two weeks ago", "2026-04-30~"),
        ("five years ago", "2021~"),
        ("a month ago", "2026-04~"),
        ("summer 2024", "2024-22"),
        ("in the winter", "2025-24"),
        ("March", "2026-03"),
        ("the 1990s", "199X"),
        ("Q3 2025", "2025-07/2025-09"),
        ("12.5.2025", "2025-05-12"),
        ("3 to 5 May 2025", "2025-05-03/2025-05-05"),
        ("from 28 April to 3 May", "2026-04-28/2026-05-03"),
        ("from Saturday to Tuesday", "2026-05-09/2026-05-12"),
        ("from Friday to Thursday", "2026-05-08/2026-05-14"),
        ("after 3 May", "2026-05-03/.."),
        ("before 3 May", "../2026-05-02"),
        ("before 2020", "../2019"),
        ("since march", "2026-03/.."),
        ("..2020", "../2020"),
        ("2020..", "2020/.."),
        ("about 2019", "2019~"),
        ("2019 or 2020", "[2019, 2020]"),
    ],
)
def test_when_is_read_beside_the_documents_date(page, query, date):
    key = page.get("state")["documents"][0]["id"]
    found = page.get("find/when", q=query, document=key)
    assert (found["date"], found["sentence"]) == (date, "")
    assert found["words"]


@pytest.mark.parametrize("query", ["12 to 3 May", "may 2024 to march 2024"])
def test_a_date_that_ends_before_it_begins_is_a_sentence(page, query):
    key = page.get("state")["documents"][0]["id"]
    found = page.get("find/when", q=query, document=key)
    assert found["date"] == ""
    assert found["sentence"] == f"'{query}' ends before it begins: write the earlier day first"


def test_a_line_has_no_date_that_ends_before_it_begins(tmp_path, open_page):
    words = "France blocked Spanish lorries from Monday to Wednesday."
    page = article(tmp_path, open_page, f"PARIS, 9 September 2025 - Talks failed.\n\n{words}\n")
    line = page.post("draft", **page.span(words))["line"]
    assert line["date"] == "2025-09-01/2025-09-03"


def test_a_date_after_the_document_is_kept_only_when_it_is_meant(page):
    """The document is of 14 May 2026."""
    span = page.span("Foreign Minister Ilze Kalve accused Morocco on Monday of running guns.")
    act = {"kind": "relation", **span, "actor": [{"id": "LVA"}], "type": "ACCUSE", "recipient": [{"id": "MAR"}]}
    for date in ("2099", "2026-05-15"):
        told = page.command(**act, status=422, date=date)
        assert (told["code"], told["field"]) == ("ahead", "date")
        assert "the document is of 2026-05-14" in told["error"]
        assert page.command(**act, status=422, date=date, ahead="2098")["code"] == "ahead"
    assert page.get("table/relations")["total"] == 0
    where = {name: span[name] for name in ("document", "start", "end")}
    assert page.get("find/when", q="tomorrow", **where)["note"] == "still to come"
    assert page.get("find/when", q="monday", **where)["note"] == ""
    page.command(**act, date="2099", stance="expects")
    page.command(**act, date="2098", ahead="2098")
    page.command(**act, date="2026-05")
    assert page.get("table/relations")["total"] == 3


def test_what_is_no_date_is_a_sentence(page):
    found = page.get("find/when", q="5.6.2024x", document="")
    assert found["date"] == ""
    assert found["sentence"].startswith("'5.6.2024x' is no date that can be read")
    assert "no date, so words such as 'tuesday' cannot be read" in page.get("find/when", q="tuesday")["sentence"]


@pytest.fixture
def quarrel(page):
    """Latvia expelled, Morocco condemned; and Latvia did so once before."""
    span = page.span("Latvia expelled two Moroccan diplomats on Tuesday.")
    line = {"actor": ["LVA"], "type": "SANCTION", "mode": "expel", "recipient": ["MAR"]}
    page.command("relation", **span, **line, date="2026-05-12", id="now")
    page.command("relation", **span, **line, date="2019-01", id="once")
    back = {"actor": ["MAR"], "type": "ACCUSE", "recipient": ["LVA"], "date": "2026-05-13", "id": "back"}
    page.command("relation", **page.span("Morocco condemned Latvia on Wednesday."), **back)
    page.command("relation", **span, actor=["EST"], type="AID", recipient=["LVA"], date="2026-05-01", id="other")
    return page


def found(page, **asked):
    """The relations found."""
    return [one["relation"] for one in page.get("find/relation", **asked)["found"]]


def test_what_is_there_already_has_the_same_parties_and_an_overlapping_date(quarrel):
    asked = {"for": "same", "actor": "LVA", "recipient": "MAR"}
    assert found(quarrel, **asked, date="2026-05", type="SANCTION") == ["now"]
    assert found(quarrel, **asked, date="2019") == ["once"]
    assert found(quarrel, **asked) == ["now", "once"]
    assert found(quarrel, **{**asked, "recipient": "EST"}) == []


def test_denials_and_answers_are_offered_the_nearest_earlier_ones(quarrel):
    sides = {"actor": "MAR", "recipient": "LVA", "date": "2026-05-14"}
    answers = found(quarrel, **{"for": "answer"}, **sides)
    assert answers[:2] == ["now", "once"]
    assert answers[2] == "back"
    assert found(quarrel, **{"for": "denial"}, **sides)[0] in ("back", "now")
    early = quarrel.get("find/relation", **{"for": "answer"}, **{**sides, "date": "2026-01"})["found"]
    assert early[0]["relation"] == "once"
    assert next(one for one in early if one["relation"] == "now")["refused"].startswith("it is dated 2026-05-12, after")
    assert found(quarrel, **{"for": "any"}, q="estonia aid") == ["other"]
    assert quarrel.client.get("/api/find/relation?for=love").status_code == 400


def test_a_line_opens_filled_with_names_type_date_and_speaker(page):
    line = page.post("draft", **page.span("Latvia expelled two Moroccan diplomats on Tuesday."))["line"]
    assert (line["actor"][0]["id"], line["type"], line["mode"]) == ("LVA", "SANCTION", "expel")
    assert (line["recipient"][0]["id"], line["date"], line["amount"]) == ("MAR", "2026-05-12", 2)
    assert line["summary"] == "Latvia expelled two Moroccan diplomats on Tuesday."


def test_a_line_in_korean_opens_with_the_names_and_the_date(tmp_path, open_page):
    from graphkit.extract.joining import start_dataset

    (tmp_path / "texts").mkdir()
    text = "서울, 2026년 5월 14일 - 한국은 5월 12일 북한을 비난했다.\n"
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    page = open_page(start_dataset(tmp_path / "mine"), tmp_path / "texts")
    page.command("document", id=page.get("state")["documents"][0]["id"], date="2026-05-14")
    line = page.post("draft", **page.span("한국은 5월 12일 북한을 비난했다."))["line"]
    assert [line[side][0]["id"] for side in ("actor", "recipient")] == ["KOR", "PRK"]
    assert line["date"] == "2026-05-12"


def test_spans_count_code_points(tmp_path, open_page):
    from graphkit.extract.joining import start_dataset

    (tmp_path / "texts").mkdir()
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    (tmp_path / "texts" / "a.txt").write_text(f"{family} cafe\u0301: Japan met Ukraine.\n", encoding="utf-8")
    page = open_page(start_dataset(tmp_path / "mine"), tmp_path / "texts")
    span = page.span("Japan met Ukraine.")
    assert span["start"] == 5 + 1 + 4 + 2
    page.command("relation", **span, actor=["JPN"], type="CONSULT", recipient=["UKR"])
    (mark,) = page.get(f"document/{span['document']}")["marks"]
    assert (mark["start"], mark["words"]) == (12, "Japan met Ukraine.")


def test_a_table_is_shown_in_part_sorted_and_filtered(quarrel):
    assert quarrel.get("table/relations", sort="date")["rows"][0]["cells"]["id"] == "once"
    last = quarrel.get("table/relations", sort="date", descending=1, count=1)
    assert ([row["cells"]["id"] for row in last["rows"]], last["total"]) == (["back"], 4)
    assert quarrel.get("table/relations", filter="expel 2019")["total"] == 1
    assert quarrel.get("table/relations", offset=3)["rows"][0]["line"] == 5
    assert quarrel.client.get("/api/table/nothing").status_code == 404
    assert quarrel.client.get("/api/table/actors?sort=colour").status_code == 404
    assert quarrel.client.get("/api/table/actors?offset=x").status_code == 400


def article(tmp_path, open_page, text, name="b.txt"):
    """A new dataset beside one article of its own."""
    from graphkit.extract.joining import start_dataset

    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    return open_page(start_dataset(tmp_path / "ours"), tmp_path / "own")


@pytest.mark.parametrize(
    ("sentence", "state", "title"),
    [
        ("Lithuanian Foreign Minister Ona Balyte met Latvia's president.", "LTU", "Foreign Minister"),
        ("The foreign minister of Lithuania, Ona Balyte, met Latvia's president.", "LTU", "Foreign minister"),
        ("Foreign Minister Ona Balyte of Lithuania met Latvia's president.", "LTU", "Foreign Minister"),
        ("Ona Balyte, the foreign minister of Lithuania, met Latvia's president.", "LTU", "Foreign minister"),
        ("Ona Balyte, Lithuania's defence minister, met Latvia's president.", "LTU", "Defence minister"),
        ("Deputy Prime Minister Ona Balyte met envoys.", "", "Deputy Prime Minister"),
        ("It said that Ona Balyte had met envoys.", "EST", "Envoy"),
    ],
)
def test_a_minister_is_of_the_state_that_the_words_give_not_of_the_dateline(
    tmp_path, open_page, sentence, state, title
):
    more = "Estonian envoy Ona Balyte was in Riga." if state == "EST" else "Nothing else."
    page = article(tmp_path, open_page, f"A headline\n\nRIGA, 14 May 2026 - {sentence} {more}\n")
    span = page.span(sentence)
    where = {name: span[name] for name in ("document", "start", "end")}
    new = who(page, "Ona Balyte", **where)[1]["party"]["new"]
    assert new["affiliation"] == {"organisation": state, "role": "REPRESENTS", "title": title}


def test_two_parties_are_found_at_once(peopled):
    first = peopled.get("find/who", q="Estonia and Latvia")["found"][0]
    assert [party["id"] for party in first["parties"]] == ["EST", "LVA"]
    assert first["name"] == "Estonia, Latvia"
    begun = peopled.get("find/who", q="Estonia and lat")["found"][0]["parties"]
    assert [party["id"] for party in begun] == ["EST", "LVA"]
    mixed = peopled.get("find/who", q="Ilze Kalve & Kaja Tamm")["found"][0]["parties"]
    assert (mixed[0]["id"], mixed[1]["new"]["name"]) == ("ilze-kalve", "Kaja Tamm")
    assert "parties" not in peopled.get("find/who", q="Bosnia and Herzegovina")["found"][0]
    assert "parties" not in peopled.get("find/who", q="rise and fall")["found"][0]


def test_a_line_opens_with_both_recipients(tmp_path, open_page):
    page = article(tmp_path, open_page, "RIGA, 14 May 2026 - Russia condemned Latvia and Estonia on Tuesday.\n")
    line = page.post("draft", **page.span("Russia condemned Latvia and Estonia on Tuesday."))["line"]
    assert [party["id"] for party in line["actor"]] == ["RUS"]
    assert sorted(party["id"] for party in line["recipient"]) == ["EST", "LVA"]


def test_an_amount_is_typed_with_the_act(page):
    found = page.get("find/did", q="ship 400 rifles")["found"][0]
    assert (found["type"], found["amount"], found["unit"]) == ("AID", "400", "rifles")
    assert "amount" not in page.get("find/did", q="ship")["found"][0]


def test_the_words_of_a_denial_say_which_relation_is_denied(tmp_path, open_page):
    acts = (
        "Morocco shipped rifles to Mali on 3 May 2026.",
        "Morocco praised Mali on 12 May 2026.",
        "Latvia accused Morocco on 13 May 2026.",
        "Morocco attacked Mali on 11 May 2026.",
        "Morocco denied that it had sent any rifles to Mali.",
    )
    page = article(tmp_path, open_page, "RIGA, 14 May 2026 - " + " ".join(acts) + "\n")
    sides = [("MAR", "AID", "MLI", "2026-05-03"), ("MAR", "SUPPORT", "MLI", "2026-05-12")]
    sides += [("LVA", "ACCUSE", "MAR", "2026-05-13"), ("MAR", "ASSAULT", "MLI", "2026-05-11")]
    for words, (actor, kind, recipient, date) in zip(acts, sides, strict=False):
        page.command(
            "relation", **page.span(words), actor=[actor], type=kind, recipient=[recipient], date=date, id=kind
        )
    span = page.span(acts[4])
    where = {name: span[name] for name in ("document", "start", "end")}
    offered = page.get("find/relation", **{"for": "denial"}, **where)["found"]
    assert offered[0]["relation"] == "AID"
    assert "dated later" not in [one["why"] for one in offered]
    assert offered[0]["title"] == "Morocco · gave aid to · Mali · 2026-05-03"


def test_a_sentence_that_only_denies_is_offered_what_was_told_before(tmp_path, open_page):
    acts = (
        "Latvia expelled two diplomats of Morocco on 12 May 2026.",
        "Latvia accused Morocco on 13 May 2026 of spying.",
    )
    denied = ("Morocco denied the charge.", "Morocco rejected the accusation.", "Rabat dismissed the claim as absurd.")
    own = ("Morocco denied visas to Latvian officials.", "Morocco criticised Latvia.", "Morocco denied Spain a loan.")
    page = article(tmp_path, open_page, "RIGA, 14 May 2026 - " + " ".join((*acts, *denied, *own)) + "\n")
    assert page.post("draft", **page.span(denied[0]))["denied"] == []  # nothing was told yet: a line of its own
    for words, (kind, date) in zip(acts, [("SANCTION", "2026-05-12"), ("ACCUSE", "2026-05-13")], strict=True):
        page.command("relation", **page.span(words), actor=["LVA"], type=kind, recipient=["MAR"], date=date, id=kind)
    for words in denied:
        assert [one["relation"] for one in page.post("draft", **page.span(words))["denied"]][:1] == ["ACCUSE"], words
    assert [page.post("draft", **page.span(words))["denied"] for words in own] == [[], [], []]
    assert page.post("draft", **page.span(denied[0]), **{"for": "answer"})["denied"] == []


def test_who_spoke_in_the_line_before_speaks_in_a_quotation_that_goes_on(tmp_path, open_page):
    first = "Latvian Foreign Minister Ilze Kalve said Morocco attacked Mali on Tuesday."
    second, third = "\u201cMorocco armed Niger, too.\u201d", "Estonia backed Latvia."
    page = article(tmp_path, open_page, f"RIGA, 14 May 2026 - {first} {second} {third}\n")
    kalve = {"new": {"name": "Ilze Kalve", "kind": "person"}}
    page.command("relation", **page.span(first), actor=["MAR"], type="ASSAULT", recipient=["MLI"], speaker=kalve)
    filled = page.post("draft", **page.span(second))
    assert filled["line"]["speaker"]["id"] == "ilze-kalve"
    filled = page.post("draft", **page.span(third))
    assert filled["line"]["speaker"] is None
    assert filled["speaker_before"]["id"] == "ilze-kalve"


def test_the_relations_of_a_sentence_are_told_with_the_line(quarrel):
    here = quarrel.post("draft", **quarrel.span("Morocco condemned Latvia on Wednesday."))["here"]
    assert [one["relation"] for one in here] == ["back"]
    assert here[0]["title"].startswith("Morocco \u00b7 ")
    assert here[0]["title"].endswith(" \u00b7 Latvia \u00b7 2026-05-13")


def test_a_korean_report_gives_its_day_its_place_and_a_summary_without_its_dateline(tmp_path, open_page):
    words = "(서울=연합뉴스) 김민준 기자 = 외교부 장관 박서연은 12일 북한을 비난했다."
    page = article(tmp_path, open_page, f"한국, 북한을 비난\n\n입력 2026-05-14 10:30\n\n{words}\n")
    (listed,) = page.get("state")["documents"]
    assert (listed["title"], listed["date"]) == ("한국, 북한을 비난", "2026-05-14")
    line = page.post("draft", **page.span(words))["line"]
    assert line["summary"] == "외교부 장관 박서연은 12일 북한을 비난했다."
    assert line["date"] == "2026-05-12"


def test_what_never_changes_of_a_document_is_sent_once(page):
    key = page.get("state")["documents"][0]["id"]
    whole = page.get(f"document/{key}")
    again = page.get(f"document/{key}", known=whole["sha256"])
    assert whole.keys() - again.keys() == {"text", "paragraphs", "sentences", "length"}
    assert {name: whole[name] for name in again} == again
    for known in ({}, {"id": "another"}):
        begun = page.post("begin", tab="one", **known)
        assert begun.pop("info") == page.get("state")
        assert begun == whole


def test_an_official_is_named_where_the_coder_reads_nothing_and_the_dateline_names_nobody(tmp_path, open_page):
    words = "RIGA, 14 May 2026 - Lithuanian Foreign Minister Ona Balyte on Monday glorped Morocco."
    page = article(tmp_path, open_page, words + "\n")
    line = page.post("draft", **page.span(words))["line"]
    assert line["actor"][0]["new"]["affiliation"] == {
        "organisation": "LTU",
        "role": "REPRESENTS",
        "title": "Foreign Minister",
    }
    assert [party["id"] for party in line["recipient"]] == ["MAR"]


@pytest.mark.parametrize(
    ("words", "actors", "recipients"),
    [
        ("미국과 일본은 13일 북한에 제재를 가했다.", ["USA", "JPN"], ["PRK"]),
        ("On Monday Latvia, Estonia and Mali glorped Morocco.", ["LVA", "EST", "MLI"], ["MAR"]),
        ("On Monday Latvia glorped Morocco.", ["LVA"], ["MAR"]),
    ],
)
def test_those_named_together_are_one_side_of_a_line(tmp_path, open_page, words, actors, recipients):
    page = article(tmp_path, open_page, f"A title of it\n\n{words}\n")
    line = page.post("draft", **page.span(words))["line"]
    assert [[party["id"] for party in line[side]] for side in ("actor", "recipient")] == [actors, recipients]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("The alliance, NATO, condemned Russia on Tuesday.", "nato"),
        ("The bloc, the European Union, sanctioned Russia on Tuesday.", "european-union"),
        ("The island state, Malta, expelled a Libyan envoy.", "MLT"),
    ],
)
def test_a_name_beside_a_common_noun_says_who_it_is(words, actor, tmp_path, open_page):
    from graphkit.extract.joining import start_dataset

    (tmp_path / "texts").mkdir()
    text = f"BRUSSELS, 14 May 2026 - France met Spain.\n\n{words}"
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    page = open_page(start_dataset(tmp_path / "mine"), tmp_path / "texts")
    line = page.post("draft", **page.span(words))["line"]
    assert [one.get("id") for one in line["actor"]] == [actor]
    page.post("propose", document=page.span(words)["document"])
    shown = page.get(f"document/{page.span(words)['document']}")["proposals"]
    assert actor in [one["line"]["actor"][0].get("id") for one in shown]
    page.command("relation", **page.span(words), **line)
    again = page.post("draft", **page.span(words))["same"]
    assert [one["title"].startswith(page.bench.names.get(actor).name) for one in again] == [True]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("The alliance, NATO", ["nato"]),
        ("NATO, the alliance", ["nato"]),
        ("estonia and lat", ["EST", "LVA"]),
        ("Latvia, the host, and Estonia", ["LVA", "EST"]),
    ],
)
def test_a_common_noun_beside_a_name_is_no_party(page, query, first):
    found = page.get("find/who", q=query)["found"][0]
    assert [one["id"] for one in found.get("parties", [found])] == first


TBILISI = """Tbilisi summons envoy

TBILISI, 9 September 2025 - Georgia accused Armenia on Monday of shooting. Armenia rejected the accusation.

"Our guards did not fire a single shot," said Defence Minister Arman Petrosyan, who accused Georgia of lies.

The European Union, which has monitors in the region, urged both sides to show restraint. Its envoy, Magdalena Grono,
met Georgia on Tuesday. President Yoon Suk-yeol called on China to help.

President Recep Tayyip Erdogan told reporters that his country had shipped generators to Georgia in August.
"""


@pytest.mark.parametrize(
    ("words", "organisation", "title"),
    [
        ("Its envoy, Magdalena Grono,\nmet Georgia on Tuesday.", "european-union", "Envoy"),
        ("President Yoon Suk-yeol called on China to help.", "KOR", "President"),
    ],
)
def test_an_office_is_of_whom_the_words_say(words, organisation, title, tmp_path, open_page):
    """Not of the state in whose city the report was written, and as the text has it where the coder spells a name."""
    page = article(tmp_path, open_page, TBILISI)
    place = page.post("draft", **page.span(words))["line"]["actor"][0]["new"]["affiliation"]
    assert (place["organisation"], place["title"]) == (organisation, title)


def test_who_spoke_before_does_not_say_what_somebody_else_says(tmp_path, open_page):
    page = article(tmp_path, open_page, TBILISI)
    denial = page.span("Armenia rejected the accusation.")
    accused = page.span("TBILISI, 9 September 2025 - Georgia accused Armenia on Monday of shooting.")
    said = {"actor": [{"id": "GEO"}], "type": "ACCUSE", "recipient": [{"id": "ARM"}], "date": "2025-09-08"}
    made = page.command("relation", **accused, **said)["relation"]
    page.command("denial", **denial, relation=made, speaker={"id": "ARM"})
    quoted = (
        '"Our guards did not fire a single shot," said Defence Minister Arman Petrosyan, who accused Georgia of lies.'
    )
    filled = page.post("draft", **page.span(quoted))
    assert filled["speaker_before"]["id"] == "ARM"
    assert filled["line"]["speaker"] is None


def test_a_speaker_of_another_state_is_not_of_the_one_in_which_was_written(tmp_path, open_page):
    """The leaders that the coder knows are of their state; who speaks of "her country" is of the state that acts."""
    told = "told reporters that {} country had shipped generators to Georgia in August."
    malta = f"Malta offered to mediate. President Juta Kadri {told.format('her')}"
    text = (
        f"TBILISI, 9 September 2025 - Georgia met Spain.\n\n{malta}\n\nPresident Tayyip Erdogan {told.format('his')}\n"
    )
    page = article(tmp_path, open_page, text)
    for name, word, state in (("Juta Kadri", "her", "MLT"), ("Tayyip Erdogan", "his", "TUR")):
        line = page.post("draft", **page.span(f"President {name} {told.format(word)}"))["line"]
        assert line["speaker"]["new"]["affiliation"]["organisation"] == state


@pytest.mark.parametrize(
    ("words", "actor", "act", "recipient"),
    [
        ("나토는 러시아를 규탄했다.", "nato", ("ACCUSE", "disapprove"), "RUS"),
        ("유엔 안보리는 북한에 제재를 가했다.", "un-security-council", ("SANCTION", ""), "PRK"),
        ("우크라이나는 한국에 무기 지원을 요청했다.", "UKR", ("REQUEST", ""), "KOR"),
        ("日本は中国の船の活動に抗議した。", "JPN", ("ACCUSE", "disapprove"), "CHN"),
        ("北约谴责俄罗斯。", "nato", ("ACCUSE", "disapprove"), "RUS"),
    ],
)
def test_a_line_in_another_language_opens_with_its_verb_and_its_organisations(
    tmp_path, open_page, words, actor, act, recipient
):
    page = article(tmp_path, open_page, f"A title of it\n\n{words}\n")
    line = page.post("draft", **page.span(words))["line"]
    assert [[one.get("id") for one in line[side]] for side in ("actor", "recipient")] == [[actor], [recipient]]
    assert (line["type"], line["mode"]) == act


def test_every_word_of_another_language_stands_for_something_that_is_there():
    from graphkit.edit.words import acts_told, organisation_words
    from graphkit.extract.gazetteer import world_actors
    from graphkit.ontology import types_with

    types = types_with()
    told = [acts_told(word)[0] for word in ("추방", "非難", "制裁", "обстрел", "停戦")]
    assert all(name in types and (not mode or mode in types[name].modes) for name, mode, _ in told)
    assert set(organisation_words()) <= set(world_actors())


def test_a_denial_of_somebody_who_is_in_no_relation_yet_is_offered_what_is_there(tmp_path, open_page):
    """The nearest relation even so; the words may deny what another said of others."""
    page = article(tmp_path, open_page, "한국의 보고서\n\n일본은 북한을 비난했다. 러시아 외무부는 이를 부인했다.\n")
    said = {"actor": [{"id": "JPN"}], "type": "ACCUSE", "recipient": [{"id": "PRK"}], "date": "2025-10-21"}
    made = page.command("relation", **page.span("일본은 북한을 비난했다."), **said)["relation"]
    span = page.span("러시아 외무부는 이를 부인했다.")
    asked = {name: span[name] for name in ("document", "start", "end")}
    assert [one["relation"] for one in page.get("find/relation", **{"for": "denial"}, **asked)["found"]] == [made]

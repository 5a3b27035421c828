"""What is typed is read as it was meant: acts with a noun behind the verb, amounts with a scale, days to come."""

from __future__ import annotations

import pytest

import graphkit


def article(tmp_path, open_page, text):
    """A new dataset beside one article."""
    from graphkit.extract.joining import start_dataset

    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text(text, encoding="utf-8")
    return open_page(start_dataset(tmp_path / "ours"), tmp_path / "own")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("send experts", ("AID", "")),
        ("send", ("AID", "")),
        ("send frigates", ("MOBILIZE", "")),
        ("host", ("CONSULT", "")),  # the host is not the visitor
        ("host talks", ("CONSULT", "")),
        ("recall ambassador", ("SANCTION", "discontinue")),
        ("declare personae non gratae", ("SANCTION", "expel")),
        ("hand over weapons", ("AID", "")),
        ("close border", ("COERCE", "restrict")),
    ],
)
def test_a_noun_behind_the_verb_says_which_act_is_meant(page, query, first):
    found = page.get("find/did", q=query)["found"]
    assert (found[0]["type"], found[0]["mode"]) == first
    assert "arrest" not in [one["mode"] for one in found[:3]]


@pytest.mark.parametrize(
    ("amount", "unit", "kept"),
    [
        ("100", "million USD", ("100000000", "USD")),
        ("100 million", "USD", ("100000000", "USD")),
        ("1.5 billion dollars", "", ("1500000000", "USD")),
        ("500 000", "euros", ("500000", "EUR")),
        ("$5 million", "", ("5000000", "USD")),
        ("1,200", "soldiers", ("1200", "soldiers")),
        (2, "diplomats", ("2", "diplomats")),
    ],
)
def test_an_amount_is_kept_as_the_number_that_its_words_say(page, amount, unit, kept):
    span = page.span("Latvia expelled two Moroccan diplomats on Tuesday.")
    line = {"actor": ["LVA"], "type": "AID", "recipient": ["MAR"], "amount": amount, "unit": unit}
    page.command("relation", **span, **line)
    cells = page.get("table/relations")["rows"][0]["cells"]
    assert (cells["amount"], cells["unit"]) == kept


def test_a_unit_without_an_amount_is_refused_at_its_field(page):
    span = page.span("Latvia expelled two Moroccan diplomats on Tuesday.")
    line = {"actor": ["LVA"], "type": "AID", "recipient": ["MAR"], "unit": "EUR"}
    refused = page.command("relation", status=422, **span, **line)
    assert refused["field"] == "amount"
    assert refused["error"].startswith("the unit says 'EUR' and the amount is blank")


def test_an_amount_is_typed_with_its_scale_behind_the_act(page):
    found = page.get("find/did", q="pledge 100 million USD")["found"][0]
    assert (found["type"], found["amount"], found["unit"]) == ("AGREE", "100000000", "USD")


@pytest.mark.parametrize(
    ("sentence", "typed", "date"),
    [
        ("Latvia will also pay Moldova in the autumn.", "autumn", "2026-23"),
        ("Latvia paid Moldova in the autumn.", "autumn", "2025-23"),
        ("Latvia paid Moldova in the autumn.", "next autumn", "2026-23"),
        ("러시아는 지난해 8월 말 북한에 부품을 제공하였다.", "8월 말", "2025-08~"),
        ("한국과 미국은 5월 초순부터 연합훈련을 실시하고 있다.", "5월 초순부터", "2026-05/.."),
        ("정부는 10월 중 협의회를 개최할 예정이다.", "10월 중", "2026-10"),
    ],
)
def test_a_day_to_come_is_the_next_one(tmp_path, open_page, sentence, typed, date):
    page = article(tmp_path, open_page, f"A title of it\n\nRIGA, 4 June 2026 - {sentence}\n")
    span = page.span(sentence)
    where = {name: span[name] for name in ("document", "start", "end")}
    assert page.get("find/when", q=typed, **where)["date"] == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Ministry of Trade of Latvia\nPress release, 4 June 2026", "2026-06-04"),
        ("Latvia pays Moldova\n\nPress statement: 4 June 2026", "2026-06-04"),
        ("외교부, 규탄 성명 발표\n\n외교부 보도자료 2026년 9월 17일", "2026-09-17"),
    ],
)
def test_a_press_release_dates_its_document(tmp_path, open_page, head, date):
    page = article(tmp_path, open_page, f"{head}\n\nLatvia paid Moldova.\n")
    assert page.get("state")["documents"][0]["date"] == date


def test_the_date_of_a_document_is_taken_in_words(page):
    key = page.get("state")["documents"][0]["id"]
    page.command("document", id=key, date="4 June 2026")
    assert page.get("state")["documents"][0]["date"] == "2026-06-04"
    assert page.command("document", status=422, id=key, date="the other day")["field"] == "date"


@pytest.mark.parametrize(
    ("words", "mutual"),
    [
        ("Egypt offered to hold talks with Libya.", False),
        ("Egypt promised to cooperate with Libya.", False),
        ("Egypt agreed to hold talks with Libya.", True),
    ],
)
def test_an_offer_is_of_one_side(words, mutual):
    (row,) = graphkit.extract_relations(words).to_dict("records")
    assert (row["type"], bool(row["mutual"])) == ("AGREE", mutual)


def test_persons_who_are_not_wanted_are_expelled_and_a_denial_is_no_deed(tmp_path, open_page):
    told = "Latvia declared two employees of the Embassy of Belarus personae non gratae."
    denied = "On 1 June the Belarusian service denied any involvement."
    page = article(tmp_path, open_page, f"A title of it\n\nRIGA, 4 June 2026 - {told} {denied}\n")
    line = page.post("draft", **page.span(told))["line"]
    assert (line["type"], line["mode"]) == ("SANCTION", "expel")
    assert page.post("draft", **page.span(denied))["line"]["type"] == ""


RELEASE = """Ministry of Foreign Affairs of the Republic of Latvia
Press release, 4 June 2026

Latvia expels two Belarusian diplomats and continues its support to Ukraine

The decision is a response to the cyberattack against the National Library, which the State Security Service \
attributes to Belarusian military intelligence. The attack took place around 20 May.

On 1 June the Belarusian KGB denied any involvement. Latvia regards the denial as not credible.

Foreign Minister Baiba Braže informed her colleagues in Tallinn by telephone. She called on the European Union to \
help. On 2 June the Minister handed over 12 ambulances to Moldova.
"""


def sides(line):
    """Who stands on each side of a line, and who says so, by id or name."""
    told = {side: [one.get("id") or one["name"] for one in line[side]] for side in ("actor", "recipient")}
    speaker = line["speaker"]
    return told["actor"], told["recipient"], speaker and (speaker.get("id") or speaker["name"])


@pytest.fixture
def release(tmp_path, open_page):
    """A press release that is open for editing."""
    return article(tmp_path, open_page, RELEASE)


def test_nobody_is_taken_from_another_sentence(release):
    told = release.post("draft", **release.sentence("The decision is a response"))["line"]
    actors, recipients, speaker = sides(told)
    assert (actors, recipients, speaker) == (
        ["Belarusian military intelligence"],
        ["National Library"],
        "State Security Service",
    )
    assert (told["type"], told["mode"]) == ("COERCE", "cyber")
    assert told["recipient"][0]["new"]["kind"] == "agency"
    assert told["actor"][0]["new"]["affiliation"]["organisation"] == "BLR"
    judged = release.post("draft", **release.sentence("Latvia regards"))["line"]
    assert sides(judged)[:2] == (["LVA"], [])


@pytest.mark.parametrize("lead", ["She called on", "On 2 June the Minister"])
def test_a_pronoun_and_an_office_are_whoever_held_it_before(release, lead):
    (actor,) = release.post("draft", **release.sentence(lead))["line"]["actor"]
    assert (actor["name"], actor["kind"]) == ("Baiba Braže", "person")
    assert actor["new"]["affiliation"] == {"organisation": "LVA", "role": "REPRESENTS", "title": "Foreign Minister"}
    span = release.sentence(lead)
    where = {name: span[name] for name in ("document", "start", "end")}
    assert release.get("find/who", q="the minister", **where)["found"][0]["name"] == "Baiba Braže"


@pytest.mark.parametrize(
    ("sentence", "actor", "speaker"),
    [
        ("Two Turkish frigates came on Sunday, according to the Hellenic coast guard.", "TUR", "Hellenic coast guard"),
        ("Foreign Minister Ona Balyte told reporters that Libya had quietly licensed it.", "LBY", "Ona Balyte"),
        (
            "Egypt summoned Libya's ambassador on Tuesday, the Greek foreign ministry said.",
            "EGY",
            "Greek foreign ministry",
        ),
        ("우크라이나는 러시아가 8월 말 북한에 부품을 제공하였다고 주장하였다.", "RUS", "UKR"),
    ],
)
def test_who_the_sentence_says_tells_it_is_the_speaker(tmp_path, open_page, sentence, actor, speaker):
    page = article(tmp_path, open_page, f"A title of it\n\nATHENS, 11 March 2026 - They met. {sentence}\n")
    line = page.post("draft", **page.span(sentence))["line"]
    assert sides(line)[0] == [actor]
    assert sides(line)[2] == speaker


@pytest.mark.parametrize(
    ("query", "name", "state", "title"),
    [
        ("Libyan foreign ministry", "Libyan foreign ministry", "LBY", ""),
        ("Hellenic Coast Guard", "Hellenic Coast Guard", "GRC", ""),
        ("한국 외교부", "한국 외교부", "KOR", ""),
        ("Ministry of Foreign Affairs of Latvia", "Ministry of Foreign Affairs of Latvia", "LVA", ""),
        ("State Security Service", "State Security Service", "", ""),
    ],
)
def test_an_institution_that_is_not_there_is_new_before_its_state_and_another_states(page, query, name, state, title):
    page.command("actor", new={"name": "Greek foreign ministry", "kind": "agency"})
    first = page.get("find/who", q=query)["found"][0]
    assert first["new"]
    new = first["party"]["new"]
    assert (new["name"], new["kind"]) == (name, "agency")
    assert new.get("affiliation", {}).get("organisation", "") == state
    assert page.get("find/who", q="Greek foreign ministry")["found"][0]["id"] == "greek-foreign-ministry"


@pytest.mark.parametrize(
    ("query", "name", "place"),
    [
        ("조현 외교부 장관", "조현", ("", "외교부 장관")),
        ("마코 루비오 미국 국무장관", "마코 루비오", ("USA", "국무장관")),
        ("러시아 외무부의 마리야 자하로바 대변인", "마리야 자하로바", ("RUS", "외무부 대변인")),
        ("EU foreign policy chief Ona Balyte", "Ona Balyte", ("european-union", "Foreign policy chief")),
    ],
)
def test_an_official_is_a_person_with_an_office_in_a_state_or_organisation(page, query, name, place):
    new = next(one for one in page.get("find/who", q=query)["found"] if one["new"])["party"]["new"]
    assert (new["name"], new["kind"]) == (name, "person")
    assert (new["affiliation"]["organisation"], new["affiliation"]["title"]) == place
    assert new["affiliation"]["role"] == "REPRESENTS"


def test_who_is_in_the_dataset_comes_before_the_world(page):
    page.command("actor", new={"name": "Baiba Braže", "kind": "person"})
    assert page.get("find/who", q="braz")["found"][0]["id"] == "baiba-braze"
    assert page.get("find/who", q="brazil")["found"][0]["id"] == "BRA"
    both = page.get("find/who", q="mali and lat")["found"][0]["parties"]
    assert [party["id"] for party in both] == ["MLI", "LVA"]
    assert page.get("find/who", q="bosnia and herz")["found"][0]["id"] == "BIH"


def test_an_office_that_is_typed_goes_with_who_is_known(page):
    page.command("actor", new={"name": "Baiba Braže", "kind": "person"})
    first = page.get("find/who", q="Foreign Minister Baiba Braže of Latvia")["found"][0]
    assert (first["id"], first["why"]) == ("baiba-braze", "new: Foreign Minister of Latvia")
    span = page.span("Latvia expelled two Moroccan diplomats on Tuesday.")
    line = {"actor": [first["party"]], "type": "AID", "recipient": ["MAR"]}
    page.command("relation", **span, **line)
    (row,) = [one["cells"] for one in page.get("table/affiliations")["rows"]]
    assert row == {"actor": "baiba-braze", "role": "REPRESENTS", "organisation": "LVA", "title": "Foreign Minister"}
    again = page.get("find/who", q="Foreign Minister Baiba Braže of Latvia")["found"][0]
    assert (again["id"], again["party"].get("affiliation")) == ("baiba-braze", None)
    page.post("undo")
    assert page.get("table/affiliations")["total"] == 0


def test_a_denial_by_an_agency_is_offered_what_another_agency_of_its_state_did(release):
    blamed = {
        "new": {"name": "Belarusian military intelligence", "kind": "agency", "affiliation": {"organisation": "BLR"}}
    }
    library = {"new": {"name": "National Library", "kind": "agency", "affiliation": {"organisation": "LVA"}}}
    attack = {"actor": [blamed], "type": "COERCE", "mode": "cyber", "recipient": [library], "date": "2026-05-20~"}
    release.command("relation", **release.sentence("The decision is a response"), **attack, id="attack")
    expelled = {"actor": ["LVA"], "type": "SANCTION", "mode": "expel", "recipient": ["BLR"], "date": "2026-06-04"}
    release.command("relation", **release.sentence("Latvia expels two"), **expelled, id="expelled")
    span = release.sentence("On 1 June")
    where = {name: span[name] for name in ("document", "start", "end")}
    offered = release.get("find/relation", **{"for": "denial"}, **where)["found"]
    assert [one["relation"] for one in offered] == ["attack"]
    told = release.post("draft", **span, **{"for": "denial"})
    assert (told["denier"]["name"], told["said_on"]) == ("Belarusian KGB", "2026-06-01")
    release.command("denial", **span, relation="attack", speaker=told["denier"], evidence_date=told["said_on"])
    (denial,) = [one for one in release.get("relation/attack")["evidence"] if one["stance"] == "denies"]
    assert denial["date"] == "2026-06-01"


def test_the_day_of_a_korean_denial_is_read_and_what_it_denies_is_told_before(tmp_path, open_page):
    told = "우크라이나는 러시아가 8월 말 북한에 부품을 제공하였다고 주장하였다."
    denied = "마리야 자하로바 러시아 외무부 대변인은 15일 이를 부인하였다."
    page = article(tmp_path, open_page, f"외교부, 규탄 성명\n\n외교부 보도자료 2026년 9월 17일\n\n{told} {denied}\n")
    page.command(
        "relation", **page.span(told), actor=["RUS"], type="AID", recipient=["PRK"], date="2026-08~", id="parts"
    )
    span = page.span(denied)
    drafted = page.post("draft", **span, **{"for": "denial"})
    assert (drafted["said_on"], drafted["denier"]["name"]) == ("2026-09-15", "마리야 자하로바")
    where = {name: span[name] for name in ("document", "start", "end")}
    assert page.get("find/relation", **{"for": "denial"}, **where)["found"][0]["relation"] == "parts"


def test_a_proposal_says_which_party_its_sentence_does_not_give(release):
    key = release.get("state")["documents"][0]["id"]
    release.post("propose", document=key)
    told = release.get(f"document/{key}")["proposals"]
    attack = next(one for one in told if one["line"]["mode"] == "cyber")
    expelled = next(one for one in told if one["line"]["mode"] == "expel")
    assert (attack["implied"], expelled["implied"]) == (["actor"], [])

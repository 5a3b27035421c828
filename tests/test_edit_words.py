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

"""Persons in the finder of who: part of a name finds whom the text names, with his own state; nobody's is guessed."""

from __future__ import annotations

import pytest

from tests.test_edit_find import article

BALTIC = """Lithuania closes its border

VILNIUS, 24 April 2025 - Lithuania closed two crossings with Belarus on Wednesday.

President Alexander Lukashenko said on Thursday that Lithuania had acted in bad faith. Foreign Minister Ona Balyte
met envoys, and President Dana Orlova of Chad came. Juris Kalve spoke. The Baltic Trade Agency closed.
"""
RIVER = """India suspends a treaty

NEW DELHI, 24 April 2025 - India suspended the treaty with Pakistan on Wednesday.

Pakistan denied any involvement, and Prime Minister Shehbaz Sharif's office warned India of war.
"""


def found(page, query, sentence):
    span = page.sentence(sentence)
    where = {name: span[name] for name in ("document", "start", "end")}
    return page.get("find/who", q=query, **where)["found"]


def place(one):
    told = (one["party"].get("new") or {}).get("affiliation") or {"organisation": "", "title": ""}
    return one["name"], told["organisation"], told["title"]


@pytest.mark.parametrize(
    ("text", "query", "sentence", "first"),
    [
        (BALTIC, "Lukash", "President Alexander", ("Alexander Lukashenko", "BLR", "President")),
        (BALTIC, "lukashenko", "President Alexander", ("Alexander Lukashenko", "BLR", "President")),
        (BALTIC, "President Lukashenko", "President Alexander", ("Alexander Lukashenko", "BLR", "President")),
        (BALTIC, "Lukash", "Foreign Minister Ona", ("Alexander Lukashenko", "BLR", "President")),
        (BALTIC, "Balyt", "Foreign Minister Ona", ("Ona Balyte", "", "Foreign Minister")),
        (BALTIC, "orlo", "Foreign Minister Ona", ("Dana Orlova", "TCD", "President")),
        (BALTIC, "Kalve", "Juris Kalve", ("Juris Kalve", "", "")),
        (BALTIC, "Netanyah", "Juris Kalve", ("Benjamin Netanyahu", "ISR", "")),
        (RIVER, "Sharif", "Pakistan denied", ("Shehbaz Sharif", "PAK", "Prime Minister")),
        (RIVER, "Sharif's", "Pakistan denied", ("Shehbaz Sharif", "PAK", "Prime Minister")),
        (RIVER, "Shehbaz Sharif's", "Pakistan denied", ("Shehbaz Sharif", "PAK", "Prime Minister")),
    ],
)
def test_part_of_a_name_finds_the_person_with_his_own_state(tmp_path, open_page, text, query, sentence, first):
    page = article(tmp_path, open_page, text)
    assert place(found(page, query, sentence)[0]) == first


def test_who_is_new_has_no_state_that_nothing_tells(tmp_path, open_page):
    page = article(tmp_path, open_page, BALTIC)
    for query, sentence in (("President Zorin", "Juris Kalve"), ("Lukashenko", "President Alexander")):
        last = found(page, query, sentence)[-1]
        assert last["new"]
        assert place(last)[1] in ("", "BLR")


def test_states_and_those_who_are_there_come_before_a_part_of_a_name(tmp_path, open_page):
    page = article(tmp_path, open_page, BALTIC)
    assert found(page, "belar", "Foreign Minister Ona")[0]["id"] == "BLR"
    page.command("actor", new={"name": "Alexander Lukashenko", "kind": "person"})
    lines = found(page, "Lukash", "President Alexander")
    assert lines[0]["id"] == "alexander-lukashenko"
    assert not [one for one in lines[1:] if place(one)[1] == "BLR"]


def test_a_line_opens_with_a_leader_of_his_own_state_and_without_a_genitive(tmp_path, open_page):
    page = article(tmp_path, open_page, RIVER)
    line = page.post("draft", **page.sentence("Pakistan denied"))["line"]
    fresh = [one["new"] for side in ("actor", "recipient") for one in line[side] if "new" in one]
    assert "PAK" in [one["affiliation"]["organisation"] for one in fresh if one["name"] == "Shehbaz Sharif"], line


def test_a_person_is_kept_without_a_place_where_none_is_told(tmp_path, open_page):
    page = article(tmp_path, open_page, BALTIC)
    (one, *_) = found(page, "Balyt", "Foreign Minister Ona")
    page.command("actor", new=one["party"]["new"])
    assert page.get("table/actors")["total"] == 1
    assert page.get("table/affiliations")["total"] == 0

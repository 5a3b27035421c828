"""A language model that errs in every way it can, on a server of this machine that does no better."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given, strategies as st

from graphkit.errors import ExtractionError, GraphkitError, ServerLost
from graphkit.extract import CoderChoice
from graphkit.extract.llm_cache import ReplyCache
from graphkit.extract.llm_coder import LanguageModelCoder, complete_with
from graphkit.extract.llm_reply import read_reply
from graphkit.extract.quotes import find_quotes
from graphkit.extract.review import ReviewStore
from graphkit.extract.run import extract_files

pytestmark = pytest.mark.slow

TEXT = "Turkish police arrested rebels. Japan condemned Russia."


def relation(**changes):
    said = {
        "id": "1",
        "sentence": "Japan condemned Russia.",
        "actor": "Japan",
        "type": "ACCUSE",
        "mode": "",
        "recipient": "Russia",
        "cue": "condemned",
        "stance": "asserts",
        "speaker": "",
        "date": "",
        "responds_to": "",
        "response_cue": "",
    }
    return said | changes


def reply(*relations):
    return json.dumps({"relations": list(relations)})


def coded(*relations, text=TEXT, date=""):
    coder = LanguageModelCoder(lambda prompt: reply(*relations), model="toy")
    return coder(text, date), coder.rejected


def triples(proposals):
    return [(said.actor, said.type, said.recipient) for said in proposals]


ACCUSED = ("JPN", "ACCUSE", "RUS")
GOOD = json.dumps(relation())


# what a reply looks like


@pytest.mark.parametrize(
    ("said", "odd", "broken"),
    [
        (f'Sure! Here you are:\n{{"relations": [{GOOD}]}}\nAnything else?', 0, False),
        (f'<think>{{"relations": []}}</think>```json\n{{"relations": [{GOOD}]}}\n```', 0, False),
        (f'{{"relations": [{GOOD}, {{"id": "2", "sentence": "Turkish po', 0, True),
        (f'{{"relations": [{GOOD}, ', 0, True),
        (f'{{"relations": [7, {GOOD}, "x", null]}}', 3, False),
        (f'{{"relations": [7, {GOOD}, oops, {GOOD[:-1]},}}]', 2, False),
        (f"[{GOOD}]", 0, False),
        (f"{GOOD}\n{GOOD}"[: len(GOOD)], 0, False),
        (f'{{"relations": [{GOOD.replace(chr(34), chr(39))}]}}', 0, False),
        (re.sub(r'"([^"]*)"', r"“\1”", f'{{"relations": [{GOOD}]}}'), 0, False),
    ],
)
def test_what_is_whole_in_a_reply_is_kept(said, odd, broken):
    found = read_reply(said)
    assert dict(found.relations[0])["sentence"] == "Japan condemned Russia."
    assert (found.odd, found.broken) == (odd, broken)
    coder = LanguageModelCoder(lambda prompt: said, model="toy", tries=1)
    assert triples(coder(TEXT)) == [ACCUSED]
    assert coder.incomplete is broken
    assert coder.rejected.get("it is no relation as asked", 0) == odd


@pytest.mark.parametrize("said", ["", "no", '{"relations": [{"id', '{"relations": "none"}', "{" * 9000, '{"a":' * 9000])
def test_a_reply_with_nothing_in_it_says_why(said):
    with pytest.raises(ValueError, match=r"it is not|it stops midway"):
        read_reply(said)


@pytest.mark.parametrize(
    "said",
    [
        f'The form is {{"relations": []}}.\nMine: {{"relations": [{GOOD}]}} // done',
        f'<think>{{"relations": []}} is wrong, for</think> {{"relations": [{GOOD}]}}',
        f'perhaps {{"relations": []}}, no</think>{{"relations": [{GOOD}]}}',
        f'{{"result": {{"relations": [{GOOD}]}}}}',
        json.dumps(f'{{"relations": [{GOOD}]}}'),
    ],
)
def test_of_what_a_model_thinks_aloud_only_its_answer_counts(said):
    assert [dict(each)["sentence"] for each in read_reply(said).relations] == ["Japan condemned Russia."]


@pytest.mark.parametrize("said", ["[]", '{"relations": []}', "```json\n[]\n```"])
def test_no_relations_is_an_answer(said):
    assert read_reply(said).relations == ()


def test_a_thought_that_stops_midway_is_no_answer():
    with pytest.raises(ValueError, match="it is not JSON"):
        read_reply(f'<think>perhaps {{"relations": [{GOOD}]}}, but')


@pytest.mark.parametrize(
    "said",
    [
        "<think>" * 100_000,
        ("{" + " " * 1000) * 900 + "```",
        '{"relations": [' + "{'b'}," * 150_000,
        '{"relations": [' + ("{'a': " + "[{'" * 6000 + "},") * 50,
    ],
)
def test_no_reply_takes_long_to_read(said):
    began = time.process_time()
    with pytest.raises(ValueError, match=r"it is not JSON|nothing in its list"):
        read_reply(said)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("cue", ["." * 60 + "met", "of the " * 40 + "met", " " * 3000 + "!met", "- " * 2000])
def test_no_words_for_an_act_take_long_to_judge(cue):
    began = time.process_time()
    text = f"Japan {cue} Russia."
    coded(relation(sentence=text, recipient="Russia", cue=cue), text=text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("between", ["alla" * 40 + "! ", " " * 3000 + "! ", "1 " * 1500 + "x "])
def test_no_words_between_the_parties_take_long_to_judge(between):
    began = time.process_time()
    text = f"Japan condemned {between}Russia."
    coded(relation(sentence=text), text=text)
    assert time.process_time() - began < 5


def test_a_reply_that_stops_midway_is_told_and_kept():
    coder = LanguageModelCoder(lambda prompt: f'{{"relations": [{GOOD}, {{"id": "2"', model="toy")
    assert triples(coder(TEXT)) == [ACCUSED]
    assert coder.notices == (
        "passage 1 of 1 (characters 0 to 55): the reply stops midway; kept before that: 1 relation",
    )


def test_one_odd_relation_loses_one():
    found, rejected = coded(relation(), relation(recipient=["Russia"]), relation(type="KISS"), {"x": 1})
    assert triples(found) == [ACCUSED]
    assert sum(rejected.values()) == 3


@given(st.text(st.sampled_from("{}[]\"'“”:, \n\\ relationsentnc7äё中"), max_size=120), st.integers(0, len(GOOD)))
def test_no_reply_is_a_crash(noise, cut):
    for said in (noise, GOOD[:cut] + noise, f'{{"relations": [{noise}{GOOD}', f'{{"relations": [{GOOD[:cut]}{noise}'):
        try:
            found = read_reply(said)
        except ValueError:
            continue
        assert all(isinstance(each, dict) for each in found.relations)


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=12))
def test_what_is_found_is_in_the_text_and_what_was_copied_is_found(before, quote, after):
    text = f"{before} {quote} {after}"
    found = find_quotes(text, quote)
    assert all(0 <= start < end <= len(text) for start, end in found)
    if quote.isascii() and quote.strip("\"' ").isalnum():
        assert found


# one sentence to a quote


def test_what_is_quoted_is_cut_to_the_sentence_that_tells_it():
    ((found,), _) = coded(relation(sentence=TEXT))
    assert TEXT[found.start : found.end] == "Japan condemned Russia."
    ((found,), _) = coded(relation(sentence="Japan condemned Russia"))
    assert TEXT[found.start : found.end] == "Japan condemned Russia."


def test_words_of_two_sentences_are_no_relation():
    text = "Japan met Ukraine on Monday. Russia protested loudly."
    said = relation(sentence=text, actor="Russia", recipient="Japan", type="PROTEST", cue="protested")
    assert coded(said, text=text) == ([], {"its words stand in two sentences": 1})


def test_neighbours_are_tied_by_a_pronoun():
    text = "Japan met Ukraine on Monday. Russia condemned it loudly. Nobody else spoke."
    said = relation(sentence=text[:56], actor="Russia", recipient="Japan", cue="condemned")
    ((found,), _) = coded(said, text=text)
    assert text[found.start : found.end] == "Japan met Ukraine on Monday. Russia condemned it loudly."
    assert coded(said | {"sentence": text, "recipient": "Nobody"}, text=text)[0] == []


@pytest.mark.parametrize(
    ("text", "actor", "cue", "recipient", "stands"),
    [
        ("Japan met Ukraine. Russia condemned the move.", "Russia", "condemned", "Japan", True),
        ("Japan met Ukraine. Russia condemned its statement.", "Russia", "condemned", "Japan", True),
        ("Japan fired missiles. It then attacked Ukraine.", "Japan", "attacked", "Ukraine", True),
        ("Japan met Ukraine. They signed a pact.", "Japan", "signed", "Ukraine", True),
        ("日本批评了俄罗斯。中国谴责了它。", "中国", "谴责", "俄罗斯", True),
        ("日本批评了俄罗斯。中国谴责了恐怖主义。", "中国", "谴责", "俄罗斯", False),
        ("Japan met Ukraine. Russia said that it had condemned terrorism.", "Russia", "condemned", "Japan", False),
        ("Japan met Ukraine. Russia condemned terrorism in its own cities.", "Russia", "condemned", "Japan", False),
        ("Japan met Ukraine. Both houses sat while Russia condemned terror.", "Russia", "condemned", "Japan", False),
        ("Japan fired missiles. Later that day Russia attacked Ukraine.", "Japan", "attacked", "Ukraine", False),
        ("Japan fired missiles. Russia attacked Ukraine with them.", "Japan", "attacked", "Ukraine", False),
    ],
)
def test_a_pronoun_ties_neighbours_only_where_the_party_would_stand(text, actor, cue, recipient, stands):
    kind = "CONSULT" if cue == "signed" else "ASSAULT" if cue == "attacked" else "ACCUSE"
    said = relation(sentence=text, actor=actor, recipient=recipient, cue=cue, type=kind)
    assert bool(coded(said, text=text)[0]) is stands


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "reason"),
    [
        ("They condemned Russia.", "They", "Russia", "one of its parties is a pronoun"),
        ("Japan condemned the latter.", "Japan", "the latter", "one of its parties is a pronoun"),
        ("他谴责日本。", "他", "日本", "one of its parties is a pronoun"),
        ("Japan condemned Russia on Monday.", "Japan", "Monday", "one of its parties is a thing"),
    ],
)
def test_a_pronoun_or_a_day_is_no_party(text, actor, recipient, reason):
    cue = "谴责" if "谴责" in text else "condemned"
    said = relation(sentence=text, actor=actor, recipient=recipient, cue=cue)
    assert coded(said, text=text) == ([], {reason: 1})


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "pair"),
    [
        ("US condemned Russia.", "US", "Russia", ("USA", "RUS")),
        ("Russia condemned the WHO.", "Russia", "WHO", ("RUS", "who")),
    ],
)
def test_a_name_in_capitals_is_no_pronoun(text, actor, recipient, pair):
    ((found,), _) = coded(relation(sentence=text, actor=actor, recipient=recipient), text=text)
    assert (found.actor, found.recipient) == pair


def test_us_in_capitals_ties_no_sentences():
    text = "Japan met Ukraine. Russia condemned US."
    said = relation(sentence=text, actor="Russia", recipient="Japan")
    assert coded(said, text=text)[0] == []


@pytest.mark.parametrize(
    ("text", "said", "document", "date"),
    [
        ("In 2024 Japan condemned Russia.", "2024-06-18", "", "2024"),
        ("In June 2024 Japan condemned Russia.", "2024-06-18", "", "2024-06"),
        ("On 18 June 2024 Japan condemned Russia.", "2024-06-18", "", "2024-06-18"),
        ("On Tuesday Japan condemned Russia.", "2024-06-18", "2024-06-20", "2024-06-18"),
        ("Japan condemned Russia.", "2024-12-01", "2024-06-20", "2024"),
        ("2024年6月18日，Japan condemned Russia.", "2024-06-18", "", "2024-06-18"),
        ("In 2024 Japan condemned Russia.", " 2024 ", "", "2024"),
        ("In 2024 Japan condemned Russia.", "2023", "", ""),
    ],
)
def test_a_date_is_kept_as_far_as_the_text_bears_it_out(text, said, document, date):
    ((found,), _) = coded(relation(sentence=text, date=said), text=text, date=document)
    assert found.date == date


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Kishida", "Kishida"),
        ("Kis\u200bhi\u202eda", "Kishida"),
        ('said: "Japan condemned', ""),
        ("he", ""),
        ("Kishida " * 40, ""),
    ],
)
def test_who_says_so_is_named_in_words_of_the_text(speaker, name):
    text = 'Kishida said: "Japan condemned Russia," as he left.'
    ((found,), _) = coded(relation(sentence=text, speaker=speaker), text=text)
    assert found.speaker_name == name


@pytest.mark.parametrize("blank", ["none", "None", "null", "N/A", "0", "-", " "])
def test_a_blank_however_a_model_writes_it_answers_nothing(blank):
    found, rejected = coded(relation(responds_to=blank))
    assert (triples(found), rejected) == ([ACCUSED], {})


def test_a_model_may_count_from_0():
    text = "Japan condemned Russia. Russia answered by condemning Japan."
    first = relation(id=0, sentence="Japan condemned Russia.")
    second = first | {
        "id": 1,
        "sentence": "Russia answered by condemning Japan.",
        "actor": "Russia",
        "recipient": "Japan",
        "cue": "condemning",
        "responds_to": 0,
        "response_cue": "answered by",
    }
    found, rejected = coded(first, second, text=text)
    assert ([each.responds_to for each in found], rejected) == ([None, 0], {})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cue": ""}, "it names no words for the act"),
        ({"cue": "of the"}, "it names no words for the act"),
        ({"cue": " - "}, "it names no words for the act"),
        ({"cue": "Japan"}, "its parties are the same words"),
        ({"recipient": "rebels"}, "its recipient is not in the sentence"),
        ({"sentence": "condemned Russia"}, "its actor is not in the sentence"),
        ({"actor": "Turkish police"}, "its actor is not in the sentence"),
        ({"cue": "arrested"}, "its act is not in the sentence"),
        ({"sentence": "Japan praised Russia."}, "its sentence is not in the text"),
        ({"actor": "Russia", "recipient": "Japan"}, "its parties are swapped"),
    ],
)
def test_what_the_words_do_not_bear_out_is_rejected_by_its_reason(changes, reason):
    assert coded(relation(**changes)) == ([], {reason: 1})


def test_duplicates_are_named_as_such():
    found, rejected = coded(relation(), relation(id="2"), relation(id="3", cue="Japan condemned"))
    assert triples(found) == [ACCUSED]
    assert rejected == {"it is said twice": 2}


# negation, modality, direction


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Iran did not attack Iraq.", "attack"),
        ("Iran did not attack Iraq.", "did not attack"),
        ("Iran didn’t attack Iraq.", "attack"),
        ("Iran has never attacked Iraq.", "attacked"),
        ("Iran refused to attack Iraq.", "attack"),
        ("Iran stopped short of attacking Iraq.", "attacking"),
        ("No soldier of Iran attacked Iraq.", "attacked"),
        ("Iran could not have attacked Iraq.", "attacked"),
        ("Iran neither attacked Iraq nor meant to.", "attacked"),
        ("Iran held back from attacking Iraq.", "attacking"),
        ("Iran ruled out attacking Iraq.", "attacking"),
        ("Iran was prevented from attacking Iraq.", "attacking"),
        ("Iran called off its attack on Iraq.", "attack"),
        ("Iran hardly attacked Iraq at all.", "attacked"),
        ("It is not true that Iran attacked Iraq.", "attacked"),
        ("There is no evidence that Iran attacked Iraq.", "attacked"),
        ("Nothing suggests that Iran attacked Iraq.", "attacked"),
        ("Iran, officials stressed, did not in any way attack Iraq.", "attack"),
        ("Instead of attacking Iraq, Iran waited.", "attacking"),
    ],
)
def test_what_did_not_happen_is_rejected(text, cue):
    said = relation(sentence=text, actor="Iran", recipient="Iraq", type="ASSAULT", cue=cue)
    assert coded(said, text=text) == ([], {"the sentence says that it did not happen": 1})


@pytest.mark.parametrize(
    "text",
    [
        "Iran not only attacked Iraq but boasted of it.",
        "No doubt Iran attacked Iraq.",
        "Iran, not Syria, attacked Iraq.",
        "Iran did not wait and attacked Iraq.",
        "Without warning Iran attacked Iraq.",
        "Iran attacked Iraq, which it had not done before.",
    ],
)
def test_not_only_is_no_negation(text):
    said = relation(sentence=text, actor="Iran", recipient="Iraq", type="ASSAULT", cue="attacked")
    assert triples(coded(said, text=text)[0]) == [("IRN", "ASSAULT", "IRQ")]


@pytest.mark.parametrize(
    ("text", "cue", "stance"),
    [
        ("Iran would attack Iraq.", "attack", "expects"),
        ("Iran would attack Iraq.", "would attack", "expects"),
        ("Iran plans to attack Iraq.", "attack", "expects"),
        ("Iran is expected to attack Iraq.", "attack", "expects"),
        ("Iran may soon attack Iraq.", "attack", "considers"),
        ("If Iran attacks Iraq, oil will be dear.", "attacks", "considers"),
        ("Iran should attack Iraq, he wrote.", "attack", "proposes"),
        ("Iran attacked Iraq.", "attacked", "asserts"),
        ("Iran threatened to attack Iraq.", "attack", "expects"),
        ("Iran is planning an attack on Iraq.", "attack", "expects"),
        ("Unless talks resume, Iran attacks Iraq.", "attacks", "considers"),
        ("Were Iran to attack Iraq, oil would be dear.", "attack", "considers"),
        ("Syria urged Iran to attack Iraq.", "attack", "proposes"),
        ("Iran allegedly attacked Iraq.", "attacked", "alleges"),
        ("Iran is said to have attacked Iraq.", "attacked", "alleges"),
    ],
)
def test_what_is_only_expected_or_possible_is_not_asserted(text, cue, stance):
    said = relation(sentence=text, actor="Iran", recipient="Iraq", type="ASSAULT", cue=cue)
    ((found,), _) = coded(said, text=text)
    assert found.stance == stance


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Iran denied that it attacked Iraq.", "attacked"),
        ("Iran denied attacking Iraq.", "attacking"),
        ("Iran rejected claims that its drones had attacked Iraq.", "attacked"),
    ],
)
def test_what_is_denied_is_proposed_as_denied(text, cue):
    said = relation(sentence=text, actor="Iran", recipient="Iraq", type="ASSAULT", cue=cue)
    ((found,), _) = coded(said, text=text)
    assert found.stance == "denies"


def test_a_denial_needs_words_of_denial():
    ((found,), _) = coded(relation(stance="denies"))
    assert found.stance == "asserts"
    text = "Iran did not attack Iraq."
    said = relation(sentence=text, actor="Iran", recipient="Iraq", type="ASSAULT", cue="attack", stance="denies")
    assert coded(said, text=text)[0][0].stance == "denies"


def test_a_promise_stays_one():
    text = "Japan will help Ukraine rebuild."
    said = relation(sentence=text, recipient="Ukraine", type="AGREE", cue="will help")
    assert coded(said, text=text)[0][0].stance == "asserts"


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "cue", "stands"),
    [
        ("Japan was condemned by Russia.", "Japan", "Russia", "condemned", False),
        ("Japan was condemned by Russia.", "Russia", "Japan", "was condemned by", True),
        ("Japan's government sharply condemned Russia.", "Russia", "Japan", "condemned", False),
        ("Japan condemned Russia, and Russia condemned Japan.", "Russia", "Japan", "condemned", True),
        ("Japan received a warning from Russia.", "Russia", "Japan", "warning", True),
        ("Japan zorbed Russia.", "Russia", "Japan", "zorbed", False),  # no dictionary knows the verb
        ("Japan, whose envoy Russia condemned, left.", "Russia", "Japan", "condemned", True),
        ("Japan imposed sanctions on Russia.", "Russia", "Japan", "sanctions", False),
        ("Japan imposed sanctions on Russia.", "Japan", "Russia", "sanctions", True),
        ("日本はロシアを非難した。", "ロシア", "日本", "非難", False),
        ("日本はロシアを非難した。", "日本", "ロシア", "非難", True),
        ("한국은 일본을 비난했다.", "일본", "한국", "비난했다", False),
        ("中国被日本谴责。", "中国", "日本", "谴责", False),
        ("中国被日本谴责。", "日本", "中国", "谴责", True),
        ("La France a condamné la Russie.", "Russie", "France", "condamné", False),
    ],
)
def test_swapped_parties_are_rejected_where_the_clause_is_plain(text, actor, recipient, cue, stands):
    kind = "SANCTION" if cue == "sanctions" else "ACCUSE"
    said = relation(sentence=text, actor=actor, recipient=recipient, cue=cue, type=kind)
    found, rejected = coded(said, text=text)
    assert bool(found) is stands
    assert rejected == ({} if stands else {"its parties are swapped": 1})


def test_a_meeting_has_no_direction():
    text = "Japan met Ukraine."
    said = relation(sentence=text, actor="Ukraine", recipient="Japan", type="CONSULT", mode="meet", cue="met")
    assert len(coded(said, text=text)[0]) == 1


def test_what_both_coders_find_is_surer():
    text = "Japan condemned Russia. Japan zorbed Russia."
    (first, second), _ = coded(relation(), relation(id="2", sentence="Japan zorbed Russia.", cue="zorbed"), text=text)
    assert (first.confidence, second.confidence) == (0.85, 0.6)


# answers

ANSWER = "Japan condemned Russia. In response, Russia expelled Japanese diplomats."


def answer(**changes):
    said = relation(
        id="2",
        sentence="In response, Russia expelled Japanese diplomats.",
        actor="Russia",
        recipient="Japanese diplomats",
        type="SANCTION",
        mode="expel",
        cue="expelled",
        responds_to="1",
        response_cue="In response",
    )
    return said | changes


def test_an_answer_is_linked_by_the_words_that_say_so():
    found, rejected = coded(relation(), answer(), text=ANSWER)
    assert [said.responds_to for said in found] == [None, 0]
    assert ANSWER[found[1].response_start : found[1].response_end] == "In response"
    assert rejected == {}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"response_cue": ""}, "its answer is not told in the sentence"),
        ({"response_cue": "In retaliation"}, "its answer is not told in the sentence"),
        ({"responds_to": "9"}, "it answers nothing told"),
        ({"responds_to": "2"}, "it answers nothing told"),
    ],
)
def test_an_answer_that_is_not_told_is_not_linked(changes, reason):
    found, rejected = coded(relation(), answer(**changes), text=ANSWER)
    assert [said.responds_to for said in found] == [None, None]
    assert rejected == {reason: 1}


def test_an_answer_to_what_was_rejected_or_came_later_is_not_linked():
    found, _ = coded(relation(cue="praised"), answer(), text=ANSWER)
    assert [said.responds_to for said in found] == [None]
    dated = (relation(date="2024-05-03"), answer(date="2024-05-01"))
    assert [said.responds_to for said in coded(*dated, text=ANSWER, date="2024-05-04")[0]] == [None, None]


# other scripts


@pytest.mark.parametrize(
    ("text", "sentence", "actor", "recipient", "cue"),
    [
        ("他说。中国谴责 日本。", "中国谴责日本。", "中国", "日本", "谴责"),
        ("일본은 러시아를 규탄했다. 끝.", "일본은 러시아를 규탄했다.", "일본", "러시아", "규탄했다"),
        ("日本は\nロシアを非難した。", "日本はロシアを非難した。", "日本", "ロシア", "非難した"),
        ("قال: أدانت اليابان روسيا.", "أدانت اليابان روسيا", "اليابان", "روسيا", "أدانت"),
        (
            "L’Allemagne a condamné « la Russie ».",
            'L\'Allemagne a condamné "la Russie".',
            "Allemagne",
            "Russie",
            "condamné",
        ),
    ],
)
def test_quotes_are_found_in_every_script(text, sentence, actor, recipient, cue):
    said = relation(sentence=sentence, actor=actor, recipient=recipient, cue=cue)
    ((found,), rejected) = coded(said, text=text)
    assert text[found.actor_start : found.actor_end] == actor
    assert text[found.recipient_start : found.recipient_end] == recipient
    assert rejected == {}


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "cue"),
    [
        ("中国没有攻击日本。", "中国", "日本", "攻击"),
        ("Россия не атаковала Украину.", "Россия", "Украину", "атаковала"),
        ("Deutschland hat Russland nicht angegriffen.", "Deutschland", "Russland", "angegriffen"),
        ("일본은 러시아를 공격하지 않았다.", "일본", "러시아", "공격"),
    ],
)
def test_negation_is_seen_in_other_languages(text, actor, recipient, cue):
    said = relation(sentence=text, actor=actor, recipient=recipient, type="ASSAULT", cue=cue)
    assert coded(said, text=text)[0] == []


# the cache


def keep(folder, said=None):
    asked = []

    def complete(prompt):
        asked.append(prompt)
        return said or reply(relation())

    cache = ReplyCache(folder, model="org/a model:1", base_url="http://ann:secret@127.0.0.1:1/v1")
    return LanguageModelCoder(complete, model="org/a model:1", cache=cache), asked


def test_a_passage_is_asked_about_once(tmp_path):
    for expected in (1, 0):
        coder, asked = keep(tmp_path / "kept")
        assert triples(coder(TEXT, "2024")) == [ACCUSED]
        assert len(asked) == expected
    coder, asked = keep(tmp_path / "kept")
    coder(TEXT, "2023")
    coder(TEXT + " And more.", "2024")
    assert len(asked) == 2
    files = [path for path in (tmp_path / "kept").rglob("*") if path.is_file() and path.name != ".gitignore"]
    assert len(files) == 3
    assert all(path.suffix == ".json" and path.stem.isalnum() for path in files)
    assert "secret" not in "".join(path.read_text() for path in files)
    entry = json.loads(files[0].read_text())
    assert (entry["model"], entry["base_url"]) == ("org/a model:1", "http://127.0.0.1:1/v1")
    assert entry["prompt_version"]


def test_another_model_server_or_interface_has_replies_of_its_own(tmp_path):
    caches = [
        ReplyCache(tmp_path, model="a"),
        ReplyCache(tmp_path, model="b"),
        ReplyCache(tmp_path, model="a", base_url="http://127.0.0.1:1"),
        ReplyCache(tmp_path, model="a", api="anthropic"),
    ]
    caches[0].keep("asked", "passage", "said")
    assert [cache.find("asked") for cache in caches] == ["said", None, None, None]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": "x", "reply": "y"}', "null", "\udcff"])
def test_a_damaged_entry_is_told_and_asked_for_again(tmp_path, damage):
    coder, _ = keep(tmp_path)
    coder(TEXT)
    (path,) = tmp_path.rglob("*.json")
    path.write_bytes(damage.encode("utf-8", "surrogateescape"))
    coder, asked = keep(tmp_path)
    assert triples(coder(TEXT)) == [ACCUSED]
    assert len(asked) == 1
    assert coder.notices == (f"{path.name} in {tmp_path} is damaged: the model is asked again",)
    coder, asked = keep(tmp_path)
    assert (triples(coder(TEXT)), asked) == ([ACCUSED], [])


def test_a_reply_that_cannot_be_used_or_stops_midway_is_not_kept(tmp_path):
    coder, _ = keep(tmp_path, said=f'{{"relations": [{GOOD},')
    coder(TEXT)
    assert not list(tmp_path.rglob("*.json"))


def test_a_full_disk_does_not_stop_the_work(tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")
    coder, _ = keep(tmp_path / "kept")
    assert triples(coder(TEXT)) == [ACCUSED]
    assert "cannot be kept" in coder.notices[-1]


# the server


class Handler(BaseHTTPRequestHandler):
    """Does what the test's ``act`` says for each request: (status, body), or an act of its own."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.requests.append((self.path, asked))
            number = len(self.server.requests)
        act = self.server.act(number, asked["messages"][0]["content"])
        try:
            if callable(act):
                act(self)
            else:
                self.say(*act)
        except OSError:
            pass  # the client has left

    def say(self, status, content, **headers):
        if status == 200:
            body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
            if self.path.endswith("/messages"):
                body = {"content": [{"type": "text", "text": content}]}
        else:
            body = {"error": {"message": content}}
        payload = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *args):
        pass


def hang(handler):
    handler.server.released.wait(30)


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(300):
        if handler.server.released.wait(0.1):
            return
        handler.wfile.write(b" ")
        handler.wfile.flush()


def disconnect(handler):
    handler.close_connection = True
    handler.connection.shutdown(2)


def break_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.connection.shutdown(2)


def flood(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b'"' + b"x" * 100_000)


@pytest.fixture
def server(monkeypatch):
    pytest.importorskip("openai", reason="needs the extra actor-graphkit[llm]")
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    running.requests, running.lock, running.released = [], threading.Lock(), threading.Event()
    running.act = lambda number, prompt: (200, reply(relation()))
    running.url = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield running
    running.released.set()
    running.shutdown()
    running.server_close()
    thread.join()


def ask(server, *, seconds=20.0, api="openai", **more):
    return complete_with("small", base_url=server.url, seconds=seconds, api=api, **more)


@pytest.mark.parametrize("act", [hang, drip])
def test_a_call_ends_when_its_time_is_up(server, act):
    server.act = lambda number, prompt: act
    began = time.monotonic()
    with pytest.raises(ExtractionError, match=r"small took longer than 0\.5 seconds"):
        ask(server, seconds=0.5)("a")
    assert time.monotonic() - began < 10


def test_a_call_ends_in_threads_too(server):
    server.act = lambda number, prompt: drip
    model, faults = ask(server, seconds=0.5), []

    def work():
        try:
            model("a")
        except GraphkitError as error:
            faults.append(type(error))

    threads = [threading.Thread(target=work) for _ in range(4)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert time.monotonic() - began < 10
    assert len(faults) == 4


@pytest.mark.parametrize("first", [(429, "slow down"), (500, "oh"), (503, "busy"), disconnect, break_off])
def test_what_passes_is_asked_again(server, first):
    server.act = lambda number, prompt: first if number == 1 else (200, reply(relation()))
    assert ask(server)("a") == reply(relation())
    assert len(server.requests) == 2


def test_a_busy_server_says_when_to_come_again(server):
    def busy(handler):
        handler.say(429, "slow down", Retry_After="1")

    server.act = lambda number, prompt: busy if number == 1 else (200, "{}")
    began = time.monotonic()
    assert ask(server)("a") == "{}"
    assert time.monotonic() - began >= 0.9


def test_a_huge_reply_is_not_read_to_its_end(server):
    server.act = lambda number, prompt: flood
    with pytest.raises(ExtractionError, match="is longer than 4,000,000 bytes"):
        ask(server)("a")


def raw(body, status=200, **headers):
    """An act that sends these bytes."""

    def act(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return act


@pytest.mark.parametrize(
    ("status", "complaint"),
    [
        (400, "unknown field"),
        (422, "value is not valid"),
        (500, "failed to parse grammar"),
        (501, "no response_format"),
    ],
)
def test_a_server_that_knows_no_schema_is_asked_without(server, status, complaint):
    def act(handler):
        handler.say(*((status, complaint) if "response_format" in server.requests[-1][1] else (200, reply(relation()))))

    server.act = lambda number, prompt: act
    model = ask(server)
    assert triples(LanguageModelCoder(model, model="small")(TEXT)) == [ACCUSED]
    asked = len(server.requests)
    model("again")
    assert len(server.requests) == asked + 1


def test_a_prompt_that_is_refused_for_itself_takes_no_schema_from_the_next(server):
    server.act = lambda number, prompt: (400, "too long") if prompt == "long" else (200, reply(relation()))
    model = ask(server)
    with pytest.raises(ExtractionError, match="too long"):
        model("long")
    model("short")
    assert ["response_format" in body for _, body in server.requests] == [True, False, True]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"choices": [{"message": {"content": [{"type": "text", "text": reply(relation())}]}}]}).encode(),
        b"\n".join(
            b"data: " + json.dumps({"choices": [{"delta": {"content": part}}]}).encode() + b"\n"
            for part in (reply(relation())[:40], reply(relation())[40:])
        )
        + b"\ndata: [DONE]\n",
        b": a remark\n\ndata: "
        + json.dumps(
            {"choices": [{"delta": {"content": reply(relation()).replace("Japan", "Japan\u2028\x85", 1)}}]},
            ensure_ascii=False,
        ).encode(),
        b"\xef\xbb\xbf" + json.dumps({"choices": [{"message": {"content": reply(relation())}}]}).encode(),
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/event-stream"])
def test_a_reply_in_parts_or_of_another_kind_is_read(server, body, kind):
    server.act = lambda number, prompt: raw(body, Content_Type=kind)
    assert triples(LanguageModelCoder(ask(server), model="small")(TEXT)) == [ACCUSED]


@pytest.mark.parametrize("api", ["openai", "anthropic"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_document_goes_to_no_other_address(server, status, api):
    pytest.importorskip(api, reason=f"needs {api}")
    server.act = lambda number, prompt: raw(
        b"", status, Location=f"{server.url.replace('127.0.0.1', 'localhost')}/other"
    )
    with pytest.raises(ServerLost, match=r"sends on to 'http://localhost:\d+/other', which is not asked: name that"):
        ask(server, api=api)("a")
    assert len(server.requests) == 1


SECRET = "sk-very-secret-0123"
SECRETS = (SECRET, "user-secret-77", "pass@word-9876", "query-secret-55", "query-secret-66")


@pytest.mark.parametrize("where", ["401", "200", "reply", "html"])
def test_no_key_comes_back_in_words_or_on_the_disk(server, where, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", f" {SECRET}\n")
    said = {"error": {"message": f"bad key {' '.join(SECRETS)} \x1b[2J\u202e"}}
    acts = {
        "401": raw(json.dumps(said).encode(), 401),
        "200": raw(json.dumps(said).encode()),
        "reply": (200, f"{reply(relation())} by {' '.join(SECRETS)}"),
        "html": raw(f"<html>{' '.join(SECRETS)}".encode()),
    }
    server.act = lambda number, prompt: acts[where]
    address = server.url.replace("http://", "http://user-secret-77:pass@word-9876@")
    server.url = f"{address}/v1?key=query-secret-55&key=query-secret-66"
    choice = CoderChoice("llm", "small", server.url, cache=str(tmp_path))
    coder, told, shown = choice.load(), "", ""
    try:
        coder(TEXT, "")
    except GraphkitError as error:
        told = str(error)
        shown = "".join(traceback.format_exception(error)) + str(getattr(error, "reply", ""))  # as a notebook shows it
    told += str(coder.notices) + "".join(path.read_text() for path in tmp_path.rglob("*.json")) + choice.signature
    assert bool(shown) is (where != "reply")
    assert not any(secret in told + shown for secret in SECRETS)
    assert told.replace("\n", "").isprintable()


def test_a_key_or_an_address_that_can_be_none_is_said(monkeypatch):
    pytest.importorskip("openai", reason="needs the extra actor-graphkit[llm]")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-\u00e9clair")
    with pytest.raises(GraphkitError, match="OPENAI_API_KEY can be no key") as caught:
        complete_with("small")
    assert "clair" not in str(caught.value)
    for url in ("http://127.0.0.1:99999", "http://[::1", "http://", "ftp://a"):
        with pytest.raises(ValueError, match="is no address: it begins with http"):
            complete_with("small", base_url=url)


def test_what_is_wrong_is_said_in_the_servers_own_words(server):
    server.act = lambda number, prompt: raw(b'{"error": "model \'small\' not found, try pulling it first"}', 404)
    with pytest.raises(ServerLost, match=r"model 'small' not found, try pulling it first \(status 404\)"):
        ask(server)("a")
    server.act = lambda number, prompt: raw(b"<html>please log in</html>")
    with pytest.raises(ExtractionError, match="is not JSON; it begins '<html>please log in</html>'"):
        ask(server)("a")


def test_a_document_is_read_again_on_another_server():
    one, other = (CoderChoice("llm", "m", f"http://ann:secret@127.0.0.1:{port}") for port in (1, 2))
    assert one.signature != other.signature
    assert "secret" not in one.signature


def test_an_error_with_the_status_of_success_is_told(server):
    def act(handler):
        body = b'{"error": {"message": "model not loaded"}}'
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    server.act = lambda number, prompt: act
    with pytest.raises(ExtractionError, match="model not loaded"):
        ask(server)("a")


def test_replies_are_kept_apart_by_the_address_that_is_asked(server, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/one")
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    choice = CoderChoice("llm", "small", cache=str(tmp_path))
    choice.load()(TEXT, "")
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/two")
    choice.load()(TEXT, "")
    assert [path for path, _ in server.requests] == ["/one/chat/completions", "/two/chat/completions"]


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{}]}', b"[" * 100_000])
def test_an_answer_of_another_form_is_no_crash(server, body):
    def act(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    server.act = lambda number, prompt: act
    with pytest.raises(ExtractionError):
        LanguageModelCoder(ask(server), model="small", tries=1)(TEXT)


def test_a_server_that_refuses_everybody_stops_the_run(server):
    server.act = lambda number, prompt: (401, "bad key")
    with pytest.raises(ServerLost, match=r"refused: .*bad key"):
        ask(server)("a")
    server.act = lambda number, prompt: (400, "too long")
    model = ask(server)
    for expected in (ExtractionError, ExtractionError, ServerLost):
        with pytest.raises(expected, match="too long"):
            model("a")


def test_an_address_without_a_path_is_that_of_the_interface(server):
    assert ask(server)("a") == reply(relation())
    assert server.requests[0][0] == "/v1/chat/completions"


def test_another_makers_interface(server):
    pytest.importorskip("anthropic", reason="needs the extra actor-graphkit[anthropic]")
    coder = LanguageModelCoder(ask(server, api="anthropic"), model="small")
    assert triples(coder(TEXT)) == [ACCUSED]
    ((path, body),) = server.requests
    assert path == "/v1/messages"
    server.url += "/v1"  # its client adds this itself
    assert triples(LanguageModelCoder(ask(server, api="anthropic"), model="small")(TEXT)) == [ACCUSED]
    assert server.requests.pop()[0] == "/v1/messages"
    server.url = server.url.removesuffix("/v1")
    assert (body["model"], body["max_tokens"]) == ("small", 8192)
    server.act = lambda number, prompt: drip
    with pytest.raises(ExtractionError, match="took longer"):
        ask(server, api="anthropic", seconds=0.5)("a")
    with pytest.raises(GraphkitError, match="ANTHROPIC_API_KEY"):
        complete_with("small", api="anthropic")


# whole documents

FILLER = "Nothing happened in the valley that day. " * 95


def passages_of(count):
    return "\n\n".join(f"{FILLER}In year {2000 + n} Japan condemned Russia." for n in range(count))


def told(prompt):
    for year in range(2000, 2010):
        if f"In year {year} " in prompt:
            return year, relation(sentence=f"In year {year} Japan condemned Russia.", date=str(year))
    return 0, relation()


@pytest.mark.parametrize("bad", [(500, "oh"), break_off, flood, (200, "no"), (400, "too long")])
def test_one_bad_passage_of_ten_loses_one(server, bad, tmp_path):
    def act(number, prompt):
        year, said = told(prompt)
        return bad if year == 2004 else (200, reply(said))

    server.act = act
    cache = ReplyCache(tmp_path, model="small")
    coder = LanguageModelCoder(ask(server), model="small", cache=cache)
    found = coder(passages_of(10))
    assert [said.date for said in found] == [str(2000 + n) for n in range(10) if n != 4]
    (notice,) = coder.notices
    assert notice.startswith("passage 5 of 10 (characters 1")
    assert coder.incomplete
    server.act, asked = (lambda number, prompt: (200, reply(told(prompt)[1]))), len(server.requests)
    assert len(coder(passages_of(10))) == 10
    assert len(server.requests) == asked + 1
    assert not coder.incomplete


def write_articles(folder, count):
    folder.mkdir()
    for n in range(count):
        (folder / f"{n}.txt").write_text(f"In year {2000 + n} Japan condemned Russia.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("workers", [1, 3])
def test_a_document_read_in_part_is_read_again(server, workers, tmp_path):
    articles = write_articles(tmp_path / "articles", 6)
    (articles / "2.txt").write_text(passages_of(3), encoding="utf-8")
    store = ReviewStore(tmp_path / "review")
    choice = CoderChoice("llm", "small", server.url, cache=str(tmp_path / "kept"))
    server.act = lambda number, prompt: (
        (400, "no") if "In year 2001" in prompt and "valley" in prompt else (200, reply(told(prompt)[1]))
    )
    outcomes = list(extract_files([articles], store, coder=choice, workers=workers))
    assert [outcome.incomplete for outcome in outcomes] == [False, False, True, False, False, False]
    assert "2.txt: passage 2 of 3" in outcomes[2].message
    server.act, asked = (lambda number, prompt: (200, reply(told(prompt)[1]))), len(server.requests)
    outcomes = list(extract_files([articles], store, coder=choice, workers=workers))
    assert [outcome.status for outcome in outcomes] == ["seen", "seen", "read", "seen", "seen", "seen"]
    assert len(server.requests) == asked + 1
    assert len(store.pending()) == 8


def command(server, *words):
    environment = {**os.environ, "COLUMNS": "200"}
    options = ["--coder", "llm", "--model", "small", "--base-url", server.url, "--yes"]
    return subprocess.Popen(
        [sys.executable, "-m", "graphkit", "extract", *words, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.parametrize("workers", ["1", "4"])
def test_an_interruption_ends_within_two_seconds_and_keeps_what_is_done(server, workers, tmp_path):
    articles = write_articles(tmp_path / "articles", 8)
    late = threading.Event()

    def act(number, prompt):
        year, said = told(prompt)
        if year >= 2004:
            late.set()
            return drip
        return 200, reply(said)

    server.act = act
    running = command(server, str(articles), "--into", str(tmp_path / "mine"), "--workers", workers)
    assert late.wait(60)
    time.sleep(0.5)
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert running.returncode == 1
    assert "stopped after 4 of 8: what was read is kept; run the same command again" in said
    assert "Traceback" not in said
    assert len(ReviewStore(tmp_path / "mine" / "review").pending()) == 4


def test_the_command_says_what_was_rejected_lost_and_kept(server, tmp_path):
    articles = write_articles(tmp_path / "articles", 2)
    (articles / "3.txt").write_text(passages_of(2), encoding="utf-8")

    def act(number, prompt):
        year, said = told(prompt)
        if "valley" in prompt and year == 2001:
            return 400, "too long"
        return 200, reply(said, said, said | {"actor": "Russia", "recipient": "Japan"})

    server.act = act
    words = (str(articles), "--into", str(tmp_path / "mine"), "--workers", "1")
    running = command(server, *words)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0, said
    assert "3 read, 3 proposals; 6 proposals rejected" in said
    assert "3 (it is said twice); 3 (its parties are swapped)" in said
    assert "3.txt: passage 2 of 2" in said
    assert "1 read in part" in said
    assert len(list((tmp_path / "mine" / "review" / "replies").rglob("*.json"))) == 3


def test_an_address_that_is_none_is_a_misuse(server, tmp_path):
    server.url = "localhost:11434"
    running = command(server, str(write_articles(tmp_path / "articles", 1)))
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "'localhost:11434' is no address: it begins with http:// or https://" in said

"""The rule coder through its public face: who did what to whom, by voice, preposition, modality and reference."""

from __future__ import annotations

import time

import pytest

from graphkit.extract import PROPOSAL_COLUMNS, extract_relations
from graphkit.extract.rules import code_document, load_dictionary
from graphkit.ontology import load_ontology

PLAIN = [
    ("France accused Turkey of violating the arms embargo on Libya.", "FRA", "ACCUSE", "allege", "TUR"),
    ("Chile condemned Bolivia's decision on Tuesday.", "CHL", "ACCUSE", "disapprove", "BOL"),
    ("Chile will take effective measures against Peru.", "CHL", "THREATEN", "", "PER"),
    ("Chile took measures against Peru.", "CHL", "COERCE", "restrict", "PER"),
    ("Peru vowed countermeasures against Chile.", "PER", "THREATEN", "", "CHL"),
    ("Norwegian authorities launched an investigation into Swedish companies.", "NOR", "ACCUSE", "investigate", "SWE"),
    ("Ghana refused to extradite the suspect to Togo.", "GHA", "REJECT", "", "TGO"),
    ("Ghana will not send aid to Togo.", "GHA", "REJECT", "", "TGO"),
    ("Chile threatened to expel the Bolivian ambassador.", "CHL", "THREATEN", "", "BOL"),
    ("Brazil will impose tariffs on Canada.", "BRA", "THREATEN", "", "CAN"),
    ("Peru urged Ecuador to withdraw its troops from the border.", "PER", "REQUEST", "", "ECU"),
    ("Finland will send peacekeepers to Mali.", "FIN", "AGREE", "", "MLI"),
    ("The Norwegian government agreed to provide $40 million to Malawi.", "NOR", "AGREE", "", "MWI"),
    ("Swedish police arrested two Danish activists.", "SWE", "COERCE", "arrest", "DNK"),
    ("Cuba closed its border with Haiti.", "CUB", "COERCE", "restrict", "HTI"),
    ("Hungary lifted sanctions against Belarus.", "HUN", "RETREAT", "", "BLR"),
    ("Hungary apologised to Belarus.", "HUN", "CONCEDE", "", "BLR"),
    ("Hungary imposed sanctions on Belarus.", "HUN", "SANCTION", "discontinue", "BLR"),
    ("Latvia mobilized troops along the Lithuanian border.", "LVA", "MOBILIZE", "", "LTU"),
    ("Iraqi troops launched a fierce assault on Kuwaiti positions.", "IRQ", "ASSAULT", "", "KWT"),
    ("India withdrew its soldiers from Nepal.", "IND", "RETREAT", "withdraw", "NPL"),
    ("Mali released forty Nigerian prisoners.", "MLI", "RETREAT", "release", "NGA"),
    ("Kenyan protesters marched against the government of Uganda.", "KEN", "PROTEST", "", "UGA"),
    ("Spain and Portugal signed a treaty in Madrid.", "ESP", "SUPPORT", "", "PRT"),
    ("Greece shared intelligence with Cyprus.", "GRC", "COOPERATE", "", "CYP"),
    ("Japan's foreign minister visited Ukraine.", "JPN", "CONSULT", "visit", "UKR"),
    ("Kuwait provided military aid to Qatar.", "KWT", "AID", "", "QAT"),
]  # fmt: skip


def first(text, **options):
    """The first proposal for a text, with the states of its parties."""
    found = code_document(text, **options)
    assert found, text
    return found[0]


def parts(proposal):
    return proposal.actor_state, proposal.type, proposal.mode, proposal.recipient_state


@pytest.mark.parametrize(("text", "actor", "kind", "mode", "recipient"), PLAIN, ids=[row[0][:40] for row in PLAIN])
def test_every_type_is_read(text, actor, kind, mode, recipient):
    proposal = first(text)
    assert parts(proposal)[:2] == (actor, kind)
    assert proposal.recipient_state == recipient
    if mode:
        assert proposal.mode == mode


def test_the_plain_cases_cover_every_event_type():
    ties = {"ALLIED_WITH", "RIVAL_OF", "HAS_LEVERAGE_OVER", "DEPENDS_ON"}
    assert {row[2] for row in PLAIN} == set(load_ontology().types) - ties


def test_offsets_are_those_of_the_words():
    text = "On Monday, Turkish police arrested two Syrian journalists in Ankara."
    proposal = first(text)
    assert text[proposal.actor_start : proposal.actor_end] == "Turkish police"
    assert text[proposal.recipient_start : proposal.recipient_end] == "two Syrian journalists"
    assert text[proposal.cue_start : proposal.cue_end] == "arrested"
    assert text[proposal.start : proposal.end] == text
    assert proposal.origin == "rules:arrest"


@pytest.mark.parametrize(
    "text",
    [
        "Swedish police arrested a Danish activist.",
        "A Danish activist was arrested by Swedish police.",
        "A Danish activist arrested by Swedish police was freed by a court in Norway.",
        "Swedish police have not only met but arrested a Danish activist.",
        "Swedish police, in a raid on Friday, arrested a Danish activist.",
        "Swedish police announced the arrest of a Danish activist.",
    ],
)
def test_voice_and_order_do_not_change_who_acts(text):
    arrests = [p for p in code_document(text) if p.type == "COERCE"]
    assert [(p.actor_state, p.recipient_state) for p in arrests] == [("SWE", "DNK")]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Qatar received military aid from Kuwait.", ("KWT", "AID", "QAT")),
        ("Oman hosted Qatari officials in Muscat.", ("QAT", "CONSULT", "OMN")),
        ("Estonia said that Latvia attacked Poland.", ("LVA", "ASSAULT", "POL")),
        ("Latvia, which borders Estonia, attacked Poland.", ("LVA", "ASSAULT", "POL")),
        ("Latvia sent experts to Poland to investigate the crash.", ("LVA", "ACCUSE", "POL")),
        ("Talks between Japan and Vietnam ended.", ("JPN", "CONSULT", "VNM")),
        ("Angola's visit to Zambia was short.", ("AGO", "CONSULT", "ZMB")),
    ],
)
def test_roles_follow_the_grammar(text, pair):
    assert pair in [(p.actor_state, p.type, p.recipient_state) for p in code_document(text)]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Japan sent aid to Ukraine, but Russia condemned the decision.", ["JPN AID UKR"]),
        ("Japan sent aid to Ukraine, and Russia condemned Japan.", ["JPN AID UKR", "RUS ACCUSE JPN"]),
        ("Chad met Mali, and Kenya and Ghana met Togo.", ["TCD CONSULT MLI", "KEN CONSULT TGO", "GHA CONSULT TGO"]),
        ("Chad, but not Mali, condemned Iran.", ["TCD ACCUSE IRN"]),
        ("Chad condemned Iran, but not Mali.", ["TCD ACCUSE IRN"]),
        ("Japan met Ukraine and Moldova, and Poland.", ["JPN CONSULT UKR", "JPN CONSULT MDA"]),
    ],
)
def test_parties_are_joined_within_their_clause(text, pairs):
    assert [f"{p.actor} {p.type} {p.recipient}" for p in code_document(text)] == pairs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Poland asked Germany for tanks. Germany rejected the request.", "DEU REJECT POL"),
        ("Israel accused Iran of theft. Iran rejected the accusation.", "IRN REJECT ISR"),
        ("Chad shelled a village in Mali. Kenya condemned the shelling.", "KEN ACCUSE TCD"),
        ("France sent two frigates to Greece.", "FRA MOBILIZE GRC"),
        ("Seoul summoned the Russian ambassador.", "KOR ACCUSE RUS"),
        ("Estonia cut ties with Belarus.", "EST SANCTION BLR"),
        ("Belarus was hit with sanctions by Estonia.", "EST SANCTION BLR"),
        ("Germany gave Ukraine tanks.", "DEU AID UKR"),
        ("Turkey sells gas to Azerbaijan.", "TUR COOPERATE AZE"),
        ("Morocco and Algeria declared a ceasefire.", "MAR RETREAT DZA"),
        ("Sudanese and Chadian troops clashed.", "SDN ASSAULT TCD"),
        ("Poland appealed to Germany for help.", "POL REQUEST DEU"),
        ("Hungary's refusal to arm Ukraine angered Poland.", "HUN REJECT UKR"),
        ("Kyiv says Belarus attacked Poland.", "BLR ASSAULT POL"),
        ("Japan condemned North Korea for sending troops to Russia.", "PRK MOBILIZE RUS"),
        ("Canada accepted 300 Haitian refugees.", "CAN AID HTI"),
        ("Iran shipped missiles to Russia.", "IRN AID RUS"),
        ("Haiti received two helicopters from Canada.", "CAN AID HTI"),
        ("Kenyan soldiers arrived in Haiti.", "KEN MOBILIZE HTI"),
        ("Iran vowed not to attack Israel.", "IRN AGREE ISR"),
        ("Iran agreed not to help Iraq.", "IRN REJECT IRQ"),
    ],
)
def test_plain_sentences_are_read(text, said):
    assert said in [
        f"{p.actor_state or p.actor} {p.type} {p.recipient_state or p.recipient}" for p in code_document(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Italy and Spain refused to let the plane land.",
        "France and Germany praised the deal.",
        "Chad and Mali rejected the plan.",
        "Japan and Korea promised aid.",
    ],
)
def test_two_who_act_alike_do_nothing_to_one_another(text):
    assert code_document(text) == []


#: Sentences that look like those above and say nothing of the kind: a pattern has its look-alike here.
LOOK_ALIKES = [
    "The sanction of the court in Peru surprised Chile's lawyers.",
    "Chad's strike on the docks ended after a week, said Mali.",
    "The trip from Oslo to Stockholm takes five hours.",
    "The match between Ghana and Togo was postponed.",
    "Egypt lies between Libya and Israel.",
    "Exports of Peru and Chile fell.",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_an_act_gives_nothing(text):
    assert code_document(text) == []


def test_an_amount_belongs_to_the_verb_that_brings_it():
    text = "France's foreign minister flew to Armenia and promised Armenia 4 million euros."
    visit, promise = code_document(text)
    assert (visit.type, visit.amount, visit.actor_name) == ("CONSULT", None, "France's foreign minister")
    assert (promise.type, promise.amount, promise.unit) == ("AGREE", 4_000_000, "EUR")


@pytest.mark.parametrize(
    ("words", "leader"),
    [
        ("President Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Turkish President Erdogan", "recep-tayyip-erdogan"),
        ("Zelensky", "volodymyr-zelenskyy"),
        ("President Volodymyr Zelenskiy", "volodymyr-zelenskyy"),
        ("Sergei Lavrov", "sergey-lavrov"),
        ("Donald J. Trump", "donald-trump"),
        ("Kim Jong-un", "kim-jong-un"),
        ("NATO Secretary General Mark Rutte", "mark-rutte"),
        ("Ursula von der Leyen", "ursula-von-der-leyen"),
    ],
)
def test_a_leader_has_one_id_by_every_spelling(words, leader):
    text = f"{words} visited Chile."
    [found] = code_document(text)
    assert (found.actor, text[found.actor_start : found.actor_end]) == (leader, words)


@pytest.mark.parametrize(
    "text",
    [
        "France welcomed the deal.",
        "The accusation angered Turkey.",
        "Poland condemned the bombing.",
        "Poland rejected the Paris Agreement.",
        "Russia violated the Minsk agreements.",
        "The bill condemned Turkey.",
        "A treaty signed in Oslo",
    ],
)
def test_a_thing_is_no_party(text):
    assert code_document(text) == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Poland condemned the rebels.", ("POL", "rebels")),
        ("Poland condemned the Israeli bombing.", ("POL", "ISR")),
        ("Rebels attacked Badghis province.", ("rebels", "badghis-province")),
        ("Poland condemned the Israel Boycott Law.", ("POL", "ISR")),
        ("Poland condemned Ruritania.", ("POL", "ruritania")),
    ],
)
def test_groups_names_and_places_are_parties(text, parties):
    [found] = code_document(text)
    assert (found.actor, found.recipient) == parties


def test_things_can_be_asked_for():
    [found] = code_document("Poland condemned the bombing.", things=True)
    assert (found.actor, found.recipient) == ("POL", "bombing")


def test_a_denied_attack_is_no_attack():
    assert [p for p in code_document("Ethiopia did not attack Eritrea.") if p.type == "ASSAULT"] == []


def test_the_speaker_is_not_the_actor():
    proposal = first("Estonia said that Latvia had attacked Poland.")
    assert proposal.speaker == "EST"
    assert proposal.actor == "LVA"
    alleged = first("Estonia claimed that Latvia had attacked Poland.")
    assert alleged.stance == "alleges"
    assert first("Latvia attacked Poland.").speaker == ""


def test_doubt_is_a_stance():
    assert first("Greece may recall its ambassador from Bulgaria.").stance == "considers"
    assert first("Greece recalled its ambassador from Bulgaria.").stance == "asserts"
    assert first("Greece seems to be sending weapons to Bulgaria.").stance == "alleges"


def test_several_actors_give_a_proposal_each_with_one_cue():
    found = code_document("Kenya and Uganda accused Rwanda and Burundi of spying.")
    assert {(p.actor, p.recipient) for p in found} == {("KEN", "RWA"), ("KEN", "BDI"), ("UGA", "RWA"), ("UGA", "BDI")}
    assert len({(p.cue_start, p.cue_end) for p in found}) == 1


def test_a_person_is_known_by_the_last_name_and_by_the_pronoun():
    text = "Mexican President Ana Torres met Canadian officials. Torres praised Peru. She also visited Chile."
    met, praised, visited = code_document(text)
    assert met.actor == praised.actor == visited.actor == "ana-torres"
    assert praised.actor_state == "MEX"
    assert visited.recipient == "CHL"
    assert visited.confidence < praised.confidence < met.confidence


def test_reference_does_not_reach_back_three_sentences():
    text = "Spain denounced Morocco. The weather was fine. Prices rose. It summoned the Moroccan ambassador."
    assert [p.actor for p in code_document(text)] == ["ESP"]


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("on Tuesday", "2024-11-19"),
        ("yesterday", "2024-11-20"),
        ("on 16-17 November", "2024-11-16/2024-11-17"),
        ("on June 18, 2023", "2023-06-18"),
        ("in December", "2023-12"),
        ("in 2019", "2019"),
        ("last week", "2024-11-11/2024-11-17"),
        ("last month", "2024-10"),
        ("", ""),
    ],
)
def test_dates_are_read_with_the_precision_of_the_words(phrase, date):
    assert first(f"Japan's foreign minister visited Ukraine {phrase}.", date="2024-11-21").date == date


def test_a_relative_date_stays_open_without_the_date_of_the_document():
    assert first("Japan's foreign minister visited Ukraine on Tuesday.").date == ""
    assert first("Japan's foreign minister visited Ukraine in May 2021.").date == "2021-05"


def test_what_will_happen_lies_ahead():
    assert first("Finland will send aid to Mali on Friday.", date="2024-11-21").date == "2024-11-22"


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Japan gave $12 billion in aid to Ukraine.", 12_000_000_000, "USD"),
        ("Germany sent 1,500 soldiers to Mali.", 1500, "soldiers"),
        ("Germany sent soldiers to Mali.", None, ""),
        ("Germany lent 2.5 million euros to Mali.", 2_500_000, "EUR"),
    ],
)
def test_amounts(text, amount, unit):
    proposal = first(text)
    assert (proposal.amount, proposal.unit) == (amount, unit)


def test_where_those_who_are_asked_sit_is_no_place_of_the_asking():
    assert first("Ghana urged the authorities in Bamako to respect the timetable.").place == ""
    assert first("Ghana met officials of Mali in Geneva.").place == "Geneva"


def test_contexts_are_those_of_the_act_alone():
    assert first("Chad closed its airspace to Mali and let a gas contract lapse.").contexts == ()
    assert first("Chad's campaign team criticised Mali.").contexts == ()


def test_place_and_contexts():
    proposal = first("Kenya and Uganda signed a military treaty in Nairobi.")
    assert proposal.place == "Nairobi"
    assert "military" in proposal.contexts
    assert set(proposal.contexts) <= set(load_ontology().contexts)


def test_an_answer_is_linked_to_what_it_answers():
    text = "Latvia expelled three Belarusian diplomats after Belarus attacked a Latvian ship."
    expelled, attacked = code_document(text)
    assert (expelled.type, attacked.type) == ("SANCTION", "ASSAULT")
    assert expelled.responds_to == 1
    assert attacked.responds_to is None
    assert text[expelled.response_start : expelled.response_end] == "after"


def test_an_answer_is_linked_across_sentences():
    text = "Belarus deployed troops along the border with Latvia. Latvia condemned the Belarusian deployment."
    deployed, condemned = code_document(text)
    assert deployed.type == "MOBILIZE"
    assert condemned.responds_to == 0


def test_every_mode_and_type_of_the_patterns_is_in_the_vocabulary():
    types = load_ontology().types
    dictionary = load_dictionary()
    verbs = dictionary.patterns.verbs.values()
    patterns = [p for verb in verbs for group in (verb.plain, *verb.with_noun.values()) for p in group]
    patterns += [p for group in dictionary.patterns.nouns.values() for p in group]
    assert len(patterns) > 3000
    for pattern in patterns:
        assert not pattern.type or pattern.type in types, pattern
        assert not pattern.mode or pattern.mode in types[pattern.type].modes, pattern


def test_every_state_has_a_name_and_an_alpha_3_code():
    dictionary = load_dictionary()
    states = {name for name in dictionary.names.values() if name[1] == "state"}
    assert len(states) >= 193
    assert all(len(code) == 3 and code.isupper() for code, _, _ in states)
    assert dictionary.names["Pyongyang"] == ("PRK", "state", "PRK")


@pytest.mark.slow
def test_the_users_own_actors_and_patterns(tmp_path):
    actors = tmp_path / "actors.csv"
    actors.write_text("id,kind,names,state\nred-hand,armed-group,Red Hand;RH Movement,XYZ\n", encoding="utf-8")
    patterns = tmp_path / "patterns.toml"
    patterns.write_text('[[events]]\ntype = "AID"\nverbs = "zorch, zorch light on"\n', encoding="utf-8")
    text = "The Red Hand zorched Norway."
    assert extract_relations(text).empty
    frame = extract_relations(text, actors=actors, patterns=patterns)
    assert frame[["actor", "actor_kind", "type", "recipient"]].iloc[0].tolist() == [
        "red-hand",
        "armed-group",
        "AID",
        "NOR",
    ]


def test_the_frame_has_its_columns_also_when_empty():
    assert list(extract_relations("").columns) == list(PROPOSAL_COLUMNS)
    assert list(extract_relations("France accused Turkey.").columns) == list(PROPOSAL_COLUMNS)


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="'last spring' cannot be read: write a day as 2024-06-18"):
        extract_relations("France accused Turkey.", date="last spring")
    with pytest.raises(ValueError, match="coder"):
        extract_relations("France accused Turkey.", coder="oracle")


HOSTILE = {
    "no punctuation": "russia attacked ukraine and iran condemned israel and ",
    "brackets": "(((( Russia ",
    "dots": ".",
    "right to left": "\u202eRussia\u200f attacked Ukraine. ",
    "control": "\x00\x01Russia attacked Ukraine.\x1b[31m ",
    "one word": "a",
    "adjectives": "old new ",
    "negations": "Russia " + "not never " * 30,
    "auxiliaries": "will has not to be ",
    "cues": "in response to after ",
    "formula": '=HYPERLINK("http://x") attacked Ukraine. ',
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_linear_time(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        start = time.process_time()
        for proposal in code_document(text):
            assert 0 <= proposal.actor_start < proposal.actor_end <= len(text)
        return time.process_time() - start

    seconds(5_000)
    short, long = min(seconds(20_000) for _ in range(3)), min(seconds(160_000) for _ in range(2))
    assert long < 40 * short + 0.2  # eight times the text; a quadratic step would take 64 times as long


def test_the_same_text_gives_the_same_proposals():
    text = " ".join(row[0] for row in PLAIN)
    assert code_document(text, date="2024-11-21") == code_document(text, date="2024-11-21")
    alone = [p.type for row in PLAIN for p in code_document(row[0])]
    assert [p.type for p in code_document(text)] == alone


@pytest.mark.parametrize("between", [" ", "\n\n", " “"])
def test_a_long_text_is_read_as_its_sentences_are_alone(between):
    sentence = "Chad's foreign ministry accused Mali of espionage on Tuesday."
    count = 40_000 // len(sentence)
    frame = extract_relations(between.join([sentence] * count), date="2024-11-21")
    assert frame["type"].tolist() == ["ACCUSE"] * count
    assert set(frame["actor_end"] - frame["start"]) == {len("Chad's foreign ministry")}
    assert frame["start"].diff().dropna().unique().tolist() == [len(sentence) + len(between)]


def test_a_text_may_break_off_at_any_word():
    words = sorted({word for row in PLAIN for word in row[0].rstrip(".").split()} | {"calls", "stands", "close", "so"})
    for begun in ("Chad's minister", "Chad and its", "The"):
        for word in words:
            assert len(code_document(f"{begun} {word}")) <= 1


@pytest.mark.parametrize("day", ["On 8 May", "On 8 May,", "On May 8", "On 8 May 2024"])
def test_a_day_before_the_name_of_who_acts_is_its_day(day):
    (found,) = code_document(f"{day} Britain expelled the Russian attache.", date="2024-05-10")
    assert (found.actor, found.date) == ("GBR", "2024-05-08")


@pytest.mark.parametrize("words", ["early on Friday", "late on Friday", "early Friday", "on Friday"])
def test_a_part_of_a_day_is_that_day(words):
    (found,) = code_document(f"Israel attacked Iran {words}.", date="2024-05-10")
    assert found.date == "2024-05-10"


@pytest.mark.parametrize(
    ("who", "actor"),
    [("The South", "KOR"), ("Global South", "south"), ("Europe's North", "north"), ("The North", "PRK")],
)
def test_a_north_or_south_is_one_of_korea_only_where_it_stands_alone(who, actor):
    found = extract_relations(f"Seoul protested. {who} condemned Japan.")
    assert found["actor"].tolist() == [actor]


@pytest.mark.parametrize(
    "sentence",
    [
        "Japan is considering new sanctions on Belarus.",
        "The European Union is weighing sanctions against Belarus.",
        "Japan is mulling aid to Ukraine.",
        "Germany considers cutting ties with Russia.",
    ],
)
def test_what_is_only_considered_is_not_asserted(sentence):
    assert set(extract_relations(sentence)["stance"]) == {"considers"}


def test_what_several_types_may_name_is_first_of_all_one_in_every_run():
    text = "Malawi sent troops to Zambia. Zambia's foreign minister said Malawi's seizure of the trucks was illegal."
    found = {(each.actor_state, each.type, each.recipient_state) for each in code_document(text)}
    assert ("MWI", "COERCE", "ZMB") in found
    assert not {("MWI", "ASSAULT", "ZMB"), ("MWI", "SANCTION", "ZMB")} & found

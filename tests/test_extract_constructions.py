"""Constructions of English that the rule coder understands, each beside a sentence that only looks alike."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations
from graphkit.extract.rules import code_document

TOLD = [
    # participles that are adjectives
    ("Oman said that continued military cooperation between Peru and Chile is useful.", "PER", "COOPERATE", "CHL"),
    ("Kenya is buying used French helicopters.", "KEN", "COOPERATE", "FRA"),
    ("Ghana purchased oil-drilling equipment from Norway.", "GHA", "COOPERATE", "NOR"),
    # what an agreement holds, and lists of what two do together
    ("The pact between Peru and Chile provides for joint patrols and trade.", "PER", "COOPERATE", "CHL"),
    (
        "The treaty between Peru and Chile is based on arms sales, expanded military cooperation, and loans.",
        *("PER", "COOPERATE", "CHL"),
    ),
    ("Peru's aid to Chile, joint exercises and loans are growing.", "PER", "COOPERATE", "CHL"),
    ("Peru's aid to Chile, joint exercises and loans are growing.", "PER", "AID", "CHL"),
    # forces
    ("The deployment of Cuban troops into the Angola war surprised many.", "CUB", "MOBILIZE", "AGO"),
    ("Cuba sent soldiers to Peru to fight Ecuador.", "CUB", "MOBILIZE", "ECU"),
    ("Cuba sent soldiers to Peru to join the fight against Ecuador.", "CUB", "MOBILIZE", "ECU"),
    ("Cuba sent soldiers to Peru to join the fight against Ecuador.", "CUB", "AID", "PER"),
    ("Cuba joined the war against Ecuador.", "CUB", "ASSAULT", "ECU"),
    # threats
    ("Chad built rockets that threaten Niger.", "TCD", "THREATEN", "NER"),
    ("The deployment of Cuban troops threatens the security of Haiti, Panama and Belize.", "CUB", "THREATEN", "HTI"),
    ("The deployment of Cuban troops threatens the security of Haiti, Panama and Belize.", "CUB", "THREATEN", "BLZ"),
    ("Peru's president said her country would take measures in response to Chilean tariffs.", "PER", "THREATEN", "CHL"),
    ("Any attack by Peru will be met with a decisive response, Chile's president said.", "CHL", "THREATEN", "PER"),
    ("Chile said that further Peruvian missile tests would trigger retaliation.", "CHL", "THREATEN", "PER"),
    ("Chile urged Peru to halt the tests and said another launch would have consequences.", "CHL", "THREATEN", "PER"),
    ("Chile's president told reporters that Peru's deployment calls for a firm response.", "CHL", "THREATEN", "PER"),
    ("Oman warned that Yemen's missile tests could start a war.", "OMN", "ACCUSE", "YEM"),
    ("Oman warned Yemen's missile tests could start a war.", "OMN", "ACCUSE", "YEM"),
    # power over one's own people
    ("Violations of human rights against Tamils by Sri Lanka went on.", "LKA", "COERCE", ""),
    (
        "The abuse of human rights within Togo's own ranks and against its citizens shocked Ghana.",
        "TGO",
        "COERCE",
        "TGO",
    ),
    ("Togo's regime issued harsh punishments, including prison terms for returned defectors.", "TGO", "COERCE", "TGO"),
    ("The Lukashenko regime imposed penalties, including long prison terms for dissidents.", "BLR", "COERCE", "BLR"),
    ("Togo jailed two dissidents.", "TGO", "COERCE", "TGO"),
    ("Togo arrested its citizens.", "TGO", "COERCE", "TGO"),
    ("Violence against Togo's own people went on.", "TGO", "ASSAULT", "TGO"),
    # dealings that are forbidden are relations reduced
    ("Togo forbids military cooperation with Ghana.", "TGO", "SANCTION", "GHA"),
    ("Togo prohibited trade with Ghana.", "TGO", "SANCTION", "GHA"),
    # who is asked
    ("Peru summoned the Chilean envoy and demanded the release of two sailors.", "PER", "REQUEST", "CHL"),
    ("Peru summoned the Chilean envoy and demanded the release of two sailors.", "PER", "ACCUSE", "CHL"),
]
NOT_TOLD = [
    ("The rebels attacked towns in Mali, killed soldiers, and burned houses.", "", "COOPERATE", ""),
    ("The pact between Peru and Chile does not cover joint patrols.", "PER", "COOPERATE", "CHL"),
    ("The pact between Peru and Chile would include joint patrols.", "PER", "COOPERATE", "CHL"),
    ("Peru's aid to Chile, or joint exercises, would help.", "PER", "COOPERATE", "CHL"),
    ("Peru's aid to Chile and joint exercises with Brazil are growing.", "PER", "COOPERATE", "CHL"),
    ("Cuba sent soldiers to Peru to join the fight against cholera.", "CUB", "MOBILIZE", ""),
    ("Cuba joined the fight against malaria in Ecuador.", "CUB", "ASSAULT", "ECU"),
    ("Cuba sent teachers to Peru to join the fight against Ecuador.", "CUB", "MOBILIZE", "ECU"),
    ("Cuba sent two agents to Peru to kill an Ecuadorean diplomat.", "CUB", "MOBILIZE", "ECU"),
    ("Chad bought rockets from men who threaten Niger.", "TCD", "THREATEN", "NER"),
    ("Chile said that Peru's inflation would lead to a strong reaction.", "CHL", "THREATEN", "PER"),
    ("Any attack by Peru will be met with a decisive response.", "", "THREATEN", "PER"),
    ("Chile said that Peru's attack would not draw a response.", "CHL", "THREATEN", "PER"),
    ("Chile said that Peru's letter demanded an answer.", "CHL", "THREATEN", "PER"),
    ("Oman warned that Yemen's missile tests could start a war.", "OMN", "THREATEN", "YEM"),
    ("Oman warned Yemen that it could strike.", "OMN", "ACCUSE", "YEM"),
    ("Togo detained two defectors.", "TGO", "COERCE", "TGO"),
    ("Togo deported refugees.", "TGO", "COERCE", "TGO"),
    ("Ghana said Togo had arrested its citizens.", "TGO", "COERCE", "TGO"),
    ("Togo's regime issued stamps, including one for dissidents.", "TGO", "COERCE", ""),
    ("The abuse of human rights in Togo shocked Ghana.", "TGO", "COERCE", "TGO"),
    ("Togo forbids demonstrations with drums in Ghana.", "TGO", "SANCTION", "GHA"),
    ("Peru summoned the Chilean envoy and Brazil demanded the release of two sailors.", "BRA", "REQUEST", "CHL"),
    ("Peru is seeking a strong ally.", "PER", "REQUEST", ""),
]


def triples(text):
    return {(p.actor_state, p.type, p.recipient_state) for p in code_document(text)}


def ids(rows):
    return [f"{row[0][:60]} {row[2]} {row[3]}" for row in rows]


@pytest.mark.parametrize(("text", "actor", "kind", "recipient"), TOLD, ids=ids(TOLD))
def test_what_is_told(text, actor, kind, recipient):
    assert (actor, kind, recipient) in triples(text)


@pytest.mark.parametrize(("text", "actor", "kind", "recipient"), NOT_TOLD, ids=ids(NOT_TOLD))
def test_what_only_looks_alike(text, actor, kind, recipient):
    assert (actor, kind, recipient) not in triples(text)


def test_people_of_a_state_are_named_after_it():
    first = code_document("Togo jailed two dissidents.")[0]
    assert (first.recipient, first.recipient_name) == ("dissidents-tgo", "dissidents, Togo")


def test_the_two_countries_of_a_visit_are_friends_of_the_visitor():
    text = (
        "Spain's king met Peru's president. The king condemned Chile. Chad sent aid to Mali. "
        "The Spanish king's visit showed the close relationship between the two countries."
    )
    ties = {(p.actor_state, p.recipient_state) for p in code_document(text) if p.type == "ALLIED_WITH"}
    assert ties == {("ESP", "PER")}


def test_a_leader_s_government_is_the_state():
    first = code_document("The Lukashenko government condemned Poland.")[0]
    assert (first.actor, first.actor_kind, first.actor_state) == ("BLR", "state", "BLR")


def test_an_unknown_leader_s_government_has_no_state():
    assert [p.actor_state for p in code_document("The Quibble government condemned Poland.")] in ([], [""])


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # verbs that are their own past, wherever their subject stands
        ("Kenya promptly cut ties with Sudan.", "KEN SANCTION SDN"),
        ("Kenya on Monday cut ties with Sudan.", "KEN SANCTION SDN"),
        ("The Kenyan government cut ties with Sudan.", "KEN SANCTION SDN"),
        ("Kenya, a tea exporter, cut ties with Sudan.", "KEN SANCTION SDN"),
        ("Kenya, which cut ties with Sudan, is a member of the bloc.", "KEN SANCTION SDN"),
        ("It was Kenya that cut ties with Sudan.", "KEN SANCTION SDN"),
        # "back" as a verb
        ("Kenya will back Sudan.", "KEN AGREE SDN"),
        ("Kenya decided to back Sudan's proposal.", "KEN SUPPORT SDN"),
        ("Kenya and Chad back Sudan's proposal.", "CHD SUPPORT SDN"),
        # a comma that ends a relative clause, and no list of adjectives
        ("Kenya, whose economy is weak, banned imports from Sudan.", "KEN SANCTION SDN"),
        ("Kenya, whose army is small, deployed troops to the border with Sudan.", "KEN MOBILIZE SDN"),
        # whose charge it is that somebody denies
        ("Chad accused Kenya of denying Sudan's accusations.", "KEN REJECT SDN"),
    ],
)
def test_a_verb_is_read_as_one_wherever_its_subject_stands(text, relation):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    assert relation.replace("CHD", "TCD") in [f"{r['actor_state']} {r['type']} {r['recipient_state']}" for r in rows]


@pytest.mark.parametrize(
    "text",
    ["Kenya hit back at its critics.", "The envoy went back home from Sudan.", "A long, drawn out dispute ended."],
)
def test_back_behind_a_verb_is_no_verb(text):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    assert not [r for r in rows if r["type"] in ("SUPPORT", "AGREE")]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # comparatives and superlatives are adjectives
        ("Kenya closed its busiest border crossing with Sudan.", "KEN COERCE SDN"),
        ("Kenya shut the largest border post with Sudan.", "KEN COERCE SDN"),
        ("Kenya closed the Busia border crossing with Sudan.", "KEN COERCE SDN"),
        # a name is of the state of what it is said to be
        ("Kenya imposed sanctions on Aerolux, the Sudanese airline.", "KEN SANCTION SDN"),
        ("Kenya imposed sanctions on Aerolux, the state airline of Sudan, on Monday.", "KEN SANCTION SDN"),
        ("Kenya arrested Omar Bakri, a Sudanese journalist.", "KEN COERCE SDN"),
    ],
)
def test_a_thing_is_of_what_its_words_say(text, relation):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    assert relation in [f"{r['actor_state']} {r['type']} {r['recipient_state']}" for r in rows]


def test_who_is_only_able_to_act_does_nothing():
    for text in ("Kenya has the capacity to attack Sudan.", "Kenya lacks the ability to bomb Sudan."):
        assert extract_relations(text, date="2024-05-15").empty

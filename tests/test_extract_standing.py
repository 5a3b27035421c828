"""Standing ties that a text states, forces that are moved, and words that point back."""

from __future__ import annotations

import pytest

from graphkit.extract.rules import code_document

TIES = [
    ("Norway's ally Denmark closed the strait.", "NOR", "ALLIED_WITH", "DNK"),
    ("Denmark, a close ally of Norway, hosted the fair.", "NOR", "ALLIED_WITH", "DNK"),
    ("Norway and its ally Denmark were absent.", "NOR", "ALLIED_WITH", "DNK"),
    ("Norway and its ally the Netherlands were absent.", "NOR", "ALLIED_WITH", "NLD"),
    ("Norwegian ally Denmark was absent.", "NOR", "ALLIED_WITH", "DNK"),
    ("Oslo's closest ally, Denmark, was absent.", "NOR", "ALLIED_WITH", "DNK"),
    ("Denmark remained Norway's main ally.", "NOR", "ALLIED_WITH", "DNK"),
    ("Peru, which is allied with Chile, was absent.", "PER", "ALLIED_WITH", "CHL"),
    ("Chad and Togo are old friends, and the alliance between Kenya and Uganda holds.", "KEN", "ALLIED_WITH", "UGA"),
    ("The Kenya-Uganda alliance is under strain.", "KEN", "ALLIED_WITH", "UGA"),
    ("Kenya works on it with its partners in Uganda.", "KEN", "ALLIED_WITH", "UGA"),
    ("Lima's foes, such as Ecuador, were absent.", "PER", "RIVAL_OF", "ECU"),
    ("Ecuador, Peru's arch-enemy, was absent.", "PER", "RIVAL_OF", "ECU"),
    ("Peru is hostile to Ecuador.", "PER", "RIVAL_OF", "ECU"),
    ("The rivalry between Peru and Ecuador goes on.", "PER", "RIVAL_OF", "ECU"),
    ("Mali's dependence on Algeria is growing.", "MLI", "DEPENDS_ON", "DZA"),
    ("Mali relies on Algeria for its fuel.", "MLI", "DEPENDS_ON", "DZA"),
    ("Mali has become dependent on Algeria for fuel.", "MLI", "DEPENDS_ON", "DZA"),
    ("Algeria has become Mali's economic lifeline.", "MLI", "DEPENDS_ON", "DZA"),
    ("Algeria has considerable leverage over Mali.", "DZA", "HAS_LEVERAGE_OVER", "MLI"),
    ("Rome asked Algiers to use its influence over Bamako.", "DZA", "HAS_LEVERAGE_OVER", "MLI"),
]
NO_TIES = [
    "Denmark is a former ally of Norway.",
    "Denmark may become an ally of Norway.",
    "Denmark is not an ally of Norway.",
    "Kenya's trading partner Uganda grew.",
    "Norway needs an ally.",
    "Norway lost Denmark's allies",
    "President Silva's ally Ana Costa was absent.",
]
FORCES = [
    ("Chile deployed dozens of warships around Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile began two days of military drills near Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile held military exercises close to the Peruvian border.", "CHL", "MOBILIZE", "PER"),
    ("Chilean fighter jets entered Peru's airspace.", "CHL", "MOBILIZE", "PER"),
    ("Chile put its army on high alert amid tensions with Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile sent an aircraft carrier to the Gulf to deter Iran.", "CHL", "MOBILIZE", "IRN"),
    ("Chile dispatched two destroyers to the region as a warning to Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile moved additional troops to its border with Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile fired a ballistic missile over Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile and Peru staged a naval exercise near the coast.", "CHL", "COOPERATE", "PER"),
    ("Chile sent troops to Chad.", "CHL", "MOBILIZE", "TCD"),
    ("Chile sent troops to Chad in support of the government in N'Djamena.", "CHL", "AID", "TCD"),
    ("Chile sent troops to fight alongside the Chadian army.", "CHL", "AID", "TCD"),
    ("Chile sent troops to fight in Peru's war against Ecuador.", "CHL", "AID", "PER"),
    ("Chile sent 900 soldiers to Peru to fight Ecuador.", "CHL", "AID", "PER"),
    ("Chile sent 900 soldiers to Peru to fight Ecuador.", "CHL", "MOBILIZE", "ECU"),
    ("Chile and Peru signed a treaty. Chile sent troops to Peru.", "CHL", "AID", "PER"),
    ("Chile and Peru signed a treaty. Chile massed troops against Peru.", "CHL", "MOBILIZE", "PER"),
    ("Chile sent tanks to Peru.", "CHL", "AID", "PER"),
]
PRESSED = [
    ("Chilean hackers attacked Peru's banks.", "CHL", "COERCE", "cyber", "PER"),
    ("Chile jammed GPS signals over Peru.", "CHL", "COERCE", "cyber", "PER"),
    ("Chile cut off gas supplies to Peru.", "CHL", "COERCE", "withhold", "PER"),
    ("Chile spread disinformation about Peru.", "CHL", "COERCE", "misinformation", "PER"),
    ("Chile blockaded Peruvian ports.", "CHL", "COERCE", "restrict", "PER"),
    ("Chile seized a Peruvian tanker.", "CHL", "COERCE", "seize", "PER"),
    ("Chile violated Peru's sovereignty.", "CHL", "COERCE", "restrict", "PER"),
    ("Lima said Chile had violated its sovereignty.", "CHL", "COERCE", "restrict", "PER"),
    ("Chile and Peru exchanged 200 prisoners.", "CHL", "COOPERATE", "", "PER"),
    ("Chile bought record volumes of Peruvian oil.", "CHL", "COOPERATE", "", "PER"),
    ("Chile took part in drills with Peru.", "CHL", "COOPERATE", "", "PER"),
    ("Iran shelled Kharkiv.", "IRN", "ASSAULT", "", "UKR"),
]
POINTING = [
    ("Chile met Peru. The two countries swapped prisoners.", "CHL", "COOPERATE", "PER"),
    ("Chile met Peru. The two neighbours agreed to a truce.", "CHL", "SUPPORT", "PER"),
    ("Chile met Peru. Spain imposed tariffs on both countries.", "ESP", "SANCTION", "CHL"),
    ("Chile met Peru. Spain imposed tariffs on both countries.", "ESP", "SANCTION", "PER"),
    ("Chile met Peru. Spain mediated between the two sides.", "ESP", "CONSULT", "PER"),
    ("Malian rebels fled. The rebels attacked Niger.", "MLI", "ASSAULT", "NER"),
    ("Chile bought drones from Peru and held drills with Spanish paratroopers.", "CHL", "COOPERATE", "ESP"),
]


def triples(text):
    return [(p.actor_state, p.type, p.recipient_state) for p in code_document(text)]


@pytest.mark.parametrize(("text", "actor", "kind", "recipient"), TIES, ids=[row[0][:50] for row in TIES])
def test_a_tie_that_is_stated_is_proposed_with_its_sentence(text, actor, kind, recipient):
    found = [p for p in code_document(text) if (p.actor_state, p.type, p.recipient_state) == (actor, kind, recipient)]
    assert [text[p.start : p.end] for p in found] == [text]
    assert found[0].mutual == (kind in ("ALLIED_WITH", "RIVAL_OF"))


@pytest.mark.parametrize("text", NO_TIES)
def test_a_tie_that_is_past_denied_or_nobodys_is_not(text):
    assert not {"ALLIED_WITH", "RIVAL_OF", "DEPENDS_ON", "HAS_LEVERAGE_OVER"} & {kind for _, kind, _ in triples(text)}


def test_every_ally_of_a_list_is_proposed():
    found = triples("Chile consulted its allies, including Peru and Ecuador, on the matter.")
    assert {("CHL", "ALLIED_WITH", "PER"), ("CHL", "ALLIED_WITH", "ECU")} <= set(found)
    found = triples("Peru and Ecuador, allies of Chile, stayed away.")
    assert {("CHL", "ALLIED_WITH", "PER"), ("CHL", "ALLIED_WITH", "ECU")} <= set(found)


@pytest.mark.parametrize(
    ("text", "actor", "kind", "recipient"), FORCES, ids=[f"{row[0][:60]} {row[2]}" for row in FORCES]
)
def test_forces_threaten_or_help(text, actor, kind, recipient):
    assert (actor, kind, recipient) in triples(text)
    other = {"MOBILIZE", "AID"} - {kind}
    assert (actor, other.pop(), recipient) not in triples(text)


def test_forces_of_its_own_are_nobody_to_move_against():
    assert triples("Chile put its army on alert.") == []


@pytest.mark.parametrize(("text", "actor", "kind", "mode", "recipient"), PRESSED, ids=[row[0][:50] for row in PRESSED])
def test_pressure_and_work_together(text, actor, kind, mode, recipient):
    assert (actor, kind, mode, recipient) in [
        (p.actor_state, p.type, p.mode, p.recipient_state) for p in code_document(text)
    ]


@pytest.mark.parametrize(
    ("text", "actor", "kind", "recipient"), POINTING, ids=[f"{row[0][:60]} {row[3]}" for row in POINTING]
)
def test_words_that_point_back_find_whom_they_mean(text, actor, kind, recipient):
    assert (actor, kind, recipient) in triples(text)


@pytest.mark.slow
def test_one_may_add_nouns_of_ties(tmp_path):
    from graphkit.extract.rules import load_dictionary

    (tmp_path / "ties.toml").write_text('[ties]\nRIVAL_OF = "contender"\n', encoding="utf-8")
    dictionary = load_dictionary(patterns=[tmp_path / "ties.toml"])
    text = "Peru's contender Ecuador was absent."
    assert [p.type for p in code_document(text, dictionary=dictionary)] == ["RIVAL_OF"]
    assert code_document(text) == []

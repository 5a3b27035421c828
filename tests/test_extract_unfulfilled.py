"""What is only wanted, asked, planned, feared or said is no fact: infinitives, subjunctives, conditions."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations

# what another asks of somebody, or what is open to him, he has not done by that
NOT_DONE = [
    "Iran rejected a call by Kenya to attack Israel.",
    "Iran turned down a plea from Kenya to attack Israel.",
    "Iran turned down a Kenyan request to attack Israel.",
    "Iran ignored orders to attack Israel.",
    "Iran resisted pressure to attack Israel.",
    "Iran had an opportunity to attack Israel.",
    "Iran won approval to attack Israel.",
    "Iran was free to attack Israel.",
    "Iran was obliged to attack Israel.",
    "Iran is entitled to attack Israel.",
    "Iran was forbidden to attack Israel.",
    "Iran was allowed to attack Israel.",
    "Kenya allowed Iran to attack Israel.",
    "Iran is too weak to attack Israel.",
    "Iran is strong enough to attack Israel.",
    "Iran was kept from attacking Israel.",
    "Iran did not know how to attack Israel.",
    "Iran discussed how to attack Israel.",
    "Kenya wanted Iran to free suspects and to attack Israel.",
    "It is imperative for Iran to attack Israel.",
    "Iran left Kenya without attacking Israel.",
    "Kenya prevented an Iranian attack on Israel.",
    "Kenya called off an Iranian attack on Israel.",
    "Iran did not travel to Kenya to attack Israel.",
    "Iran offered to send soldiers to Kenya to attack Israel.",
    "Iran said it was prepared to put soldiers at the disposal of Kenya to attack Israel.",
]
# what somebody only thinks of, wants, fears or prepares is told as that
CONSIDERED = [
    "Iran wants to attack Israel.",
    "Iran hoped to attack Israel.",
    "Iran is intent on attacking Israel.",
    "Iran is interested in attacking Israel.",
    "Iran thought about attacking Israel.",
    "Iran rehearsed attacking Israel.",
    "Iran proposed attacking Israel.",
    "Iran insisted on attacking Israel.",
    "Iran is on the verge of attacking Israel.",
    "Iran sees no point in attacking Israel.",
    "Kenya opposed Iran attacking Israel.",
    "Kenya would not mind Iran attacking Israel.",
    "Kenya treats Chad as a state attacking Israel.",
    "Kenya will close the port when Iran attacks Israel.",
    "Kenya will close the port as soon as Iran attacks Israel.",
    "Kenya will open the port provided that Iran attacks Israel.",
    "Kenya will open the port on condition that Iran attacks Israel.",
    "Iran is waiting to attack Israel.",
    "Kenya rejects the idea that Iran attacked Israel.",
    "Kenya discussed an Iranian attack on Israel.",
    "Kenya doubts Iran would attack Israel.",
]
# whose words they are is told
SAID = [
    ("Kenya cut ties with Iran on the charge that it attacked Israel.", "alleges", "KEN"),
    ("Kenya closed the port over Ghanaian allegations that Iran attacked Israel.", "alleges", "GHA"),
    ("Kenya gave another version: Iran had attacked Israel.", "alleges", "KEN"),
    ("Kenya accused Iran of leaving Mali and attacking Israel.", "alleges", "KEN"),
    ("Kenya accused Iran of spying and of attacking Israel.", "alleges", "KEN"),
    ("Iran claimed to have attacked Israel.", "alleges", ""),
    ("Kenya insisted that Iran attack Israel.", "proposes", "KEN"),
]
DONE = [
    "Iran managed to attack Israel.",
    "Iran went on to attack Israel.",
    "Iran used missiles to attack Israel.",
    "Iran succeeded in attacking Israel.",
    "Iran was the first to attack Israel.",
    "Iran was quick to attack Israel.",
    "Kenya condemned Iran for attacking Israel.",
    "Kenya will punish Iran for attacking Israel.",
    "Kenya will close the port because Iran attacked Israel.",
    "Kenya will close the port, as Iran has attacked Israel.",
    "Kenya closed the port when Iran attacked Israel.",
    "Iran turned down a request to visit Kenya and attacked Israel.",
    "Kenya noted that Iran attacked Israel.",
    "Kenya has no doubt that Iran attacked Israel.",
    "Iran used the opportunity to attack Israel.",
    "Iran crossed the border to attack Israel.",
]


def attacks(text):
    """Return the stance and the speaker of every attack on Israel that a text tells."""
    found = extract_relations(text)
    found = found[(found.type == "ASSAULT") & (found.recipient == "ISR")]
    return list(zip(found.stance, found.speaker, strict=True))


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_is_asked_of_somebody_or_open_to_him_is_not_proposed(text):
    assert attacks(text) == []


@pytest.mark.parametrize("text", CONSIDERED)
def test_what_is_only_thought_of_is_no_fact(text):
    assert {stance for stance, _ in attacks(text)} <= {"considers"}


@pytest.mark.parametrize(("text", "stance", "speaker"), SAID, ids=[row[0] for row in SAID])
def test_what_a_noun_or_a_verb_brings_has_its_stance_and_speaker(text, stance, speaker):
    assert attacks(text) == [(stance, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "It is vital that Iran provide Israel with aid.",
        "The court's order that Iran provide Israel with aid was ignored.",
        "Kenya backs a resolution demanding Iran provide Israel with aid.",
        "Kenya made thirteen demands, among them that it provide Israel with aid.",
    ],
)
def test_a_verb_in_its_base_form_tells_what_is_asked(text):
    found = extract_relations(text)
    assert set(found[found.type == "AID"].stance) <= {"proposes"}


@pytest.mark.parametrize("text", DONE)
def test_what_was_done_stays_a_fact(text):
    assert [stance for stance, _ in attacks(text)] == ["asserts"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Kenya suspects Iran of attacking Israel.", "alleges"),
        ("Kenya charged Iran with attacking Israel.", "alleges"),
    ],
)
def test_who_is_suspected_or_charged_is_who_may_have_done_it(text, act):
    found = extract_relations(text)
    found = found[found.type == "ASSAULT"]
    assert found[["actor", "recipient", "stance"]].values.tolist() == [["IRN", "ISR", act]]


@pytest.mark.parametrize(
    "text",
    [
        "The talks between Peru and Chile due today are off.",
        "Peru called off a meeting between its president and Chile's king.",
        "He said Peru should have consulted Chile.",
    ],
)
def test_what_did_not_take_place_is_not_proposed(text):
    assert "CONSULT" not in set(extract_relations(text).type)


def test_a_modal_verb_is_that_of_the_verb_behind_and_too():
    found = extract_relations("Spain said it would leave Chad and bomb Mali.")
    assert found[found.recipient == "MLI"].type.tolist() == ["THREATEN"]


def test_what_somebody_is_to_stop_he_does():
    found = extract_relations("The European Union urged North Korea to stop supporting Russia.")
    assert ["PRK", "SUPPORT", "RUS"] in found[["actor", "type", "recipient"]].values.tolist()


def test_what_is_still_to_come_is_promised():
    found = extract_relations("Spain will work to help Japan.")
    assert found[["actor", "type", "recipient"]].values.tolist() == [["ESP", "AGREE", "JPN"]]


def test_what_a_president_orders_his_own_country_to_do_is_done():
    found = extract_relations("President Vladimir Putin ordered that Russia withdraw from the Arab League.")
    assert set(found.stance) == {"asserts"}

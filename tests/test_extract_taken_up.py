"""Answers whose words take up an act told before, or that need the other act to be read: both are proposed and tied."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def links(text):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    sides = [(r["actor_state"] or r["actor"], r["type"], r["recipient_state"] or r["recipient"]) for r in rows]
    tied = [(i, int(row["responds_to"])) for i, row in enumerate(rows) if pd.notna(row["responds_to"])]
    return [f"{' '.join(sides[i])} <- {' '.join(sides[j])}" for i, j in tied]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # what is judged in words of feeling, and with a verdict behind the noun
        (
            "Norway ordered two Ghanaian envoys to leave. Accra said it regretted the decision.",
            "GHA ACCUSE NOR <- NOR SANCTION GHA",
        ),
        (
            "Mali imposed sanctions on three Algerian firms. Algiers called the sanctions absurd.",
            "DZA ACCUSE MLI <- MLI SANCTION DZA",
        ),
        ("Peru blocked aid to Chile. Chile was shocked by the veto.", "CHL ACCUSE PER <- PER SANCTION CHL"),
        (
            "Kenya extradited two activists to China. Human Rights Watch criticised the extradition.",
            "human-rights-watch ACCUSE KEN <- KEN COOPERATE CHN",
        ),
        (
            "Japan lodged a protest with Peru on Monday. Lima rejected the protest.",
            "PER REJECT JPN <- JPN ACCUSE PER",
        ),
        # what a relative clause with "which" says of a request
        (
            "Peru asked Mexico to withdraw its consul, a request which Mexico rejected.",
            "MEX REJECT PER <- PER REQUEST MEX",
        ),
        # both acts are proposed where the words of the answer are plain
        (
            "Morocco halted flights to Algeria in answer to Algeria's decision to close its airspace.",
            "MAR SANCTION DZA <- DZA COERCE MAR",
        ),
        (
            "Chad expelled the French ambassador over what it called hostile remarks by the French foreign minister.",
            "TCD SANCTION FRA <- FRA ACCUSE TCD",
        ),
        (
            "Thailand rejected Cambodia's call for observers.",
            "THA REJECT KHM <- KHM REQUEST THA",
        ),
        (
            "Egypt's foreign ministry deplored the statement by Ethiopia's prime minister.",
            "EGY ACCUSE ETH <- ETH ACCUSE EGY",
        ),
        (
            "Yemen's Houthis attacked a British ship in retaliation for American and British strikes on Hodeidah.",
            "YEM ASSAULT GBR <- GBR ASSAULT YEM",
        ),
        (
            "Lebanon's army returned fire after Israeli troops shot at a patrol near Odaisseh.",
            "LBN ASSAULT ISR <- ISR ASSAULT LBN",
        ),
        (
            "Somalia praised Eritrea for freeing Somali prisoners.",
            "SOM SUPPORT ERI <- ERI RETREAT SOM",
        ),
        (
            "Greece blamed Turkish agents for a fire and expelled 18 diplomats. Turkey retaliated by ordering 20 Greek "
            "envoys to leave.",
            "TUR SANCTION GRC <- GRC SANCTION TUR",
        ),
        (
            "Kenya asked Somalia to recall its envoy. Mogadishu complied a day later.",
            "SOM CONCEDE KEN <- KEN REQUEST SOM",
        ),
    ],
)
def test_what_takes_up_an_act_is_its_answer(text, link):
    assert link in links(text)


@pytest.mark.parametrize(
    "text",
    [
        # a decision of another is not the one told
        "Norway ordered two Ghanaian envoys to leave. Accra said it regretted a decision of its own parliament.",
        # who welcomes a statement was not blamed by it
        "Egypt welcomed the statement by Ethiopia's prime minister.",
        # who comes after does not answer: mere sequence
        "Kenya asked Somalia to recall its envoy. Ghana visited Mogadishu a day later.",
        "Mali shelled Niger. The regret in Togo about its own strikes was great.",
    ],
)
def test_what_takes_up_nothing_told_answers_nothing(text):
    assert links(text) == []


def test_what_was_answered_is_no_answer_to_its_answer():
    found = links("The Kremlin dismissed the British accusations as baseless and said it would respond in kind.")
    assert found[0] == "RUS REJECT GBR <- GBR ACCUSE RUS"
    assert not any(link.startswith("GBR") for link in found)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # what was against nobody named was meant for who answers it
        (
            "North Korea fired two missiles into the sea on Thursday. Japan protested.",
            "JPN ACCUSE PRK <- PRK MOBILIZE JPN",
        ),
        (
            "North Korea launched a missile on Monday. In response, Seoul closed the border.",
            "KOR COERCE PRK <- PRK MOBILIZE KOR",
        ),
        ("Chad launched a rocket on Monday. Mali condemned the launch.", "MLI ACCUSE TCD <- TCD MOBILIZE MLI"),
        (
            "Rwanda closed the border in February, prompting an angry reaction from Uganda.",
            "UGA ACCUSE RWA <- RWA COERCE UGA",
        ),
        # a charge that only its noun tells
        (
            "The representative of Canada said the militia had killed villagers. Chad's envoy dismissed that claim.",
            "TCD REJECT CAN <- CAN ACCUSE TCD",
        ),
        ("Canada said Chad had lied. Chad rejected the accusation.", "TCD REJECT CAN <- CAN ACCUSE TCD"),
        # what only somebody does is done by who says the rest
        (
            "Niger closed its border with Mali. Mali's minister said the closure was unwise and condemned it.",
            "MLI ACCUSE NER <- NER COERCE MLI",
        ),
        (
            "Chad cut relations with Sudan. Sudan closed its border with Chad in reply to the rupture and suspended "
            "trade with Chad.",
            "SDN SANCTION TCD <- TCD SANCTION SDN",
        ),
        (
            "Peru expelled the Chilean ambassador in response to comments by Juan Perez, who had seen a farce.",
            "PER SANCTION CHL <- CHL ACCUSE PER",
        ),
        (
            "Chinese ships rammed a Philippine boat on Monday. Manila has retaliated for the ramming by recalling its "
            "ambassador from Beijing.",
            "PHL SANCTION CHN <- CHN COERCE PHL",
        ),
    ],
)
def test_both_acts_are_proposed_where_the_words_of_the_answer_are_plain(text, link):
    assert link in links(text)


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired two missiles into the sea on Thursday. Japan held an election.",
        "Will Mali respond to Niger's call on Mali to withdraw its troops?",
        "The actions that the Union has brought against Mali will be halted.",
    ],
)
def test_without_words_of_an_answer_nothing_is_tied(text):
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # newest first: what is judged is told after its verdict
        (
            '08:10 China calls India\'s strikes "regrettable". 06:05 India struck a site in Pakistan.',
            "CHN ACCUSE IND <- IND ASSAULT PAK",
        ),
        (
            "Mali recalled its envoy from Niger. The decision was a response to the Nigerien move. Niger shut its "
            "border with Mali in May.",
            "MLI SANCTION NER <- NER COERCE MLI",
        ),
    ],
)
def test_what_is_told_after_its_answer_is_linked_too(text, link):
    assert link in links(text)


@pytest.mark.parametrize(
    "text",
    [
        '08:10 China calls India\'s strikes "regrettable". 06:05 Pakistan struck a site in India.',
        '08:10 China calls India\'s tariffs "regrettable". 06:05 India struck a site in Pakistan.',
        "Mali recalled its envoy from Niger. The decision was a response to the Nigerien move. Niger met Ghana.",
    ],
)
def test_another_act_told_later_is_not_what_was_answered(text):
    assert links(text) == []


def test_the_state_is_blamed_and_not_its_envoys():
    found = links("Poland expelled two Belarusian diplomats over the jailing of a Polish nurse.")
    assert found == ["POL SANCTION BLR <- BLR COERCE POL"]
    rows = extract_relations("Poland expelled two Belarusian diplomats over the jailing of a Polish nurse.")
    assert rows["actor"].tolist() == ["POL", "BLR"]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # a bare verb of reaction, by how or in what words
        (
            "Chad's foreign ministry reacted sharply to remarks by Mali's prime minister, calling them absurd.",
            "TCD ACCUSE MLI <- MLI ACCUSE TCD",
        ),
        (
            "Chad accused Mali of interference, whereupon Mali barred Chadian officials.",
            "MLI SANCTION TCD <- TCD ACCUSE MLI",
        ),
        # what is asked of nobody is asked of who refuses it
        (
            "The United Nations demanded an inquiry into the air strike. Nigeria's army rejected the demand.",
            "NGA REJECT united-nations <- united-nations REQUEST NGA",
        ),
        # who is told to undo what he did
        (
            "Kosovo banned Serbian goods. The EU told Pristina to lift the ban.",
            "european-union REQUEST XKX <- XKX SANCTION SRB",
        ),
        (
            "China banned Japanese goods. Japan's premier demanded that the ban be lifted.",
            "JPN REQUEST CHN <- CHN SANCTION JPN",
        ),
        (
            "Argentina's president insulted Chile's leader. Chile ordered Argentine diplomats out over the remarks.",
            "CHL SANCTION ARG <- ARG ACCUSE CHL",
        ),
    ],
)
def test_reactions_in_few_words_are_answers(text, link):
    assert link in links(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad's foreign ministry reacted to remarks by Mali's prime minister.",  # nobody says how
        "Kosovo banned Serbian goods. The EU told Pristina to lift a ban on bread.",
        "Kosovo banned Serbian goods. The EU told Pristina to hold a vote.",
    ],
)
def test_a_reaction_of_no_kind_and_a_request_of_another_kind_are_none(text):
    assert not any(" ACCUSE " in link.partition("<-")[0] or " REQUEST " in link for link in links(text))


def test_thanks_answer_the_help_and_not_the_help_the_thanks():
    assert links("Iraq thanked Turkey for its support.") == ["IRQ SUPPORT TUR <- TUR SUPPORT IRQ"]


def test_a_denial_of_a_deed_is_not_one_of_the_criticism_told_between():
    rows = extract_relations(
        "Turkish ships entered Greek waters. Athens criticised Ankara. Turkey denied that any of its ships had sailed."
    )
    denied = rows[rows.stance == "denies"]
    assert [(row.actor_state, row.type, row.speaker) for row in denied.itertuples()] == [("TUR", "MOBILIZE", "TUR")]


def test_a_survey_that_was_answered_is_an_act():
    text = "Two Turkish ships began a survey off Crete. In response to the survey, Athens summoned the Turkish envoy."
    assert links(text) == ["GRC ACCUSE TUR <- TUR MOBILIZE GRC"]


@pytest.mark.parametrize(
    "text",
    [
        "Algeria condemned the Moroccan incursion.",  # into Western Sahara, not into Algeria
        "Britain joined the strikes on Yemen; Italy declined.",  # what nobody asked Italy
        "The Americans said that they would respond should a base appear in Honiara.",
    ],
)
def test_nobody_is_made_the_other_party_of_what_is_done_to_others(text):
    assert links(text) == []

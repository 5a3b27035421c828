"""Whom a common noun means: "the kingdom", "the Gulf state", "the alliance" is the last of them that was named."""

import pytest

import graphkit


def told(text):
    rows = graphkit.extract_relations(text, date="2024-11-21").to_dict("records")
    return [
        (row["actor_state"] or row["actor"], row["type"], row["recipient_state"] or row["recipient"]) for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Morocco said nothing of Japan. The kingdom recalled its envoy from Tunis.", ("MAR", "SANCTION", "TUN")),
        ("Morocco said nothing of Japan. The Kingdom recalled its envoy from Tunis.", ("MAR", "SANCTION", "TUN")),
        ("Saudi Arabia opposed it. Iran blamed the kingdom's army for the raid.", ("IRN", "ACCUSE", "SAU")),
        ("Algeria blamed the kingdom after Morocco had closed its border.", ("DZA", "ACCUSE", "MAR")),
        ("Thailand and Cambodia fought. Thailand accused the kingdom of laying mines.", ("THA", "ACCUSE", "KHM")),
        ("Kuwait and Turkey met. The emirate recalled its envoy from Tehran.", ("KWT", "SANCTION", "IRN")),
        ("Oman hosted Iranian envoys. The sultanate condemned Israel.", ("OMN", "ACCUSE", "ISR")),
        ("China sent jets. Taiwan was silent. The island later accused Beijing of bullying.", ("TWN", "ACCUSE", "CHN")),
        ("The Solomon Islands met China. Australia threatened the islands.", ("AUS", "THREATEN", "SLB")),
        ("Iran met Qatar in Doha. Saudi Arabia sanctioned the Gulf state.", ("SAU", "SANCTION", "QAT")),
        ("China was furious at Lithuania. Beijing halted imports from the Baltic nation.", ("CHN", "SANCTION", "LTU")),
        ("Niger met Spain. The West African country expelled the French envoy.", ("NER", "SANCTION", "FRA")),
        ("Kazakhstan met Ukraine. The Central Asian republic sent aid to Mali.", ("KAZ", "AID", "MLI")),
        ("Nepal and India met. The Himalayan nation accused China of theft.", ("NPL", "ACCUSE", "CHN")),
        ("Serbia met NATO. The EU was silent. Russia threatened the alliance.", ("RUS", "THREATEN", "nato")),
        ("The European Union met NATO. The bloc imposed sanctions on Iran.", ("european-union", "SANCTION", "IRN")),
        ("The African Union met Mali. The Union suspended Mali.", ("african-union", "SANCTION", "MLI")),
    ],
)
def test_a_common_noun_is_the_last_of_its_kind(text, relation):
    assert relation in told(text)


def test_the_kingdom_is_whose_statement_it_is_however_far_back_it_was_named():
    text = (
        "Clarification by the Ministry of Foreign Affairs of Morocco\n"
        "Japan repeated this. Fifty countries came. Ten more wrote. Norway hosted them. Some left. Others sat.\n"
        "In view of this act the Kingdom recalled its ambassador from Tunis."
    )
    assert told(text) == [("MAR", "SANCTION", "TUN")]
    named = "Morocco and Japan met. " + "Some came late. " * 8 + "The kingdom recalled its ambassador from Tunis."
    assert ("MAR", "SANCTION", "TUN") in told(named)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey shelled Syria and Morocco was silent. The kingdom of Jordan accused Turkey of murder.",
        "NATO met Chad. The ruling alliance attacked Mali.",
        "Estonia met Chad. The Baltic countries threatened Mali.",
        "Estonia met Chad. A Baltic country threatened Mali.",
    ],
)
def test_others_of_a_kind_are_not_the_last_one(text):
    assert not [row for row in told(text) if row[1] != "CONSULT" and row[0] in ("MAR", "nato", "EST")]

"""Answers told by a participle, a feeling, a return in kind, or by an envoy who is summoned; values by hand."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def told(text):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    sides = [(r["actor_state"] or r["actor"], r["type"], r["recipient_state"] or r["recipient"]) for r in rows]
    tied = [(i, int(row["responds_to"])) for i, row in enumerate(rows) if pd.notna(row["responds_to"])]
    return [" ".join(each) for each in sides], [f"{' '.join(sides[i])} <- {' '.join(sides[j])}" for i, j in tied]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        # every participle behind a verb of answering tells an answer, and the verb none of its own
        (
            "Chad shut a crossing with Niger. Niger hit back the following week, barring Chadian trucks from its "
            "roads and expelling three Chadian diplomats.",
            ["NER SANCTION TCD <- TCD COERCE NER"],
        ),
        (
            "Peru shut a crossing with Chile. Chile responded to the closure, recalling its envoy from Lima and "
            "seizing two Peruvian trawlers.",
            ["CHL SANCTION PER <- PER COERCE CHL", "CHL COERCE PER <- PER COERCE CHL"],
        ),
        (
            "Kenya arrested a Sudanese editor. Sudan hit back that evening, expelling two Kenyan envoys.",
            ["SDN SANCTION KEN <- KEN COERCE SDN"],
        ),
        # what is done in return for an act of the same kind
        (
            "Peru expelled three Chilean diplomats. Chile reciprocated on Friday.",
            ["CHL SANCTION PER <- PER SANCTION CHL"],
        ),
        (
            "Peru imposed a tariff on Chile. Chile matched the tariff within hours.",
            ["CHL SANCTION PER <- PER SANCTION CHL"],
        ),
        (
            "Mali expelled two Danish envoys. Denmark mirrored the expulsions a week later.",
            ["DNK SANCTION MLI <- MLI SANCTION DNK"],
        ),
        (
            "Australia reciprocated Fiji's expulsion of its head of mission.",
            ["AUS SANCTION FJI <- FJI SANCTION AUS"],
        ),
        (
            "Norway and Denmark reciprocated the expulsion of their heads of mission from Tirana.",
            ["NOR SANCTION ALB <- ALB SANCTION NOR", "DNK SANCTION ALB <- ALB SANCTION NOR"],
        ),
        # feelings that an act is done in, or is to show
        (
            "Peru shut its border with Chile in anger at the shelling of a Peruvian village.",
            ["PER COERCE CHL <- CHL ASSAULT PER"],
        ),
        (
            "Angry that Chile had arrested three of its sailors, Peru recalled its ambassador.",
            ["PER SANCTION CHL <- CHL COERCE PER"],
        ),
        (
            "Zambia recalled its envoy from South Africa to register its outrage at last Monday's raids on Lusaka.",
            ["ZMB SANCTION ZAF <- ZAF ASSAULT ZMB"],
        ),
        (
            "Chad suspended trade with France. The move follows the arrest of two Chadian officers in Paris.",
            ["TCD SANCTION FRA <- FRA COERCE TCD"],
        ),
        # an envoy is summoned, or called home, because of what was told
        (
            "South Korea ended its military pact with Japan. Foreign Minister Taro Kono summoned South Korean "
            "Ambassador Nam Gwan-pyo and lodged a protest.",
            ["JPN ACCUSE KOR <- KOR SANCTION JPN"],
        ),
        (
            "A Venezuelan patrol vessel entered Guyana's waters on Saturday. The Venezuelan ambassador was summoned.",
            ["GUY ACCUSE VEN <- VEN MOBILIZE GUY"],
        ),
        ("Russia arrested two Georgians. Georgia pulled out its ambassador.", ["GEO SANCTION RUS <- RUS COERCE GEO"]),
    ],
)
def test_what_is_done_in_return_is_tied(text, links):
    assert set(links) <= set(told(text)[1])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # the verb of answering is no act beside what the participle tells
        ("Chad shut a crossing with Niger. Niger hit back, expelling three Chadian diplomats.", "NER ACCUSE TCD"),
        ("Chad shut a crossing with Niger. Niger hit back the next week, expelling two envoys.", "NER ASSAULT TCD"),
        ("Chad shelled Niger. Niger retaliated, recalling its ambassador and closing its border.", "NER ASSAULT TCD"),
        # what matches something else is nothing done in return
        ("Peru imposed a tariff on Chile. The fine matched the price of copper in Chile.", "CHL SANCTION PER"),
        # who leaves is no envoy
        ("Moscow pulled out its troops from Georgia.", "RUS SANCTION GEO"),
    ],
)
def test_what_is_no_act_of_its_own_is_none(text, wrong):
    assert wrong not in told(text)[0]


def test_an_envoy_summoned_over_another_act_is_not_tied_to_what_was_told():
    text = "Chad closed its border with Niger. Niger summoned Chad's envoy over the arrest of a Nigerien trader."
    assert "NER ACCUSE TCD <- TCD COERCE NER" in told(text)[1]
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    answered = next(rows[int(r["responds_to"])] for r in rows if pd.notna(r["responds_to"]))
    assert text[answered["cue_start"] : answered["cue_end"]] == "arrest"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The Russian ambassador to Poland was summoned.", "POL ACCUSE RUS"),
        ("The Kremlin pulled out its ambassador from Georgia.", "RUS SANCTION GEO"),
        ("The French consul was called in to the ministry in Bamako.", "MLI ACCUSE FRA"),
    ],
)
def test_who_receives_an_envoy_summons_him(text, relation):
    assert relation in told(text)[0]


def test_a_time_of_two_words_is_no_object():
    assert told("Niger attacked the following week.")[0] == []
    assert "PER ASSAULT CHL" in told("Peru shelled Chile that night, killing two.")[0]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        # the verdict stands apart from what is judged
        (
            "Chad cut ties with Niger. Niger called Chad's decision a day earlier to end their dealings a mistake.",
            ["NER ACCUSE TCD <- TCD SANCTION NER"],
        ),
        (
            "A court in N'Djamena jailed a Nigerien editor. Niger's foreign ministry called the verdict politically "
            "motivated.",
            ["NER ACCUSE TCD <- TCD COERCE NER"],
        ),
        # the very noun says which act, not its type alone
        (
            "A court in Grodno sentenced a Polish journalist to eight years in prison. Poland closed a crossing with "
            "Belarus. Belarus seized a Polish truck. In Brussels, the European Union condemned the sentence.",
            ["european-union ACCUSE BLR <- BLR COERCE POL"],
        ),
        # what is done answers what is done rather than what is said
        (
            "Poland shut a crossing with Belarus and summoned its envoy. Belarus hit back by expelling three Poles.",
            ["BLR SANCTION POL <- POL COERCE BLR"],
        ),
        (
            "Azerbaijan shelled Armenia. Azerbaijan said its actions were a response to shelling by Armenia.",
            ["AZE ASSAULT ARM <- ARM ASSAULT AZE"],
        ),
        (
            "Azerbaijan shelled Armenia. Azerbaijan claims the shelling was a response to sabotage by Armenia.",
            ["AZE ASSAULT ARM <- ARM ASSAULT AZE"],
        ),
        (
            "Niger's military rulers told France's ambassador to leave. France rejected the demand. The junta "
            "retaliated by cutting off power to the embassy.",
            ["FRA REJECT NER <- NER SANCTION FRA", "NER COERCE FRA <- FRA REJECT NER"],
        ),
        (
            "Chad welcomes the call by Norway and Denmark for a ceasefire.",
            ["TCD SUPPORT NOR <- NOR REQUEST TCD", "TCD SUPPORT DNK <- DNK REQUEST TCD"],
        ),
    ],
)
def test_what_is_judged_and_what_is_answered_is_found(text, links):
    assert set(links) <= set(told(text)[1])


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru's president called his Chilean counterpart, Gabriel Boric, a liar on television.", "PER CONSULT CHL"),
        ("Chad called Niger's decision to close its border a mistake.", "TCD CONSULT NER"),
        ("Chad banned fish from Niger. Niger demanded that the ban be scrapped.", "TCD CONCEDE NER"),
        ("Iran and Pakistan traded strikes on Tuesday.", "IRN COOPERATE PAK"),
        ("Azerbaijan said its actions were a response to shelling by Armenia.", "AZE ASSAULT ARM"),
    ],
)
def test_these_words_tell_something_else(text, relation):
    assert relation not in told(text)[0]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru's president called his Chilean counterpart, Gabriel Boric, a liar on television.", "PER ACCUSE CHL"),
        ("Peru's president called his Chilean counterpart, Gabriel Boric, on Monday.", "PER CONSULT CHL"),
        ("Iran and Pakistan traded strikes on Tuesday.", "IRN ASSAULT PAK"),
        ("Peru tested a missile. Chile said the launch was an extremely selfish and reckless act.", "CHL ACCUSE PER"),
    ],
)
def test_these_words_tell_this(text, relation):
    assert relation in told(text)[0]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "Saudi Arabia expelled Lebanon's ambassador following comments by Information Minister George Kordahi "
            "criticising the Saudi-led war in Yemen.",
            ["SAU SANCTION LBN <- LBN ACCUSE SAU"],
        ),
        (
            "Chad recalled its envoy from Niamey in response to a statement by Niger's president criticising Chad's "
            "army.",
            ["TCD SANCTION NER <- NER ACCUSE TCD"],
        ),
        (
            "Algeria withdrew its envoy from France after Paris recognised a Moroccan plan. Algeria described the "
            "decision as ill-timed. Morocco welcomed the announcement.",
            ["DZA SANCTION FRA <- FRA SUPPORT MAR", "MAR SUPPORT FRA <- FRA SUPPORT MAR"],
        ),
        (
            "The Philippines lodged a protest over the use of water cannon by China's coast guard against its boats.",
            ["PHL ACCUSE CHN <- CHN ASSAULT PHL"],
        ),
        (
            "Chad shelled Niger. Niger's minister hit back, calling the raid exaggerated and accusing Chad of lying.",
            ["NER ACCUSE TCD <- TCD ASSAULT NER"],
        ),
        (
            "Chad shelled Niger. Niger responded by expelling the ambassador, closing the border and threatening war.",
            [
                "NER SANCTION TCD <- TCD ASSAULT NER",
                "NER COERCE TCD <- TCD ASSAULT NER",
                "NER THREATEN TCD <- TCD ASSAULT NER",
            ],
        ),
        (
            "Chad shelled Niger. Niger retaliated, recalling its ambassador and closing its border.",
            ["NER SANCTION TCD <- TCD ASSAULT NER", "NER COERCE TCD <- TCD ASSAULT NER"],
        ),
    ],
)
def test_what_somebody_did_who_is_told_beside_it_is_answered(text, links):
    assert set(links) <= set(told(text)[1])


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Mexico cut ties with Ecuador. Nicaragua followed suit and cut its ties with Quito.", "NIC SANCTION ECU"),
        (
            "Peru's police stormed Chad's embassy. Mali and Niger condemned it. Togo recalled its envoy.",
            "TGO SANCTION PER",
        ),
        ("Russia has threatened steps if Sweden joins NATO.", "RUS THREATEN SWE"),
        (
            "China fired at a Philippine boat. Beijing denied it. A foreign ministry spokesman warned Manila.",
            "CHN THREATEN PHL",
        ),
        (
            "The Government of Chad has asked that the European Union impose sanctions on Niger and has closed its "
            "border with Niger.",
            "TCD COERCE NER",
        ),
        (
            "PRESS RELEASE\nMinistry of Foreign Affairs of the Republic of Kosovo\nPristina, 25 September 2023\n\n"
            "Serbia sent armed men to Banjska. The Government has closed two crossings with Serbia. We thank Albania.",
            "XKX SUPPORT ALB",
        ),
    ],
)
def test_who_does_it_and_to_whom(text, relation):
    assert relation in told(text)[0]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Chad ended a pact with France, and Russian instructors arrived in Niger.", "TCD SANCTION RUS"),
        ("Ferdinand Marcos took office in 2022.", "AID"),
        ("Turkey says that Sweden hosts what it calls terrorists.", "ACCUSE terrorists"),
        ("The Philippines lodged a protest over the use of water cannon by China's coast guard.", "CHN PROTEST"),
    ],
)
def test_what_is_told_beside_it_is_no_act(text, absent):
    assert not [relation for relation in told(text)[0] if absent in relation]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "South Korea froze its trade with the North and called on it to apologise, after Pyongyang sank a warship "
            "of the South.",
            ["KOR SANCTION PRK <- PRK ASSAULT KOR", "KOR REQUEST PRK <- PRK ASSAULT KOR"],
        ),
        (
            "Pristina set import duties on Serbian products. It did so in response to moves by Belgrade to keep Kosovo "
            "out of the United Nations.",
            ["XKX SANCTION SRB <- SRB REJECT XKX"],
        ),
        # of several to whom one act was done, the first
        (
            "South Africa shelled Lusaka, Harare and Gaborone. Britain condemned the raids.",
            ["GBR ACCUSE ZAF <- ZAF ASSAULT ZMB"],
        ),
    ],
)
def test_all_that_is_done_in_answer_is_tied(text, links):
    assert set(links) <= set(told(text)[1])


def test_who_is_asked_to_say_sorry_does_not_report():
    text = (
        "Turkey cuts ties with Israel\n\nANKARA, Sept 2 - Turkey said it was reducing its relations with Israel "
        "because Israel had refused to say sorry for the killing of nine Turks."
    )
    assert "ISR ACCUSE TUR" not in told(text)[0]

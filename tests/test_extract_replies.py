"""Acts that answer by their kind: refusals, grants, thanks and expulsions find what was told before, or nothing."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def rows_of(text):
    return extract_relations(text, date="2024-05-15").to_dict("records")


def links(text):
    rows = rows_of(text)
    sides = [(r["actor_state"] or r["actor"], r["type"], r["recipient_state"] or r["recipient"]) for r in rows]
    tied = [(i, int(row["responds_to"])) for i, row in enumerate(rows) if pd.notna(row["responds_to"])]
    return [f"{' '.join(sides[i])} <- {' '.join(sides[j])}" for i, j in tied]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # a charge that is called one thing or another is refused, also by who is only told by where he speaks
        (
            "Sudan accused Chad of arming rebels in Darfur. Chad called the charge absurd.",
            "TCD REJECT SDN <- SDN ACCUSE TCD",
        ),
        (
            "Sudan accused Chad of arming rebels in Darfur. A statement in N'Djamena called the charge an invention.",
            "TCD REJECT SDN <- SDN ACCUSE TCD",
        ),
        (
            "Kenya accused Somalia of piracy. Mogadishu said the accusation was baseless.",
            "SOM REJECT KEN <- KEN ACCUSE SOM",
        ),
        (
            "Peru accused Chile of spying in March. Chile's foreign minister branded the allegation a fabrication.",
            "CHL REJECT PER <- PER ACCUSE CHL",
        ),
        # who grants or declines is who was asked, where the words name no state
        (
            "Japan asked Myanmar to let doctors in. The Senior General granted the request.",
            "MMR CONCEDE JPN <- JPN REQUEST MMR",
        ),
        ("Japan proposed a truce to Myanmar. The general declined.", "MMR REJECT JPN <- JPN REQUEST MMR"),
        # a pronoun stands for what was offered, not for who acts before
        (
            "Kenya offered to mediate between Mali and Eritrea. Mali accepted the offer; Eritrea turned it down.",
            "ERI REJECT KEN <- KEN AGREE ERI",
        ),
        # an expulsion for an expulsion, help and thanks
        (
            "Peru expelled three Bolivian diplomats. Bolivia expelled three Peruvian diplomats the next day.",
            "BOL SANCTION PER <- PER SANCTION BOL",
        ),
        ("Spain sent firefighters to Morocco. Rabat thanked Madrid.", "MAR SUPPORT ESP <- ESP AID MAR"),
        # what is refused is told by its noun alone, with who offers it
        (
            "The Philippines waved away an offer by China to open talks.",
            "PHL REJECT CHN <- CHN AGREE PHL",
        ),
        (
            "Cuba accuses the group of spying. The United States rejected that as a pretext.",
            "USA REJECT CUB <- CUB ACCUSE group",
        ),
        # a countermeasure is to what was done, not to what was said after it
        (
            "Canada expelled a Chinese consul. It accused China of spying. As a reciprocal countermeasure, China has "
            "expelled a Canadian consul.",
            "CHN SANCTION CAN <- CAN SANCTION CHN",
        ),
        # a decision is what was done, not what was said after it
        (
            "Peru withdrew its ambassador from Mexico. Peru accused Mexico of meddling. Mexico regretted the decision.",
            "MEX ACCUSE PER <- PER SANCTION MEX",
        ),
        # what was done is told before, and why only then
        (
            "Chad cancelled a summit with Mali. It did so because Mali had expelled two Chadian envoys.",
            "TCD REJECT MLI <- MLI SANCTION TCD",
        ),
        # what is told to come of an act, also where a verb behind "after" tells of one's own people
        (
            "Peru closed its border with Chile. Lufthansa suspended flights to Lima as a result of the closure.",
            "DEU SANCTION PER <- PER COERCE CHL",
        ),
        (
            "In January Azerbaijan closed its embassy in Iran after a gunman killed its head of security there.",
            "AZE SANCTION IRN <- gunman ASSAULT AZE",
        ),
        (
            "Australia called for an inquiry into China's conduct. China punished it for that with tariffs.",
            "CHN COERCE AUS <- AUS ACCUSE CHN",
        ),
        (
            "South African commandos raided houses in Harare. Zambia called for a meeting of the Security Council in "
            "response to the aggression.",
            "ZMB REQUEST un-security-council <- ZAF ASSAULT ZWE",
        ),
        # what is refused by its noun is a charge of who spoke last, whatever else is told of him
        (
            "Peru raised a tariff on Chilean wine. President Boluarte said Chile did too little against drug gangs. "
            "Chile rejected the charge, saying that its police had seized tons of cocaine.",
            "CHL REJECT PER <- PER ACCUSE CHL",
        ),
        # what somebody does besides in the same answer, what another does too, and a complaint of one's own
        (
            "Ethiopia demanded that Eritrea pull out. Asmara rejected the demand and expelled two Ethiopian envoys.",
            "ERI SANCTION ETH <- ETH REQUEST ERI",
        ),
        (
            "Hungary blocked a loan to Ukraine. Kyiv called the veto shameful, and Poland also criticised Budapest.",
            "POL ACCUSE HUN <- HUN SANCTION UKR",
        ),
        (
            "Mexico accused Ecuador of spying. Ecuador filed a complaint of its own against Mexico.",
            "ECU ACCUSE MEX <- MEX ACCUSE ECU",
        ),
        # what somebody agrees to do is what he was asked
        (
            "Kenya urged Sudan to open the crossing at Adre. Khartoum agreed to reopen it for three months.",
            "SDN AGREE KEN <- KEN REQUEST SDN",
        ),
        # a group is known by its name as well as a state is
        (
            "Qatar offered to host talks between Chad and the rebels. Chad welcomed the offer, but the rebels "
            "rejected it.",
            "rebels REJECT QAT <- QAT AGREE rebels",
        ),
        # what is said of an act by a noun, and what is asked back
        (
            "Lithuania closed two border crossings with Belarus. Minsk said the closure was illegal.",
            "BLR ACCUSE LTU <- LTU COERCE BLR",
        ),
        (
            "Iran seized a South Korean tanker. Seoul demanded its release and sent a destroyer to the region.",
            "KOR REQUEST IRN <- IRN COERCE KOR",
        ),
        # whoever "the kingdom" is, it did what was told
        (
            "Saudi Arabia cut its oil exports to Canada. The kingdom said it was reacting to criticism of Saudi Arabia "
            "by Canada's foreign minister.",
            "SAU SANCTION CAN <- CAN ACCUSE SAU",
        ),
        # who acts next is not whom the raid is laid on
        (
            "Israel shelled Lebanon. Lebanon's premier condemned the shelling and France called on both to stop.",
            "LBN ACCUSE ISR <- ISR ASSAULT LBN",
        ),
        # who protests over what is done to a thing is who it harms
        (
            "Estonia summoned the Russian envoy over the removal of buoys from the Narva River.",
            "EST ACCUSE RUS <- RUS COERCE EST",
        ),
        (
            "Norway barred Peruvian officials. On the basis of reciprocity, Peru has suspended visas for Norwegians.",
            "PER SANCTION NOR <- NOR SANCTION PER",
        ),
    ],
)
def test_an_act_answers_by_its_kind(text, link):
    assert link in links(text)


@pytest.mark.parametrize(
    "text",
    [
        # another was asked, another asks, or something else is refused
        "Kenya asked Somalia for a licence. Norway declined.",
        "Kenya asked Somalia to free the crew. Chile rejected the ruling of a Kenyan court.",
        "Kenya asked Somalia to free the crew. The match in Lima was declined.",
        # what is done is no answer to what is told later to have been asked
        "Somalia refused to free the crew. Uganda asked Kenya for help.",
        # an arrest and an expulsion, a visit and thanks to another, are only told one after the other
        "Peru arrested three Bolivian diplomats. Bolivia opened a consulate in Peru the next day.",
        "Spain sent firefighters to Morocco. Rabat thanked Lisbon.",
        "Spain sent firefighters to Morocco. Rabat thanked Madrid for winning the cup.",
        "Peru offered to help Chile and Bolivia. Both governments declined comment.",
        "Japanese officials denied it was revenge.",
        # another also judges, but somebody else; what only comes next is no part of the answer
        "Hungary blocked a loan to Ukraine. Poland also criticised Slovakia.",
        # a report tells first what came last
        "Britain told Malawi's envoy to leave. Malawi declared the British ambassador persona non grata on Monday.",
        # who declines to comment does nothing; what is demanded is not what was done
        "Denmark summoned the American envoy. The State Department declined to comment.",
        "Iran seized a South Korean tanker. Seoul demanded talks with Tehran.",
        # a disease is no act, nor what somebody did before it to another
        "Hamas fired rockets at Israel. Nigeria's president declared a state of emergency because of Ebola.",
        # who met is not known, and what is asked of somebody is not done
        "Envoys meet at the request of Turkey, which seeks talks because Syria shot down a Turkish jet.",
        "The European Union called on Russia to give back the buoys.",
    ],
)
def test_other_acts_answer_nothing(text):
    assert links(text) == []


def test_an_expulsion_and_the_one_before_it_do_not_answer_one_another():
    text = "Oslo expels three Ukrainian diplomats after Ukraine expelled two Norwegian diplomats"
    assert links(text) == ["NOR SANCTION UKR <- UKR SANCTION NOR"]


def test_who_acts_in_turn_is_who_answers():
    text = (
        "Peru accused Shell of greed. Shell agreed to pay Peru, and the government in turn promised that it may drill."
    )
    assert not [link for link in links(text) if link.startswith("shell AGREE")]
    text = "Peru raised tariffs on Chilean wine, and Chile in turn suspended gas deliveries to Peru."
    assert links(text) == ["CHL SANCTION PER <- PER SANCTION CHL"]


def test_two_acts_of_a_sentence_do_not_answer_one_another():
    text = "Copenhagen said it wanted close ties with the United States after President Donald Trump cancelled a trip."
    assert links(text) == ["DNK REQUEST USA <- USA REJECT DNK"]


def test_a_denied_charge_is_not_what_the_accuser_did():
    rows = rows_of(
        "Latvia expelled two Moroccan envoys on Monday after accusing Rabat of spying. Morocco denied the charge."
    )
    denied = [(row["actor"], row["type"], row["speaker"]) for row in rows if row["stance"] == "denies"]
    assert denied == [("LVA", "ACCUSE", "MAR")]


def test_what_comes_according_to_a_paper_is_not_said_by_who_ends_the_sentence():
    text = (
        "North Korea sold missiles to Iran last year, according to Reuters, and North Korea sent troops to Russia, "
        "a Latvian official claimed."
    )
    assert [(row["type"], row["speaker"]) for row in rows_of(text)] == [
        ("COOPERATE", "reuters"),
        ("MOBILIZE", "latvian-official"),
    ]


def test_measures_in_response_to_somebodys_troops_are_against_them():
    """What is answered is no party of the answer; soldiers named there are whom it is against."""
    text = (
        "Kenya said that the war could widen. Chad's president said that his country would implement effective "
        "measures in response to Libyan troops being sent to fight for Sudan."
    )
    rows = extract_relations(text).to_dict("records")
    assert [(row["actor_state"], row["recipient_state"]) for row in rows if row["type"] == "THREATEN"] == [
        ("TCD", "LBY")
    ]

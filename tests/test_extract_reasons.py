"""Answers that are told by a reason, a feeling or a charge, with what they answer; values by hand."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def told(text):
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    sides = [(r["actor_state"] or r["actor"], r["type"], r["recipient_state"] or r["recipient"]) for r in rows]
    tied = [(i, int(row["responds_to"])) for i, row in enumerate(rows) if pd.notna(row["responds_to"])]
    return [" ".join(each) for each in sides], [f"{' '.join(sides[i])} <- {' '.join(sides[j])}" for i, j in tied]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # words that what was told before is the reason
        (
            "Chadian soldiers shelled Niger. That is why Niger closed its border with Chad.",
            "NER COERCE TCD <- TCD ASSAULT NER",
        ),
        (
            "Chad shelled Niger. For this reason Niger has recalled its ambassador from N'Djamena.",
            "NER SANCTION TCD <- TCD ASSAULT NER",
        ),
        ("Chad shelled Niger. Niger therefore expelled two Chadian envoys.", "NER SANCTION TCD <- TCD ASSAULT NER"),
        ("Peru arrested two Chileans. Chile consequently cut ties with Peru.", "CHL SANCTION PER <- PER COERCE CHL"),
        (
            "Crowds in Lima attacked Chile's embassy. Santiago withdrew its envoy as a result.",
            "CHL SANCTION PER <- PER ASSAULT CHL",
        ),
        (
            "In the light of Peru's invasion of Ecuador, Bolivia condemned Peru.",
            "BOL ACCUSE PER <- PER ASSAULT ECU",
        ),
        # a reason that is cited or given
        (
            "Kenya expelled Sudan's ambassador. It cited Sudan's support for the M23.",
            "KEN SANCTION SDN <- SDN SUPPORT COD",
        ),
        (
            "Kenya expelled Sudan's ambassador. Nairobi gave Sudan's support for the M23 as the reason.",
            "KEN SANCTION SDN <- SDN SUPPORT COD",
        ),
        (
            "Kenya expelled Sudan's ambassador. The reason was Sudan's support for the M23.",
            "KEN SANCTION SDN <- SDN SUPPORT COD",
        ),
        (
            "Kenya expelled Sudan's ambassador. The step was described as a response to Sudan's support for the M23.",
            "KEN SANCTION SDN <- SDN SUPPORT COD",
        ),
        (
            "Kenya expelled Sudan's ambassador. The measure was a consequence of Sudan's support for the M23.",
            "KEN SANCTION SDN <- SDN SUPPORT COD",
        ),
        (
            "Latvia's closure of the border was a reaction to the arrest of a Latvian reporter by Belarus.",
            "LVA COERCE BLR <- BLR COERCE LVA",
        ),
        # a charge, for which the act is done
        (
            "Latvia closed the crossing with Belarus, blaming it for the arrest of a Latvian reporter.",
            "LVA COERCE BLR <- BLR COERCE LVA",
        ),
        ("Kenya expelled a Sudanese diplomat, accusing Sudan of arming the M23.", "KEN SANCTION SDN <- SDN AID COD"),
        # a feeling that an act stirs
        (
            "The closure of the border by Latvia angered Belarus, which summoned the Latvian ambassador.",
            "BLR ACCUSE LVA <- LVA COERCE BLR",
        ),
        ("Peru's decision to arrest two priests infuriated Chile.", "CHL ACCUSE PER <- PER COERCE CHL"),
        (
            "Angered by the arrest of a Latvian reporter in Minsk, Latvia closed the crossing with Belarus.",
            "LVA COERCE BLR <- BLR COERCE LVA",
        ),
        # a verdict on a pronoun for the act
        ("Finland joined NATO. Russia condemned this as a provocation.", "RUS ACCUSE FIN <- FIN SUPPORT nato"),
        ("Sweden applied to join NATO. The Kremlin called that a mistake.", "RUS ACCUSE SWE <- SWE REQUEST nato"),
        (
            "Kenya recognised Kosovo. Serbia called it a mistake that would not be forgotten.",
            "SRB ACCUSE KEN <- KEN SUPPORT XKX",
        ),
        # a third that protests
        ("Chad bombed Niger. Algeria protested.", "DZA ACCUSE TCD <- TCD ASSAULT NER"),
        # in exchange for what two have agreed
        (
            "Sudan and Israel agreed to normalize relations, and in exchange Japan recognised Sudan.",
            "JPN SUPPORT SDN <- SDN AGREE ISR",
        ),
        # what an act is due to, blamed on, explained by or led to by
        (
            "Kenya closed its border with Somalia due to a Somali attack on Mandera.",
            "KEN COERCE SOM <- SOM ASSAULT KEN",
        ),
        (
            "Kenya closed its border with Somalia on account of the shelling of a Kenyan town by Somalia.",
            "KEN COERCE SOM <- SOM ASSAULT KEN",
        ),
        (
            "Kenya expelled two Somali envoys on the grounds that Somalia had shelled Kenya.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        (
            "Kenya expelled two Somali envoys. Nairobi explained the step by the arrest of a Kenyan pilot by Somalia.",
            "KEN SANCTION SOM <- SOM COERCE KEN",
        ),
        (
            "Kenya expelled two Somali envoys. It linked the decision to the arrest of a Kenyan pilot by Somalia.",
            "KEN SANCTION SOM <- SOM COERCE KEN",
        ),
        (
            "Kenya expelled two Somali envoys. The decision followed the arrest of a Kenyan pilot by Somalia.",
            "KEN SANCTION SOM <- SOM COERCE KEN",
        ),
        (
            "The arrest of a Kenyan pilot by Somalia led to Kenya expelling two Somali envoys.",
            "KEN SANCTION SOM <- SOM COERCE KEN",
        ),
        (
            "The arrest of a Kenyan pilot by Somalia was behind Kenya's decision to close its border with Somalia.",
            "KEN COERCE SOM <- SOM COERCE KEN",
        ),
        (
            "The arrest of a Kenyan pilot by Somalia pushed Kenya to close its border with Somalia.",
            "KEN COERCE SOM <- SOM COERCE KEN",
        ),
        (
            "Somalia shelled Kenya. That prompted Kenya to expel two Somali envoys.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        (
            "Somalia shelled Kenya, a move that prompted Kenya to expel two Somali envoys.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        # a feeling in an adjective
        (
            "Unhappy with the arrest of a Kenyan pilot by Somalia, Kenya closed its border with Somalia.",
            "KEN COERCE SOM <- SOM COERCE KEN",
        ),
        (
            "Kenya, angry at the shelling of a Kenyan town by Somalia, expelled two Somali envoys.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        # what somebody says besides, the step taken up, and what comes right behind
        (
            "Kenya expelled two Somali envoys, saying Somalia had arrested a Kenyan pilot.",
            "KEN SANCTION SOM <- SOM COERCE KEN",
        ),
        (
            "Kenya expelled two Somali envoys. The step was in response to the shelling of a Kenyan town by Somalia.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        (
            "Kenya expelled two Somali envoys. The move came after Somalia shelled Kenya.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        ("Somalia shelled Kenya, so Kenya expelled two Somali envoys.", "KEN SANCTION SOM <- SOM ASSAULT KEN"),
        (
            "Somalia shelled Kenya. Kenya's response was to expel two envoys of Somalia.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        (
            "Somalia shelled Kenya. Kenya expelled two Somali envoys as a reciprocal measure.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        (
            "Somalia shelled Kenya. Kenya expelled two Somali envoys, calling it a response to the shelling.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        (
            "The shelling of a town in Kenya by Somalia triggered a response from Kenya, which expelled Somali envoys.",
            "KEN SANCTION SOM <- SOM ASSAULT KEN",
        ),
        # with a day between
        (
            "India bombed Pakistan on Monday. Pakistan retaliated on Tuesday with missiles at air bases in India.",
            "PAK ASSAULT IND <- IND ASSAULT PAK",
        ),
    ],
)
def test_a_reason_a_charge_or_a_feeling_ties_an_answer_to_what_it_answers(text, link):
    assert link in told(text)[1]


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # a reason that is no act of somebody's
        ("Kenya cancelled a visit to Sudan. The reason was bad weather.", "KEN REJECT SDN <-"),
        ("Kenya met Sudan. Chad therefore closed its border with Niger.", "TCD COERCE NER <- KEN"),
        # who gives support as a reason does not give support
        (
            "Kenya expelled Sudan's ambassador. Nairobi gave Sudan's support for the M23 as the reason.",
            "KEN SUPPORT SDN",
        ),
        # concerns are nobody's act
        ("Kenya suspended aid to Somalia due to human rights concerns.", "SOM ACCUSE KEN"),
        # "so that" is no answer
        ("Somalia praised Kenya so that Kenya would expel two envoys.", "KEN SANCTION SOM <-"),
        # a pronoun for somebody is no act
        ("Kenya bombed Somalia. Sudan criticised its president.", "SDN ACCUSE KEN <- KEN"),
    ],
)
def test_what_is_no_reason_ties_nothing(text, never):
    relations, links = told(text)
    assert not [each for each in relations + links if each.startswith(never)]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        # a short sentence announces the answer, the next one tells it
        (
            "Chad put tariffs on steel of Niger. Niger's answer was swift. It announced duties on cotton of Chad.",
            "NER SANCTION TCD <- TCD SANCTION NER",
        ),
        (
            "Chad imposed tariffs on steel from Niger. Niamey hit back. It announced duties on cotton from Chad.",
            "NER SANCTION TCD <- TCD SANCTION NER",
        ),
        (
            "Chad imposed tariffs on steel from Niger. Retaliation followed. Niger announced duties on Chadian cotton.",
            "NER SANCTION TCD <- TCD SANCTION NER",
        ),
        (
            "Chad shelled Niger. Niamey did not wait long to respond. It expelled two Chadian envoys.",
            "NER SANCTION TCD <- TCD ASSAULT NER",
        ),
        (
            "Chad shelled Niger. Niamey was furious. It expelled two Chadian envoys.",
            "NER SANCTION TCD <- TCD ASSAULT NER",
        ),
        # what happened in the incident that is answered
        (
            "Niger protested to Chad over an incursion in which Chadian troops shot a Nigerien dead.",
            "NER ACCUSE TCD <- TCD ASSAULT NER",
        ),
        (
            "Niger shut its border with Chad. It justified this step by pointing to the arrest of two men by Chad.",
            "NER COERCE TCD <- TCD COERCE NER",
        ),
    ],
)
def test_what_one_sentence_announces_the_next_one_tells(text, link):
    assert link in told(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        # another acts, or the answer is told already
        "Chad shelled Niger. Niamey was furious. Mali expelled two Beninese envoys.",
        "Chad shelled Niger. Niger responded by closing its border with Chad. Mali expelled two envoys of Benin.",
    ],
)
def test_an_announced_answer_is_of_who_is_said_to_answer(text):
    assert not [link for link in told(text)[1] if link.startswith("MLI")]


def test_who_hits_back_at_words_or_duties_attacks_nobody():
    assert "NER ASSAULT TCD" not in told("Chad imposed tariffs on steel from Niger. Niamey hit back.")[0]
    assert "NER ASSAULT TCD" in told("Chad bombed Niger. Niamey hit back.")[0]


def test_who_rejects_accusations_rejects_who_made_them_and_denies_no_request():
    text = "Chad accused Niger of arming rebels. Mali urged Niger to help. Niger rejected the accusations as absurd."
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    assert "NER REJECT TCD" in told(text)[0]
    assert not [row for row in rows if row["stance"] == "denies" and row["type"] == "REQUEST"]


def test_measures_that_are_taken_or_lifted_are_an_answer_and_a_concession():
    link = "CHL THREATEN PER <- PER SANCTION CHL"
    assert link in told("Peru expelled two Chilean envoys. Chile said it would take all necessary measures.")[1]
    assert "PER RETREAT CHL" in told("Peru froze Chilean assets. The freeze was lifted on Friday.")[0]
    assert "PER RETREAT CHL" in told("Peru cut aid to Chile. The step was reversed on Friday.")[0]

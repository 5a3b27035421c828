"""Answers told in a roundabout way: orders to go, a bare yes or no, apologies, bans lifted, verdicts and rights."""

from __future__ import annotations

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def triples(text: str) -> list[tuple[str, str, str]]:
    frame = extract_relations(text, date="2024-05-08")
    sides = [
        (row["actor_state"] or row["actor"], row["recipient_state"] or row["recipient"]) for _, row in frame.iterrows()
    ]
    return [(one, kind, other) for (one, other), kind in zip(sides, frame["type"], strict=True)]


TOLD = [
    # who is told to go
    ("Chad gave Niger's consul two days to pack.", "TCD SANCTION NER"),
    ("The Nigerien consul has been asked to leave Chad.", "TCD SANCTION NER"),
    ("Chad told the embassy of Niger that its attaché must leave by Friday.", "TCD SANCTION NER"),
    ("Niger's high commissioner was declared unwelcome in N'Djamena.", "TCD SANCTION NER"),
    ("Niger's ambassador to Chad was recalled.", "NER SANCTION TCD"),
    ("Niger called its ambassador home from N'Djamena.", "NER SANCTION TCD"),
    ("Niger lowered its relations with Chad.", "NER SANCTION TCD"),
    ("Niger called in the Chadian ambassador on Friday and told him to leave the country.", "NER SANCTION TCD"),
    ("Niger summoned Chad's consul on Monday. It told him to leave within a week.", "NER SANCTION TCD"),
    ("The Chadian ambassador to Niger has two days to leave.", "NER SANCTION TCD"),
    ("The Nigerien consul has 72 hours to leave Chad.", "TCD SANCTION NER"),
    ("Chad accused Niger of meddling. The Nigerien envoy had a week to pack his bags.", "TCD SANCTION NER"),
    # who is given a term for something else
    ("Niger gave Chad until Friday to withdraw its police.", "NER THREATEN TCD"),
    ("ECOWAS had given Niger one week to free the president.", "ecowas THREATEN NER"),
    ("Chad was given 48 hours by Niger to reopen the crossing.", "NER THREATEN TCD"),
    # what another must do
    ("Niger said Chad must withdraw its police from the village.", "NER REQUEST TCD"),
    ("Niger informed N'Djamena that it should reduce the size of its mission.", "NER REQUEST TCD"),
    # a bare yes or no
    ("Niger asked Chad to free the drivers. It refused.", "TCD REJECT NER"),
    ("Niger invited Chad's president to Niamey. He declined.", "TCD REJECT NER"),
    ("Niger asked Chad for tents. N'Djamena agreed.", "TCD AGREE NER"),
    ("Niger urged Chad to free the drivers. Chad did so on Friday.", "TCD AGREE NER"),
    ("The Security Council called on Chad to free the deputies. It refused.", "TCD REJECT un-security-council"),
    # what is undone
    ("Niger suspended the sanctions that had cut Chad off.", "NER RETREAT TCD"),
    ("Niger lifted the duties it had put on Chadian onions.", "NER RETREAT TCD"),
    ("Niger has cancelled an order barring Chadian lorries.", "NER RETREAT TCD"),
    ("Niger's sanctions on Chad have been eased.", "NER RETREAT TCD"),
    (
        "Niger put forty Chadian traders on a list of unwelcome guests. In May Niger declared the list void.",
        "NER RETREAT TCD",
    ),
    ("Niger banned Chadian rice. On Friday it said that the order had been withdrawn.", "NER RETREAT TCD"),
    ("Niger scrapped the levy that hurt Chadian herders.", "NER SANCTION TCD"),
    ("Niger lifted duties on Chadian onions to 40 percent.", "NER SANCTION TCD"),
    ("Niger banned Chadian fish in March. The ban was lifted in May.", "NER RETREAT TCD"),
    ("Niger banned Chadian fish in March. It lifted the ban in May.", "NER RETREAT TCD"),
    ("Niger closed its border with Chad. Niamey reopened the crossings a week later.", "NER RETREAT TCD"),
    ("Niger accused Chad of spying at a court. In May Niger withdrew its accusation.", "NER CONCEDE TCD"),
    # apologies
    ("Chad apologised for the shelling of a Nigerien village.", "TCD CONCEDE NER"),
    (
        "Chadian guards shot a Nigerien farmer. Niger deplored the killing. N'Djamena expressed regret.",
        "TCD CONCEDE NER",
    ),
    ("Chad expressed regret over the death of a Nigerien fisherman.", "TCD SUPPORT NER"),
    # rights and blame
    ("Niger said Chad had no right to arrest its traders.", "NER ACCUSE TCD"),
    ("France says Niger has a right to defend its airspace.", "FRA SUPPORT NER"),
    ("Niger said today that Chad bears full responsibility for the break in relations.", "NER ACCUSE TCD"),
    (
        "Niger's president said he would oppose the deal. Chad replied that Niger was showing its old arrogance.",
        "TCD ACCUSE NER",
    ),
    # verdicts
    ("Niger accused Chad of spying. N'Djamena called the charge an invention.", "TCD REJECT NER"),
    ("Niger accused Chad of spying. Chad described this as a slander.", "TCD REJECT NER"),
    ("Niger accused Chad of spying; Chad said the accusation was groundless.", "TCD REJECT NER"),
    ("Niger shot down a Chadian jet. Chad called the downing a stab in the back.", "TCD ACCUSE NER"),
    ("Niger seized two Chadian boats. Chad called the seizure a wound to friendship.", "TCD ACCUSE NER"),
    # accords kept and left
    ("Niger said it would not renew a pact on sharing radar data with Chad.", "NER REJECT TCD"),
    ("Niger dropped Chad from its list of trusted partners.", "NER SANCTION TCD"),
    ("Niger struck Chad off its list of tax havens.", "NER CONCEDE TCD"),
    ("Niger removed Chadian banks from its sanctions list.", "NER CONCEDE TCD"),
    ("Niger removed Chad from its list of sponsors of terrorism.", "NER CONCEDE TCD"),
    ("Nigerien boats took away two Chadian buoys.", "NER COERCE TCD"),
    # acts with a thing of another's
    ("Niger barred Chadian ships from its ports.", "NER SANCTION TCD"),
    ("A court in Niamey sentenced two Chadian drivers to five years in prison.", "NER COERCE TCD"),
    ("Niger took Chad to the International Court of Justice.", "NER ACCUSE TCD"),
    ("Niger called off a visit to Chad planned for May.", "NER REJECT TCD"),
    ("Niger walked out of African Union-sponsored talks with Chad.", "NER REJECT TCD"),
    # who is meant
    ("Niger broke off relations with Chad, which it accused of arming the column.", "NER ACCUSE TCD"),
    ("Niger severed relations with Chad, accusing its eastern neighbour of driving farmers away.", "NER ACCUSE TCD"),
    ("The Secretary-General met in Niamey with the president of Niger.", "united-nations CONSULT NER"),
    ("Bolivia accused Chile of spying. Santiago rejected the accusation.", "CHL REJECT BOL"),
    ("The Government of Niger thanks the African Union.", "NER SUPPORT african-union"),
    ("Niger suspended flights between Niger and Chad.", "NER SANCTION TCD"),
    (
        "Chad asked the United Nations for tents. In response, the United Nations promised shelter.",
        "united-nations AGREE TCD",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=[text[:60] for text, _ in TOLD])
def test_what_is_told_in_a_roundabout_way_is_found(text: str, wanted: str) -> None:
    one, kind, other = wanted.split()
    assert (one, kind, other) in triples(text)


NEIGHBOURS = [
    ("Niger gave Chad's consul two hours to read the letter.", "SANCTION"),
    ("The consul of Niger was asked to stay in Chad.", "SANCTION"),
    ("Chad gave Niger's ambassador a medal.", "SANCTION"),
    ("Niger's ambassador to Chad recalled his youth.", "SANCTION"),
    ("Niger said that peace must come.", "REQUEST"),
    ("Niger said it must withdraw its own police.", "REQUEST"),
    ("Niger asked Chad for tents. Prices declined.", "REJECT"),
    ("Niger and Chad signed a pact. Rainfall declined.", "REJECT"),
    ("Niger banned Chadian fish. The mist lifted in May.", "CONCEDE"),
    ("Niger refused to lift the ban that hit Chadian fish.", "RETREAT"),
    ("Niger gave Chad two weeks to prepare for the summit.", "THREATEN"),
    ("Niger gave Chad two million francs to rebuild the port.", "THREATEN"),
    ("Niger lifted duties on Chadian onions to 40 percent.", "RETREAT"),
    ("Niger removed the tariffs that hit Chadian onions.", "ASSAULT"),
    ("Niger banned Chadian fish. Mali lifted the ban on its own rice.", "CONCEDE"),
    ("Niger regrets the drought.", "CONCEDE"),
    ("Niger demanded an apology from Chad. Chad said there was nothing to apologise for.", "CONCEDE"),
    ("Niger asked Chad for tents. Chad did the same thing again.", "REJECT"),
    ("Niger said the law had no standing.", "ACCUSE"),
    ("Niger called the talks with Chad a step forward.", "ACCUSE"),
    ("Niger praised Chad. Chad replied that Niger was a success.", "ACCUSE"),
    ("Niger called its ambassador in Chad on Monday.", "SANCTION"),
    ("Niger called the charge for the visa a bargain.", "CONCEDE"),
    ("Niger described Chad's step as interference.", "SUPPORT"),
    ("Chad closed the border. Niger called the closure a step towards war.", "SUPPORT"),
    ("Niger called Chad's decision an empty gesture.", "SUPPORT"),
    ("Niger struck Chad off its list of tax havens.", "ASSAULT"),
    ("Niger removed Chadian banks from its sanctions list.", "SANCTION"),
    ("Niger took away a lesson from Chad.", "COERCE"),
    ("The team of Niger carried off the trophy from Chad.", "COERCE"),
    ("Niger boarded a ferry to Chad.", "COERCE"),
    ("Niger gave the ambassador of Chad three days of talks.", "SANCTION"),
    ("Niger gave Chad's envoy a tour that took 24 hours.", "SANCTION"),
    ("Niger let its guard down and its licence with Chad expired.", "SANCTION"),
    ("Niger let the Chadian guests leave after the lease lapsed.", "SANCTION"),
]


@pytest.mark.parametrize(("text", "kind"), NEIGHBOURS, ids=[text[:60] for text, _ in NEIGHBOURS])
def test_what_only_sounds_alike_is_not(text: str, kind: str) -> None:
    assert kind not in [each for _, each, _ in triples(text)]


@pytest.mark.parametrize(
    ("text", "answer", "answered"),
    [
        ("Niger asked Chad to free the drivers. It refused.", "TCD REJECT NER", "NER REQUEST TCD"),
        ("Niger invited Chad's president to Niamey. He accepted.", "TCD AGREE NER", "NER REQUEST TCD"),
        ("Niger accused Chad of spying. Chad called the charge an invention.", "TCD REJECT NER", "NER ACCUSE TCD"),
    ],
)
def test_a_bare_reply_answers_what_was_asked(text: str, answer: str, answered: str) -> None:
    frame = extract_relations(text, date="2024-05-08")
    found = triples(text)
    links = [(found[i], found[int(at)]) for i, at in enumerate(frame["responds_to"]) if pd.notna(at)]
    assert (tuple(answer.split()), tuple(answered.split())) in links


def test_two_sailors_sentenced_to_years_are_no_time() -> None:
    assert ("NER", "COERCE", "TCD") in triples("A court in Niamey sentenced a Chadian to five years.")


TOLD_IN_PLAIN_PROSE = [
    # whom the words mean
    ("Niger shot down several Chadian drones after they crossed into its airspace.", "NER ASSAULT TCD"),
    ("Niger shot down several Chadian drones after they crossed into its airspace.", "TCD ASSAULT NER"),
    ("Niger is worried because Chad shot down one of its warplanes.", "TCD ASSAULT NER"),
    ("The African Union suspended Chad in response to the removal of its judges.", "african-union SANCTION TCD"),
    ("NATO ambassadors met on Tuesday at Niger's request.", "nato CONSULT NER"),
    ("At Niger's request, Chad sent doctors to Niamey.", "NER REQUEST TCD"),
    ("Niger expelled a Chadian diplomat, Idriss Zala, whom it accuses of spying.", "NER ACCUSE TCD"),
    (
        "Niger broke with Belgium. Brussels called the decision disproportionate.",
        "BEL ACCUSE NER",
    ),
    ("Google blocked news in Niger. Niger's president accused the company of greed.", "NER ACCUSE USA"),
    ("The rebels ambushed Niger's army in May. In June the rebels declared a ceasefire.", "rebels RETREAT NER"),
    ("NIGER - The army has expelled two Chadian diplomats.", "NER SANCTION TCD"),
    ("Chad paid compensation to the families of the Nigerien drivers.", "TCD AID NER"),
    (
        "Department of State\nDaily Briefing\n\nSPOKESMAN: The President banned flights to Cuba.",
        "USA SANCTION CUB",
    ),
    # what they tell
    ("Niger avoids talks but accuses Chad of spying.", "NER ACCUSE TCD"),
    ("Niger recalled the staff of its embassy in N'Djamena.", "NER SANCTION TCD"),
    ("Niger took Chad off its list of trusted partners.", "NER SANCTION TCD"),
    ("Niger brought down a Chadian drone near the frontier.", "NER ASSAULT TCD"),
    ("Niger's navy seized a Chadian dhow.", "NER COERCE TCD"),
    ("Niger scrapped its visa requirement for Chadians.", "NER CONCEDE TCD"),
    ("Chad raised duties on Nigerien milk. Niger filed a complaint at the World Trade Organization.", "NER ACCUSE TCD"),
    ("Niger told Chad to stop arming rebels. N'Djamena said it had done nothing of the kind.", "TCD REJECT NER"),
    ("Niger accused Chad of spying. Chad said that it had done nothing of the sort.", "TCD REJECT NER"),
    ("Niger asked Chad to free the drivers. Chad said it would do no such thing.", "TCD REJECT NER"),
    ("Niger used a law against terrorism to freeze the assets of a Chadian bank.", "NER SANCTION TCD"),
    ("Niger let its recognition of the Chadian exchange expire.", "NER SANCTION TCD"),
    ("Chad accused Niger of spying. Niger freed a man, and in return Chad withdrew its accusation.", "TCD CONCEDE NER"),
    ("Niger banned Chadian rice. Last week Niger scrapped the ban altogether.", "NER RETREAT TCD"),
    ("Niger's acting head of mission in N'Djamena had been told to go home.", "TCD SANCTION NER"),
    ("Chad gave Niger's ambassador 24 hours.", "TCD SANCTION NER"),
    ("Chad has ordered ten battalions to its border with Niger.", "TCD MOBILIZE NER"),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD_IN_PLAIN_PROSE, ids=[text[:60] for text, _ in TOLD_IN_PLAIN_PROSE])
def test_what_plain_prose_tells_is_found(text: str, wanted: str) -> None:
    one, kind, other = wanted.split()
    assert (one, kind, other) in triples(text)

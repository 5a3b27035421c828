"""Verbs that mean one thing or another by what stands with them: "call off a drill", "call a liar", "call by phone"."""

from __future__ import annotations

import pytest

from graphkit import extract_relations

DATE = "2024-05-08"

TOLD = [
    # call
    ("Chile called off a naval exercise with Peru.", "CHL SANCTION PER"),
    ("Togo has called off flights to Benin.", "TGO SANCTION BEN"),
    ("Ghana called off a meeting with Togo's leaders.", "GHA REJECT TGO"),
    ("Niger called back its ambassador from Chad.", "NER SANCTION TCD"),
    ("Bolivia called home its consul from Chile.", "BOL SANCTION CHL"),
    ("Chad and Niger met. Kenya called both leaders on Friday.", "KEN CONSULT NER"),
    ("Malta's foreign minister called his Greek counterpart.", "MLT CONSULT GRC"),
    ("Chad's president said Niger had armed rebels. Niger's foreign minister called that a lie.", "NER REJECT TCD"),
    ("Togo said Ghana had moved the border posts. Ghana's president called this a fabrication.", "GHA REJECT TGO"),
    ("Ghana called an urgent session of ECOWAS.", "GHA REQUEST ecowas"),
    # join
    ("Peru has joined Chile in severing relations with Ecuador.", "CHL SANCTION ECU"),
    ("Ghana and Togo joined Mali on Monday in condemning Benin.", "MLI ACCUSE BEN"),
    ("Iceland joined Norway and Finland in suing Belarus.", "FIN ACCUSE BLR"),
    ("Iceland applied to join the European Union.", "ISL REQUEST european-union"),
    ("Georgia applied for membership of NATO.", "GEO REQUEST nato"),
    # block
    ("Hungary blocked a Swedish bid for the seat.", "HUN REJECT SWE"),
    ("Serbia blocked a statement by Kosovo.", "SRB REJECT XKX"),
    ("Peru's navy blocked Chilean ships.", "PER COERCE CHL"),
    # assure
    ("Kenya assured Uganda of its support.", "KEN SUPPORT UGA"),
    ("Egypt reassured Sudan of its solidarity.", "EGY SUPPORT SDN"),
    ("Kenya assured Uganda that it would pay.", "KEN AGREE UGA"),
    ("Japan's foreign minister assured Palau that the treaty covers the reef.", "JPN SUPPORT PLW"),
    # invite, advise
    ("Gabon invited Chad to talks.", "GAB REQUEST TCD"),
    ("Qatar extended an invitation to Oman.", "QAT REQUEST OMN"),
    ("Norway advised Iceland against leaving the pact.", "NOR REQUEST ISL"),
    # allow, grant, authorise
    ("Peru allowed Chilean fishermen back.", "PER RETREAT CHL"),
    ("Malta allowed the Libyan minister to fly home.", "MLT RETREAT LBY"),
    ("Moldova has been granted candidate status by the European Union.", "european-union SUPPORT MDA"),
    ("Spain granted a residence permit to a Cuban writer.", "ESP AID CUB"),
    ("The Security Council authorised a force for Chad.", "un-security-council SUPPORT TCD"),
    # escort
    ("Danish police escorted the Swedish minister to the border.", "DNK COERCE SWE"),
    ("Peru's navy escorted a Chilean convoy.", "PER AID CHL"),
    # boycott
    ("Chad boycotted the summit in Niger.", "TCD REJECT NER"),
    ("Peru boycotted hearings on Chile.", "PER REJECT CHL"),
    # told to do it, his own do it for him
    ("Peru instructed its trade minister to raise duties on Chile.", "PER SANCTION CHL"),
    ("Chad ordered its ambassador to hand a protest to Niger.", "TCD ACCUSE NER"),
    # who is given time to go
    ("Peru gave US diplomats a week to leave the country.", "PER SANCTION USA"),
    ("Argentine rifles had gone to Ecuador.", "ARG AID ECU"),
    ("Turkey closed the pipelines to Iraq.", "TUR SANCTION IRQ"),
    # who acts in a place that the sentence begins with is of there
    ("In Sudan, the government called home its diplomats from Washington.", "SDN SANCTION USA"),
    ("In Lima, protesters marched on the Chilean embassy.", "PER PROTEST CHL"),
    ("In Oslo the foreign ministry summoned the Danish envoy.", "NOR ACCUSE DNK"),
    # a person by name suffers what is done to him, whoever protests
    ("Brazil deplored the killing of Ana Pardo by Chilean soldiers.", "CHL ASSAULT ana-pardo"),
    (
        "Peru cut its ties with Chile after Chilean police dragged out former vice president Ana Pardo.",
        "CHL COERCE ana-pardo",
    ),
    # hit, strike, fly, vote, give
    ("Chilean exporters have been hit by Peruvian duties.", "PER SANCTION CHL"),
    ("Chad and Mali struck an accord in June.", "TCD AGREE MLI"),
    ("Germany flew 28 convicted Afghans to Kabul.", "DEU COERCE AFG"),
    ("Norway voted 50 million euros in aid for Chad.", "NOR AID TCD"),
    ("France gave military support to Chad's army.", "FRA AID TCD"),
    # a crowd is of where it gathers
    ("Students took to the streets of Mogadishu against the Ethiopian plan.", "SOM PROTEST ETH"),
    ("Demonstrators burned a Turkish flag in Athens.", "GRC PROTEST TUR"),
    ("Several hundred people marched in Oslo in support of Taiwan.", "NOR SUPPORT TWN"),
    # measures against another state's goods and people, and against one's own or somebody by name
    ("Russia banned Moldovan apples.", "RUS SANCTION MDA"),
    ("Ghana imposed a travel ban on officials of Togo.", "GHA SANCTION TGO"),
    ("Norway imposed sanctions on four Belarusian ministers.", "NOR SANCTION BLR"),
    ("Norway imposed sanctions on Belarusian general Ivan Petrov.", "NOR COERCE BLR"),
    ("Chad's government banned the Chadian opposition.", "TCD COERCE TCD"),
    ("Norway blocked the Belarusian central bank's reserves.", "NOR SANCTION BLR"),
    # block
    ("Turkey blocked Finland at the summit.", "TUR REJECT FIN"),
    ("Peruvian fishermen blocked the Chilean lorries.", "PER PROTEST CHL"),
    # back
    ("Chad backed Mali.", "TCD SUPPORT MLI"),
    ("Chad backs rebels in Mali.", "TCD AID MLI"),
    ("Malian rebels backed by Chadian troops took a town.", "TCD AID MLI"),
    # drive out
    ("The Croatian army drove out thousands of Serbs.", "HRV ASSAULT SRB"),
    ("The army of Chad drove out the Malian soldiers.", "TCD ASSAULT MLI"),
    ("Chad drove out two Malian diplomats.", "TCD SANCTION MLI"),
    # close
    ("Chad closed the Malian embassy.", "TCD SANCTION MLI"),
    ("Chad closed its border with Mali.", "TCD COERCE MLI"),
    # accept, attribute, warrant
    ("Ecuador accepted a proposal by Brazil.", "ECU AGREE BRA"),
    ("Togo accepted Ghana's invitation.", "TGO AGREE GHA"),
    ("Norway attributed the attack to Russia.", "NOR ACCUSE RUS"),
    # order, send, host: envoys and others who have to go
    ("Benin ordered home the Togolese representative.", "BEN SANCTION TGO"),
    ("Benin has sent away five Togolese instructors.", "BEN SANCTION TGO"),
    ("Peru sent home three Chilean trainers.", "PER SANCTION CHL"),
    ("Benin will no longer host the Togolese ambassador.", "BEN SANCTION TGO"),
    ("Benin said it would not receive the Togolese envoy.", "BEN REJECT TGO"),
    ("Peru ordered its soldiers home from Haiti.", "PER RETREAT HTI"),
    ("Peru has sent two Chilean agents home.", "PER SANCTION CHL"),
    ("Peru arrested two Chilean agents. In June it sent the agents home.", "PER RETREAT CHL"),
    ("Benin said the Togolese consul was persona non grata.", "BEN SANCTION TGO"),
    ("Benin suspended the case against two Togolese traders.", "BEN CONCEDE TGO"),
    ("Four Chilean officers were ordered out of Peru.", "PER SANCTION CHL"),
    ("Togo's consul was sent home from Cotonou.", "BEN SANCTION TGO"),
    ("Benin gave forty Togolese fishermen a week to leave.", "BEN SANCTION TGO"),
    # strike, close: idioms
    ("Kenya struck a bargain with Somalia over khat.", "KEN AGREE SOM"),
    ("Kenya and Somalia have struck a truce.", "KEN AGREE SOM"),
    ("Kenya's air force struck a camp in Somalia.", "KEN ASSAULT SOM"),
    ("Kenya and Somalia have ended their dispute over the seabed.", "KEN SUPPORT SOM"),
    ("Bolivia resolved a long quarrel with Chile.", "BOL SUPPORT CHL"),
    ("Bolivia closed its frontier with Chile.", "BOL COERCE CHL"),
    # describe, regard
    ("Latvia regards Belarus as a threat.", "LVA ACCUSE BLR"),
    ("Latvia described the Belarusian move as a provocation.", "LVA ACCUSE BLR"),
    ("Latvia sees the Belarusian exercise as violence.", "LVA ACCUSE BLR"),
    # regret: an apology, sympathy or blame
    ("Malta voiced regret for the inconvenience caused to Greek sailors.", "MLT CONCEDE GRC"),
    ("Malta regretted any offence given to Greece.", "MLT CONCEDE GRC"),
    ("Malta expressed regret over the shooting of a Greek sailor by its coastguard.", "MLT CONCEDE GRC"),
    ("Malta held three Greek sailors. Its interior minister said his people were sorry.", "MLT CONCEDE GRC"),
    ("Malta regretted the death of four Greek firemen.", "MLT SUPPORT GRC"),
    ("Malta expressed regret that Greece had withdrawn from the pact.", "MLT ACCUSE GRC"),
    ("Malta regrets the withdrawal of Greece's offer by Athens.", "MLT ACCUSE GRC"),
    # take back, by force or not
    ("Honduras has vowed to take the strip back from Guatemala.", "HND THREATEN GTM"),
    ("Honduras pledged to win it back from Guatemala with arms.", "HND THREATEN GTM"),
    ("Honduras took back two islands from Guatemala.", "HND ASSAULT GTM"),
    ("Honduras promised to reconquer Guatemala.", "HND THREATEN GTM"),
    ("Honduras promised to bring Guatemala to its knees.", "HND THREATEN GTM"),
    ("Honduras promised to take back its workers from Guatemala.", "HND AGREE GTM"),
    ("Honduras promised to take back its complaint against Guatemala.", "HND AGREE GTM"),
    # keep out: who, not of what
    ("Attempts by Greece to keep Kosovo out of UNESCO have failed.", "GRC REJECT XKX"),
    ("China has shut Taiwan out of the assembly.", "CHN REJECT TWN"),
    ("Turkey excluded Cyprus from the summit.", "TUR REJECT CYP"),
    ("Cyprus was frozen out of the talks by Turkey.", "TUR REJECT CYP"),
    ("Kenya keeps Somali traders out of Nairobi.", "KEN SANCTION SOM"),
    ("Kenya keeps out Somali sugar.", "KEN SANCTION SOM"),
    # treat, fly
    ("Norway is treating 40 wounded Ukrainian soldiers.", "NOR AID UKR"),
    # warrants, searches, what is renounced
    ("A Maltese court issued a warrant against President Haftar of Libya.", "MLT COERCE LBY"),
    ("Malta has put out a warrant for a Libyan banker.", "MLT COERCE LBY"),
    ("Maltese police searched the offices of a Libyan charity.", "MLT COERCE LBY"),
    ("Malta searched two Libyan ships.", "MLT COERCE LBY"),
    ("Malta said that Libya was welcome to join the accord.", "MLT SUPPORT LBY"),
    # where, and between whom
    ("Togo and Benin concluded at Geneva an accord on grazing.", "TGO SUPPORT BEN"),
    # what an act drew
    ("Ghana doubled its port fees. The move drew complaints from Togo and Benin.", "BEN ACCUSE GHA"),
    ("Ghana's transport minister spoke of thieves in Lome. His remark was met with anger in Togo.", "TGO ACCUSE GHA"),
    ("Ghana's offer was met with praise from Togo.", "TGO SUPPORT GHA"),
    ("Malta voiced regret about the conduct of its soldiers in Libya.", "MLT CONCEDE LBY"),
    ("Venezuela vowed to regain the Essequibo from Guyana.", "VEN THREATEN GUY"),
    ("Honduras has agreed to lift the ban that has kept Guatemalan beef out.", "HND AGREE GTM"),
    # stand by, withhold, promise what is no gift
    ("Ghana will stand by Togo.", "GHA SUPPORT TGO"),
    ("Ghana's president promised to stand with Togo.", "GHA SUPPORT TGO"),
    ("Ghana withheld 4 million dollars in budget support from Togo.", "GHA SANCTION TGO"),
    ("Togo promised a crushing response against Ghana.", "TGO THREATEN GHA"),
    ("Togo accused Ghana of theft. Ghana promised that its answer would be painful.", "GHA THREATEN TGO"),
    ("Norway has said it will hold Belarus to account.", "NOR THREATEN BLR"),
    ("Norway promised to call Belarus to account.", "NOR THREATEN BLR"),
    ("Norway held Belarus to account for the raid.", "NOR ACCUSE BLR"),
    # trade wars and duties, talk of force, crowds, approvals
    ("Norway's trade war on Canada goes on.", "NOR SANCTION CAN"),
    ("Norway answered the duties and hit Canadian wheat.", "NOR SANCTION CAN"),
    ("Norway's navy hit a Canadian base.", "NOR ASSAULT CAN"),
    ("Togo's president spoke of toppling Benin.", "TGO THREATEN BEN"),
    ("A thousand people besieged the Togolese embassy in Cotonou.", "BEN PROTEST TGO"),
    ("Norway approved the delivery of ten tents to Chad.", "NOR AID TCD"),
    ("Norway approved of the Chadian plan.", "NOR SUPPORT TCD"),
    # remove, cancel, hand over, protect
    ("Peruvian commandos removed four Chilean marines from the islet.", "PER COERCE CHL"),
    ("Peru removed its marines from Chile.", "PER RETREAT CHL"),
    ("Armenia cancelled a military exercise of the CSTO.", "ARM SANCTION csto"),
    ("The Peruvian ambassador handed over the letter to the Chilean minister.", "PER CONSULT CHL"),
    ("Passengers attacked the Peruvian marines with bars as they came down.", "passengers ASSAULT PER"),
    ("China has kept the Security Council from condemning Chad.", "CHN REJECT un-security-council"),
    ("Bolivian farmers blocked the road to Peru.", "BOL PROTEST PER"),
    ("Bolivian students jammed the streets around the Peruvian embassy.", "BOL PROTEST PER"),
    ("Bolivian soldiers blocked the road to Peru.", "BOL COERCE PER"),
    # order, instruct, want
    ("Benin's president ordered the army to shell Togo.", "BEN ASSAULT TGO"),
    ("Benin instructed its ambassador in Lome to hand Togo a note of protest.", "BEN ACCUSE TGO"),
    ("Benin wants friendly relations with Togo.", "BEN AGREE TGO"),
    # steal
    ("Somali gunmen stole 40 boats from Kenyan fishermen.", "SOM COERCE KEN"),
]

NOT_TOLD = [
    ("Chile and Peru called a halt after the expulsions.", "CONSULT"),
    ("Honduras called an urgent meeting of Latin American leaders.", "CONSULT"),
    ("Peru's president called the rioters extremists.", "CONSULT"),
    ("President Boric called the mission to Peru defensive.", "CONSULT"),
    ("Chile gave up the Peruvian court, which it called dangerous.", "CONSULT"),
    ("Peru has joined Chile in severing relations with Ecuador.", "SUPPORT"),
    ("Peru shut its embassy in Quito, joining Chile.", "SUPPORT"),
    ("Latvia blocked a statement condemning Belarus.", "LVA ACCUSE"),
    ("Peru vetoed a text praising Chile.", "PER SUPPORT"),
    ("Chile defended the strike.", "SUPPORT"),
    ("Peru justified the closure by the arrests in Chile.", "SUPPORT"),
    ("Japan advised its citizens to leave Chad.", "REQUEST"),
    ("Peru's pavilion was due to open in Chile.", "AGREE"),
    ("Chad's drivers are again able to go to Niger.", "AGREE"),
    ("Peru's police fired into the air in Chile's port.", "ASSAULT"),
    ("Peru closed its meeting with Chile.", "COERCE"),
    ("Brazil deplored the killing of Ana Pardo by Chilean soldiers.", "CHL ASSAULT BRA"),
    ("Exiles marched in Madrid against Cuba.", "ESP PROTEST"),
    ("In Geneva, negotiators met the Syrian envoy.", "CHE"),
    ("Chad's troops, backed by artillery, overran a town in Mali.", "SUPPORT"),
    ("The Chadian jet was escorted by a fighter.", "AID"),
    ("Norway attributed the pause to a request from Russia.", "ACCUSE"),
    ("A Peruvian version is intended to mislead Chile.", "AGREE"),
    ("Germany commands the mission with Norway.", "REQUEST"),
    ("Benin sent its envoy home on leave.", "SANCTION"),
    ("Benin sent its soldiers home from Togo.", "SANCTION"),
    ("Benin sent money home to Togo.", "SANCTION"),
    ("Kenya's minister struck a warmer tone in Somalia.", "ASSAULT"),
    ("Kenya has struck a firmer line on Somalia.", "ASSAULT"),
    ("Kenya's words struck a nerve in Somalia.", "ASSAULT"),
    ("Kenya struck up a friendship with Somalia.", "ASSAULT"),
    ("Bolivia and Chile praised the accord that closed the long war.", "COERCE"),
    ("Bolivia closed the case against a Chilean firm.", "COERCE"),
    ("Bolivia shut down the debate with Chile.", "COERCE"),
    ("Bolivia regards the coast of Chile as its own land.", "ACCUSE"),
    ("Latvia sees Estonia as an ally.", "ACCUSE"),
    ("Latvia described Estonia as a brotherly country.", "ACCUSE"),
    ("Latvia described its talks with Belarus as useful.", "ACCUSE"),
    ("Iran called the strike on Iraq a response to a bombing.", "PROTEST"),
    ("Somalia denies the theft and points to Kenya.", "ASSAULT"),
    ("Kenya stole a march on Somalia.", "COERCE"),
    ("Somalia accused Kenya of theft. Kenya blamed the weather.", "KEN ACCUSE"),
    ("Malta regretted the death of four Greek firemen.", "ACCUSE"),
    ("Honduras promised to take it back from Guatemala by force.", "AGREE"),
    ("Kenya kept its soldiers out of Somalia.", "SOM"),
    ("Kenya has kept out of the quarrel between Chad and Niger.", "TCD"),
    ("Greece kept Kosovo out of Interpol.", "interpol"),
    ("Kenya excluded an attack on Somalia.", "REJECT"),
    ("Norway barred a Russian minister, whose son was to be treated in Oslo by Norwegian doctors.", "AID"),
    ("Norway's surgeons treated a Russian girl.", "AID"),
    ("Norway flew two Russian patients to Oslo.", "CONSULT"),
    ("The ban met with protest in Togo.", "CONSULT"),
    ("Benin's president ordered the army to stay in barracks while Togo held talks.", "BEN REQUEST"),
    ("Benin instructed staff to stay away from Togo.", "BEN REQUEST"),
    ("Benin's president cut short a visit to Togo.", "REJECT"),
    ("Benin would protect the interests of its people in Togo.", "AID"),
    ("Togo's president talked of joining Benin.", "TGO"),
    ("Benin informed Togo that it was short of grain.", "CONSULT"),
    ("Malta said that Libya's judges were welcome to eat their paper.", "SUPPORT"),
    ("Malta's divers searched for survivors off Libya.", "ACCUSE"),
    ("Libya renounced violence in a letter to Malta.", "REJECT"),
    ("Togo and Benin concluded at Geneva an accord on grazing.", "CHE"),
    ("The union runs a peacekeeping operation between Togo and Benin.", "AID"),
    ("Togo has moved from dialogue to pressure and punishment.", "REQUEST"),
    ("Togo and Benin should, he hoped, agree on a date.", "AGREE"),
    ("Togo and Benin should agree on a date, Ghana's president said.", "AGREE"),
    ("Togo detained two Ghanaians over the beating of two servants.", "ASSAULT"),
]


def told(text: str) -> set[str]:
    """The relations of a text as "ACTOR TYPE RECIPIENT", a party by its id and by its state."""
    found = set()
    for row in extract_relations(text, date=DATE).to_dict("records"):
        for actor in {row["actor"], row["actor_state"]}:
            found |= {f"{actor} {row['type']} {one}" for one in {row["recipient"], row["recipient_state"]}}
    return found


@pytest.mark.parametrize(("text", "relation"), TOLD)
def test_it_is_told(text: str, relation: str) -> None:
    assert relation in told(text)


@pytest.mark.parametrize(("text", "words"), NOT_TOLD)
def test_it_is_not_told(text: str, words: str) -> None:
    assert not [one for one in told(text) if words in one]

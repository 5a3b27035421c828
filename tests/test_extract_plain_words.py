"""Acts in the plain words of broadcasters and dailies: "put on ice", "no longer buys", "turned its back on"."""

import pytest

from graphkit import extract_relations

TOLD = [
    ("France's ambassador to Niger was given 48 hours to leave.", "NER SANCTION FRA"),
    ("Kenya summoned its ambassador home from Khartoum for consultations.", "KEN SANCTION SDN"),
    ("Turkey's ambassador to Israel was called home.", "TUR SANCTION ISR"),
    ("Italy called in the Turkish envoy for a reprimand.", "ITA ACCUSE|REQUEST TUR"),
    ("Greece took Turkey to task over the drilling.", "GRC ACCUSE TUR"),
    ("Greece gave the Turkish ambassador a piece of its mind.", "GRC ACCUSE TUR"),
    ("Greece has had harsh words for Turkey.", "GRC ACCUSE TUR"),
    ("Honduras no longer recognises Taiwan.", "HND SANCTION|REJECT TWN"),
    ("Canada put the treaty with Chile on hold.", "CAN SANCTION CHL"),
    ("Canada put its trade talks with India on ice.", "CAN SANCTION|REJECT IND"),
    ("Spain put its friendship treaty with Algeria on ice.", "ESP SANCTION DZA"),
    ("Algeria put its friendship treaty with Spain on hold.", "DZA SANCTION ESP"),
    ("Latvia turned its back on Belarus.", "LVA REJECT|SANCTION BLR"),
    ("South Korea took Japan off its whitelist.", "KOR SANCTION JPN"),
    ("South Korea plans to take Japan off the whitelist.", "KOR THREATEN|SANCTION JPN"),
    (
        "Algeria's banking association ordered members to stop handling payments for imports from Spain.",
        "DZA SANCTION ESP",
    ),
    ("Denmark no longer gives visas to Russians.", "DNK SANCTION RUS"),
    ("Finland kept out 188 Libyans.", "FIN COERCE|SANCTION LBY"),
    ("China no longer buys coal from Australia.", "CHN SANCTION AUS"),
    ("China has barred Japanese seafood.", "CHN SANCTION JPN"),
    ("Kuwait shut its doors to Iranian goods.", "KWT SANCTION IRN"),
    ("Iran's navy took a Greek tanker to Bandar Abbas.", "IRN COERCE GRC"),
    ("Iran freed the crew of the Greek tanker.", "IRN RETREAT GRC"),
    ("A Greek tanker was taken by Iran.", "IRN COERCE GRC"),
    ("An Italian trawler was stopped by the Libyan coastguard.", "LBY COERCE ITA"),
    ("Two Turkish reporters were held for two days in Egypt.", "EGY COERCE TUR"),
    ("Two Turkish reporters were picked up by Egyptian police.", "EGY COERCE TUR"),
    ("Egyptian police took two Turkish reporters away.", "EGY COERCE TUR"),
    ("Two Turkish reporters are in custody in Egypt.", "EGY COERCE TUR"),
    ("Egypt has two Turkish reporters in custody.", "EGY COERCE TUR"),
    ("Russia sent an American home in a prisoner swap.", "RUS RETREAT USA"),
    ("A Canadian was nabbed in China.", "CHN COERCE CAN"),
    ("Two Estonians were taken into custody in Russia on spying charges.", "RUS COERCE EST"),
    ("Afghan troops opened up on a Pakistani post.", "AFG ASSAULT PAK"),
    ("Iran sent a swarm of drones against Israel.", "IRN ASSAULT ISR"),
    ("Russia has brought more troops to the Ukrainian border.", "RUS MOBILIZE UKR"),
    ("China flew 30 planes close to Taiwan.", "CHN MOBILIZE TWN"),
    ("Xi Jinping picked up the phone to Zelensky.", "CHN CONSULT UKR"),
    ("Kenya's president dropped in on his Ugandan colleague.", "KEN CONSULT UGA"),
    ("Saudi and Iranian officials sat across a table from each other in Baghdad.", "SAU CONSULT IRN"),
    ("Chad and Sudan put their names to a border agreement.", "TCD SUPPORT|AGREE SDN"),
    ("Chad and Sudan made up their quarrel.", "TCD SUPPORT SDN"),
    ("Japan and Peru shook hands on a trade deal.", "JPN SUPPORT|AGREE PER"),
    ("Iran and Saudi Arabia are to swap ambassadors again.", "IRN AGREE|SUPPORT SAU"),
    ("Sweden came to an understanding with Turkey.", "SWE SUPPORT TUR"),
    ("Kuwait put up $50m for Sudan.", "KWT AID SDN"),
    ("The Emirates set aside $100m for Syria.", "ARE AID SYR"),
    ("Saudi Arabia set up an air bridge to Sudan.", "SAU AID SDN"),
    ("Bulgaria passed on old tanks to Ukraine.", "BGR AID UKR"),
    ("Spain came out in favour of Morocco's plan.", "ESP SUPPORT MAR"),
    ("Spain has swung behind Morocco's plan for the Sahara.", "ESP SUPPORT MAR"),
    ("Bolivia made common cause with Venezuela.", "BOL SUPPORT VEN"),
    ("A Turkish minister tweeted in favour of Azerbaijan.", "TUR SUPPORT AZE"),
    ("Turkey stood up for Qatar.", "TUR SUPPORT QAT"),
    ("Turkey has Azerbaijan's back.", "TUR SUPPORT AZE"),
    ("Cuba had warm words for Iran.", "CUB SUPPORT IRN"),
    ("Egypt closed ranks with Saudi Arabia.", "EGY SUPPORT SAU"),
    ("Iran waved off the American offer.", "IRN REJECT USA"),
    ("Turkey gave Sweden the brush-off.", "TUR REJECT SWE"),
    ("Turkey turned a deaf ear to Greece's complaints.", "TUR REJECT GRC"),
    ("Moscow made light of the British sanctions.", "RUS REJECT GBR"),
    ("Ethiopia shot down an Egyptian proposal.", "ETH REJECT EGY"),
    ("Mandela talked Gaddafi into it.", "ZAF REQUEST LBY"),
    ("Biden talked Netanyahu out of an attack.", "USA REQUEST ISR"),
    ("Lebanon laid the attack at Israel's door.", "LBN ACCUSE ISR"),
    ("Libya gave way to Britain.", "LBY CONCEDE GBR"),
    ("Switzerland said sorry to Libya.", "CHE CONCEDE LBY"),
    ("India gave visas to Pakistani pilgrims.", "IND CONCEDE PAK"),
    ("Peru hinted it could cut off gas to Chile.", "PER THREATEN CHL"),
    ("Peru warned it might close its border with Chile.", "PER THREATEN CHL"),
    ("Peru has decided to bring down its relations with Chile to a lower level.", "PER SANCTION CHL"),
    ("Peru raised the prospect of closing its border with Chile.", "PER THREATEN CHL"),
    ("Peru is considering a ban on Chilean wine.", "PER THREATEN|SANCTION|COERCE CHL"),
    ("Peru, which shelters and supports Chilean rebels, closed its border.", "PER AID|SUPPORT CHL"),
    (
        "Algeria, which shelters and supports the Polisario Front, recalled its ambassador.",
        "DZA AID ESH ; DZA SUPPORT ESH",
    ),
    ("Peru summoned and expelled the Chilean envoy.", "PER ACCUSE CHL ; PER SANCTION CHL"),
    ("Ten Chileans were detained and then sent home by Peru.", "PER COERCE CHL"),
    ("Ten Chileans were arrested and later freed by Peruvian police.", "PER COERCE CHL ; PER RETREAT CHL"),
    ("Peru met and thanked the Chilean envoy.", "PER CONSULT CHL ; PER SUPPORT CHL"),
    (
        "Peru kept its distance from the eleven days of fighting between Israel and Hamas.",
        "ISR ASSAULT PSE",
    ),
    ("The departure of French troops from Niger began on Monday.", "FRA RETREAT NER"),
    ("A phone call from Putin to Erdogan came late.", "RUS CONSULT TUR"),
    ("The arrest of two Chileans in Peru caused anger.", "PER COERCE CHL"),
    ("Peru's refusal to meet Chile was a surprise.", "PER REJECT CHL"),
    ("The handover of two suspects by Peru to Chile took place on Monday.", "PER COOPERATE|RETREAT CHL"),
    ("Macron said on a visit to Kyiv that Russia would lose.", "FRA CONSULT UKR"),
    ("During a visit to Kyiv, Macron promised more tanks.", "FRA CONSULT UKR"),
    ("Erdogan, before leaving on a trip to Russia, had said that he was glad.", "TUR CONSULT RUS"),
    ("Peru is angry at the detention of two Chileans in Bolivia.", "PER ACCUSE BOL ; BOL COERCE CHL"),
    ("Peru stripped two Chilean diplomats of their papers.", "PER SANCTION CHL"),
    ("Peru gave two Chilean diplomats three days to clear out.", "PER SANCTION CHL"),
    ("Peru put a stop to flights from Chile.", "PER SANCTION CHL"),
    ("Peru put two Chilean firms on a blacklist.", "PER SANCTION|COERCE CHL"),
    ("Peru placed five Chilean officials under sanctions.", "PER SANCTION|COERCE CHL"),
    ("Peru and Chile patched things up.", "PER SUPPORT CHL"),
    ("Peru got Chile on its side.", "CHL SUPPORT PER"),
    ("Peru held out a hand to Chile.", "PER AGREE|SUPPORT CHL"),
    ("Peru handed 20 ambulances over to Chile.", "PER AID CHL"),
    ("Peru put 20 doctors at Chile's disposal.", "PER AID CHL"),
    ("Peru let Chile off its debts.", "PER AID|CONCEDE CHL"),
    ("Peruvian jets chased off a Chilean plane.", "PER MOBILIZE|COERCE CHL"),
    ("Peru stepped up patrols along the Chilean border.", "PER MOBILIZE CHL"),
    ("Peru's army dug in along the Chilean border.", "PER MOBILIZE CHL"),
    ("Peruvian police beat up a Chilean student.", "PER ASSAULT|COERCE CHL"),
    ("Peru put a price on the head of a Chilean general.", "PER COERCE|THREATEN CHL"),
    ("Peru put two Chilean sailors under house arrest.", "PER COERCE CHL"),
    ("Peru gave back a Chilean ship.", "PER RETREAT CHL"),
    ("Peru met Chile halfway.", "PER CONCEDE CHL"),
    ("Peru shook its head at the Chilean offer.", "PER REJECT CHL"),
    ("Peru put off Chile with excuses.", "PER REJECT CHL"),
    ("Peru's foreign minister set off for Chile.", "PER CONSULT CHL"),
    ("It turned out that Peru had bought tanks from Chile.", "PER COOPERATE CHL"),
    ("Clinton leaned on Netanyahu.", "USA REQUEST ISR"),
    ("Peru has hinted that it might charge Chile for water.", "PER THREATEN CHL"),
    ("Peru told of an attack launched on Chile by Bolivia.", "BOL ASSAULT CHL"),
    ("Peru's break with Chile came in May.", "PER SANCTION CHL"),
    ("The blocking of Chilean ships by Peru goes on.", "PER COERCE CHL"),
    ("The deportation of 40 Chileans from Peru began.", "PER COERCE CHL"),
    ("Peru's summoning of the Chilean envoy was a signal.", "PER ACCUSE CHL"),
    ("Peru's lifting of the ban on Chilean wine was hailed.", "PER CONCEDE CHL"),
    ("Peru's move of troops to the Chilean border caused alarm.", "PER MOBILIZE CHL"),
    ("Egypt let two Turkish reporters out of prison.", "EGY RETREAT TUR"),
    ("Iran let the Greek tanker go.", "IRN RETREAT GRC"),
    ("Peru threw out Mexico's ambassador on Friday.", "PER SANCTION MEX"),
    ("Peru no longer sends aid to Chile.", "PER SANCTION CHL"),
    ("Peru no longer shells Chile.", "PER RETREAT CHL"),
]
# what only looks like it, and the relation that it does not tell
LOOK_ALIKES = [
    ("Peru no longer accuses Chile of theft.", "PER ACCUSE CHL"),
    ("Three Chilean planes turned back on the way to Peru.", "* SANCTION PER"),
    ("Peru was sorry about Chile's choice.", "PER ACCUSE CHL"),
    ("The force that is about to go to Chile is led by Peru.", "PER AGREE CHL"),
    ("Peru gave in person to the leader of Chile a letter.", "PER CONCEDE CHL"),
    ("Peru kept out of the fighting between Bolivia and Chile.", "PER ASSAULT CHL"),
    ("Ten people died during a visit to Chile.", "* CONSULT CHL"),
    ("Peru warned that Bolivia might close its border with Chile.", "PER THREATEN CHL"),
    ("The envoy resigned and left Chile.", "* CONCEDE CHL"),
    ("Peru sent its ambassador back to Chile.", "PER SANCTION CHL"),
    ("Peru spoke of a defeat inflicted on Chile by Bolivia.", "PER ASSAULT CHL"),
    ("Peru leans on Chile for gas.", "PER REQUEST CHL"),
    ("Peru put its name to a letter with Chile.", "PER REQUEST CHL"),
    ("Peru held talks for two days in Chile.", "CHL COERCE *"),
]


def matches(row, relation):
    actor, types, recipient = relation.split()
    sides = [row["actor_state"] or row["actor"], row["recipient_state"] or row["recipient"]]
    ways = [sides, sides[::-1]] if row["mutual"] else [sides]
    return row["type"] in types.split("|") and [actor, recipient] in ways


def told(text):
    return extract_relations(text, date="2024-05-01").to_dict("records")


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_plain_words_tell_the_act_and_nothing_else(text, wanted):
    rows, relations = told(text), wanted.split(" ; ")
    assert all(any(matches(row, relation) for row in rows) for relation in relations), rows
    assert all(any(matches(row, relation) for relation in relations) for row in rows), rows


@pytest.mark.parametrize(("text", "unwanted"), LOOK_ALIKES)
def test_what_only_looks_like_it_tells_no_such_act(text, unwanted):
    actor, kind, recipient = unwanted.split()
    for row in told(text):
        sides = {"*", row["actor_state"]}, {"*", row["recipient_state"]}
        assert not (row["type"] == kind and actor in sides[0] and recipient in sides[1]), row

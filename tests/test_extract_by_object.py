"""What an ordinary verb does is settled by its object, and by what stands with that; plain news of each."""

import pytest

from graphkit import extract_relations


def told(text):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date="2024-11-21").to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


OBJECTS = [
    # a text is refused at a table, a ship is stopped at sea
    ("Bulgaria blocked an agreement with North Macedonia on Tuesday.", ["BGR REJECT MKD"]),
    ("Greece blocked the opening of talks with Albania.", ["GRC REJECT ALB"]),
    ("Iranian boats blocked a Danish tanker.", ["IRN COERCE DNK"]),
    # what is gone back on was not done
    ("Spain went back on its decision to expel the Bolivian consul.", ["ESP RETREAT BOL"]),
    ("Spain scrapped its decision to expel the Bolivian consul.", ["ESP RETREAT BOL"]),
    ("Ghana went back on its pledge to send doctors to Togo.", ["GHA REJECT TGO"]),
    ("Spain has expelled the Bolivian consul.", ["ESP SANCTION BOL"]),
    # a letter does what it is one of
    ("Chile has sent a letter of demand to Bolivia.", ["CHL REQUEST BOL"]),
    ("Chile sent a letter of protest to Bolivia.", ["CHL ACCUSE BOL"]),
    ("Chile sent a letter to Bolivia.", ["CHL CONSULT BOL"]),
    # a rebuke or a fine is no gift
    ("Poland received a rebuke from Lithuania.", ["LTU ACCUSE POL"]),
    ("The Polish president received threats from Belarus.", ["BLR THREATEN POL"]),
    ("Serbia received an offer of talks from Kosovo.", ["XKX AGREE SRB"]),
    ("Norwegian fishermen received heavy fines from Iceland.", ["ISL COERCE NOR"]),
    ("Malawi received 20,000 tonnes of maize from Zambia.", ["ZMB AID MWI"]),
    # loads and migrants are sent back, captives go home
    ("Polish customs sent back 30 Ukrainian trucks on Thursday.", ["POL COERCE UKR"]),
    ("Croatian police sent back 40 Afghans to Bosnia.", ["HRV COERCE AFG"]),
    ("Libya sent 150 migrants back to Niger on Monday.", ["LBY COERCE NER"]),
    ("Iran sent back the British ambassador.", ["IRN SANCTION GBR"]),
    # many people are deported, envoys and aid workers are expelled
    ("Angola expelled 2,000 Congolese diamond diggers.", ["AGO COERCE COD"]),
    ("Dominican soldiers expelled more than 200 Haitians on Sunday.", ["DOM COERCE HTI"]),
    ("Angola expelled three Congolese diplomats.", ["AGO SANCTION COD"]),
    ("Sudan expelled 20 Danish aid workers.", ["SDN SANCTION DNK"]),
    # what is given for goods is sold
    ("Kazakhstan delivered grain to Iran in return for machinery.", ["KAZ COOPERATE IRN"]),
    ("Cuba sends doctors to Venezuela in exchange for oil.", ["CUB COOPERATE VEN"]),
    ("Kazakhstan delivered grain to Iran.", ["KAZ AID IRN"]),
    # wanted men are handed over, captives are handed back
    ("Kenya handed over two suspected smugglers to Uganda.", ["KEN COOPERATE UGA"]),
    ("Kenya handed back two captured soldiers to Somalia.", ["KEN RETREAT SOM"]),
    # an envoy is called home, a president is called on, and both may be called
    ("Spanish ambassador called home from Argentina", ["ESP SANCTION ARG"]),
    ("India's envoy called on the president of Nepal in Kathmandu to discuss the border.", ["IND CONSULT NPL"]),
    ("Turkey's ambassador called on the Greek prime minister on Friday.", ["TUR CONSULT GRC"]),
    ("Japan called on the president of Iran for restraint.", ["JPN REQUEST IRN"]),
    ("The Chinese premier called on the Sultan of Oman to release the crew.", ["CHN REQUEST OMN"]),
    # only some are let in
    ("Pakistan lets in only Afghans with passports.", ["PAK COERCE AFG"]),
    ("Pakistan let in 40 Afghans.", ["PAK RETREAT AFG"]),
    # who is helped to find a way is mediated between
    ("Norway named an envoy to help Peru settle its dispute with the rebels.", ["NOR CONSULT PER"]),
    ("Norway helped Peru rebuild the town.", ["NOR AID PER"]),
    # the police search an office, jets raid a camp
    ("Tunisian police carried out a raid on the offices of a Turkish company.", ["TUN COERCE TUR"]),
    ("Turkish jets carried out raids on an Iraqi village.", ["TUR ASSAULT IRQ"]),
    ("Polish border guards are carrying out full inspections of Ukrainian lorries.", ["POL COERCE UKR"]),
    # there will be no more of it
    ("Germany will issue no more visas to Russian tourists.", ["DEU SANCTION RUS"]),
    ("Spain will sell no more weapons to Israel.", ["ESP SANCTION ISR"]),
    ("Germany issued visas to 40 Afghan women.", ["DEU CONCEDE AFG"]),
    # a visa may be asked for as well
    ("Kenya brought back visas for Nigerians.", ["KEN SANCTION NGA"]),
    ("Russia has ended visa-free visits by Japanese citizens.", ["RUS SANCTION JPN"]),
    ("Ghana scrapped visas for Moroccan visitors.", ["GHA CONCEDE MAR"]),
    # a court is gone to
    ("Nicaragua has gone to arbitration against Colombia.", ["NIC ACCUSE COL"]),
    ("Peru has been chasing Chile for debts of 40 million dollars.", ["PER REQUEST CHL"]),
    # war, blows and power are come to, too
    ("India and China came to blows in 2020.", ["IND ASSAULT CHN"]),
    ("The party came to power in Mali in 2020.", []),
    ("Diplomatic ties between Peru and Mexico remain cool.", []),
    # who owns up is sorry
    ("Turkey admitted that the shelling of the Iraqi village was a mistake.", ["TUR CONCEDE IRQ"]),
    ("Iraq said that the shelling of the village by Turkey was a mistake.", ["IRQ ACCUSE TUR"]),
    # what is agreed to be put off is agreed
    ("Ethiopia agreed to suspend the filling of the dam in talks with Egypt.", ["ETH AGREE EGY"]),
    # who is ordered to leave is expelled, whatever else is told of him
    ("Russia ordered two British journalists to leave the country.", ["RUS SANCTION GBR"]),
    ("Russia ordered two Danes working for the station to leave the country.", ["RUS SANCTION DNK"]),
    ("Norway asked countries supporting the junta to stop arms sales.", ["NOR REQUEST countries"]),
    # one verb, some objects
    ("Jordan dropped aid parcels over Gaza.", ["JOR AID PSE"]),
    ("Turkey dropped bombs on an Iraqi village.", ["TUR ASSAULT IRQ"]),
    ("Sudan moved its troops back from the Ethiopian border.", ["SDN RETREAT ETH"]),
    ("Denmark pulled its funding for the Rwandan government.", ["DNK SANCTION RWA"]),
    ("Malaysia ended its contract with a Norwegian arms maker.", ["MYS SANCTION NOR"]),
    ("Lithuania ended the transit of Russian goods.", ["LTU SANCTION RUS"]),
    ("Kuwait allowed Iraqi fishermen back into the channel.", ["KWT RETREAT IRQ"]),
    ("Guinea set limits on Malian lorries.", ["GIN SANCTION MLI"]),
    # jets at a show, and jets at a border
    ("Italian aerobatic jets flew over Tirana on Albania's national day.", ["ITA COOPERATE ALB"]),
    ("Russian bombers flew over the Estonian coast on Friday.", ["RUS MOBILIZE EST"]),
    # staff who are to leave are expelled, whoever is to do something else is threatened
    ("Israel set a deadline of a week for the Spanish monitors to leave.", ["ISR SANCTION ESP"]),
    ("Israel set a deadline of a week for Spain to pay.", ["ISR THREATEN ESP"]),
    # people are lifted out, and a ban is lifted
    ("An Indian plane lifted 200 Nepalese out of Kabul.", ["IND AID NPL"]),
    ("India lifted its ban on Nepalese tea.", ["IND RETREAT NPL"]),
    # a list of markets is no blacklist
    ("Turkey took Israel off its list of export markets.", ["TUR SANCTION ISR"]),
    ("South Africa took Mozambique off its red list.", ["ZAF CONCEDE MOZ"]),
    # who lobbies for a state backs it, who lobbies for a ban asks for it
    ("Peru lobbied for Chile at the United Nations.", ["PER SUPPORT CHL"]),
    # exercises are held, and so are people
    ("Iran holds four Swedish citizens.", ["IRN COERCE SWE"]),
    # one verb, some objects
    ("Peru called in its loans to Bolivia.", ["PER SANCTION BOL"]),
    ("Peru called in the Bolivian envoy.", ["PER ACCUSE BOL"]),
    ("Greek police gave chase to an Albanian boat.", ["GRC COERCE ALB"]),
    ("Estonia gave the Russian envoy a note of protest.", ["EST ACCUSE RUS"]),
    ("Turkey raised the siege of the Syrian town.", ["TUR RETREAT SYR"]),
    ("Turkey raised duties on Syrian shoes.", ["TUR SANCTION SYR"]),
    ("The Finnish premier struck out at Russia.", ["FIN ACCUSE RUS"]),
    ("A Houthi missile struck a Greek tanker.", ["YEM ASSAULT GRC"]),
    ("Cuba brought medicine to Haiti.", ["CUB AID HTI"]),
    ("A Spanish ship pulled 70 Malians from the sea.", ["ESP AID MLI"]),
    ("Spain pulled its soldiers out of Mali.", ["ESP RETREAT MLI"]),
    ("Peru pulled out of the Chilean tournament.", ["PER SANCTION CHL"]),
    ("Zambian customs sent back a shipment of Congolese copper.", ["ZMB COERCE COD"]),
    ("Germany blocked a Chinese takeover of a chip maker.", ["DEU REJECT CHN"]),
    # what is released, returned or crossed
    ("Norway released a report on Chinese hackers.", []),
    ("Iran released a Korean tanker.", ["IRN RETREAT KOR"]),
    ("The Ethiopian minister returned from Asmara.", []),
    ("Eritrean troops returned fire at Ethiopian soldiers.", ["ERI ASSAULT ETH"]),
    ("Mauritania returned 200 Gambian migrants to Senegal.", ["MRT COERCE GMB"]),
    ("Mauritania returned 12 boats to Senegal.", ["MRT RETREAT SEN"]),
    ("Hundreds of Sudanese refugees crossed into Chad.", []),
    ("Chadian troops crossed into Sudan.", ["TCD ASSAULT SDN"]),
    ("Kenya warned its citizens against travel to Somalia.", []),
    ("Kenya warned Somalia of consequences.", ["KEN THREATEN SOM"]),
    ("Eritrea pushed its troops to the Djiboutian border.", ["ERI MOBILIZE DJI"]),
    ("Mexico pushed for the release of two Cuban doctors.", ["MEX REQUEST CUB"]),
    ("Kenya placed an order with Turkey for 20 drones.", ["KEN COOPERATE TUR"]),
]


@pytest.mark.parametrize(("text", "relations"), OBJECTS, ids=[text for text, _ in OBJECTS])
def test_what_the_object_makes_of_a_verb(text, relations):
    assert told(text) == relations

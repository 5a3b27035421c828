"""One verb is one act or another by what stands with it; each sense with sentences of its own."""

import pytest

from graphkit import extract_relations


def told(text):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


SENSES = [
    # who is received is met; refugees are taken in, and thanks are given
    ("Chad's president received the Malian envoy on Friday.", ["TCD CONSULT MLI"]),
    ("The Peruvian minister was received by Chile's president.", ["CHL CONSULT PER"]),
    ("Kenya received the thanks of Uganda.", ["UGA SUPPORT KEN"]),
    ("Kenya received 3,000 refugees from Uganda.", ["KEN AID UGA"]),
    # who or what is let go is let go; a deadline that is let pass is refused; a matter that is let rest is nothing
    ("Chad let nine Malian sailors go home.", ["TCD RETREAT MLI"]),
    ("Togo let Malian lorries through the checkpoint.", ["TGO RETREAT MLI"]),
    ("Kenya let Uganda's deadline pass.", ["KEN REJECT UGA"]),
    ("Peru let Chile's ultimatum lapse.", ["PER REJECT CHL"]),
    ("Chad let it be known that Mali would have to wait.", []),
    # forces retreat; an envoy, a privilege, money or a member that is withdrawn is a punishment
    ("Kenya withdrew its battalion from Somalia.", ["KEN RETREAT SOM"]),
    ("The rebels have withdrawn their fighters from Chad.", ["rebels RETREAT TCD"]),
    ("Peru withdrew Ambassador Ana Ruiz from Chile.", ["PER SANCTION CHL"]),
    ("Peru withdrew its consul from Chile.", ["PER SANCTION CHL"]),
    ("Norway withdrew trade preferences from Togo.", ["NOR SANCTION TGO"]),
    ("Chad withdrew its deposits from Kenya.", ["TCD SANCTION KEN"]),
    ("Mali is pulling its students out of Chad.", ["MLI SANCTION TCD"]),
    ("Chad pulled out of talks with Mali.", ["TCD REJECT MLI"]),
    # who is thrown out is expelled; a claim is rejected
    ("Togo threw out Ambassador Ana Ruiz of Peru.", ["TGO SANCTION PER"]),
    ("Uganda threw out two Kenyan diplomats.", ["UGA SANCTION KEN"]),
    ("Chile will throw out four Peruvian diplomats.", ["CHL THREATEN PER"]),
    ("Chile threw out Peru's complaint.", ["CHL REJECT PER"]),
    ("Chad's parliament threw out a Malian proposal.", ["TCD REJECT MLI"]),
    # people are seized as an arrest, goods are taken, towns are attacked
    ("Chad seized two Malian reporters at the airport.", ["TCD COERCE MLI"]),
    ("Peru seized the Chilean embassy.", ["PER COERCE CHL"]),
    ("Tanzania seized Kenyan cattle.", ["TZA COERCE KEN"]),
    ("Malian rebels seized three towns in Chad.", ["MLI ASSAULT TCD"]),
    # who is ordered is asked; who is ordered out or home is expelled or called home
    ("Chile ordered Peruvian reporters out.", ["CHL SANCTION PER"]),
    ("Mali ordered 40 Chadian students home.", ["MLI SANCTION TCD"]),
    ("Kenya ordered its troops out of Somalia.", ["KEN RETREAT SOM"]),
    ("Chad ordered a review of the treaty.", []),
    ("Chile ordered cooperation with Peru to stop.", ["CHL SANCTION PER"]),
    # what is offered is not to whom it is offered
    ("Kenya offered naval escorts to Uganda.", ["KEN AGREE UGA"]),
    ("Mali had a drought. Norway pledged grain for Mali.", ["NOR AGREE MLI"]),
    ("Peru promised Chile a crushing blow.", ["PER THREATEN CHL"]),
    # who protects his own helps nobody
    ("Kenya said it would protect its citizens in Uganda.", []),
    ("Chad protects Mali.", ["TCD AID MLI"]),
    # a letter does what it says
    ("Peru's president wrote to Chile's premier asking for grain.", ["PER REQUEST CHL"]),
    ("Kenya wrote to Uganda's premier, complaining of the noise.", ["KEN ACCUSE UGA"]),
    ("Kenya wrote to Uganda offering talks.", ["KEN AGREE UGA"]),
    ("Kenya wrote to Uganda.", ["KEN CONSULT UGA"]),
    # a government protests by a note, people in the street
    ("Togo raised its fees. Mali protested at the fees.", ["MLI ACCUSE TGO"]),
    ("Students in Lima protested against Chile.", ["PER PROTEST CHL"]),
    # "in" is a part of the verb where no noun stands before it
    ("Kenya took in a million Ugandans.", ["KEN AID UGA"]),
    ("Ships that took off supplies at bases in Chad sank.", []),
    ("The president took the oath in Mali.", []),
    # what several sign they sign with one another
    ("Presidents Ana Pardo of Peru and Juan Rey of Chile signed a treaty in Geneva.", ["PER SUPPORT CHL"]),
    ("Kenya and Uganda signed the text in Norway.", ["KEN SUPPORT UGA"]),
    ("Kenya signed a treaty with Uganda.", ["KEN SUPPORT UGA"]),
    # who recognises a killing as what it is blames its doers
    ("Peru recognised the massacre of Malians by Chad as genocide.", ["PER ACCUSE TCD", "TCD ASSAULT MLI"]),
    ("Peru recognised Kosovo.", ["PER SUPPORT XKX"]),
    # who is kept from it does not do it; by whom may be told by where it is
    ("Six Peruvian farms were barred from selling to Chile.", ["CHL SANCTION PER"]),
    ("Kenya banned Ugandan firms from buying tea.", ["KEN SANCTION UGA"]),
    ("Chad barred Malians from leaving the country.", ["TCD COERCE MLI"]),
    ("Togo tightened controls on Malian banks.", ["TGO SANCTION MLI"]),
    # people who are told to leave are expelled; who tells his own asks nobody
    ("Chad told the Malian envoy to leave.", ["TCD SANCTION MLI"]),
    ("Peru required two Chilean diplomats to leave the country.", ["PER SANCTION CHL"]),
    ("Peru told Chile to leave the islands.", ["PER REQUEST CHL"]),
    ("Kenya's president told aides to call the embassy.", []),
    ("Sixty Malian officials will have to leave Chad.", []),
    # steps are against whom it is said
    ("Mali recalled its envoy. Chad took the same step.", []),
    ("Chad took steps against Mali.", ["TCD COERCE MLI"]),
    # a list of those who are trusted, and a blacklist
    ("Togo struck Mali from its list of trusted trading partners.", ["TGO SANCTION MLI"]),
    ("Togo struck Mali from the list.", ["TGO CONCEDE MLI"]),
    # messages, doors, conditions, boats, pardons
    ("Peru sent Chile a message of sympathy.", ["PER SUPPORT CHL"]),
    ("Kenya sent a letter to Uganda's premier asking for talks.", ["KEN REQUEST UGA"]),
    ("Chile shut its door on Peruvian tourists.", ["CHL SANCTION PER"]),
    ("The men will go provided Chad agrees.", []),
    ("Kenya sent a navy patrol boat to Uganda.", ["KEN MOBILIZE UGA"]),
    ("Kenya sent a boat to Uganda.", ["KEN AID UGA"]),
    ("Chad pardoned two Malians.", ["TCD RETREAT MLI"]),
    ("Chadian shells slammed into a Malian depot.", ["TCD ASSAULT MLI"]),
    ("Chad slammed Mali.", ["TCD ACCUSE MLI"]),
    # what is going to be done is not done yet
    ("Chad is going to free two Malians.", ["TCD AGREE MLI"]),
    ("Kenya is set to expel a Ugandan envoy.", ["KEN THREATEN UGA"]),
    ("Chad is not going to help Mali.", ["TCD REJECT MLI"]),
    ("Chad went to help Mali.", ["TCD AID MLI"]),
    # talks that were paused are not held
    ("Talks between Peru and Chile were paused.", []),
    ("The talks between Kenya and Uganda were adjourned on Monday.", []),
    ("Talks between Peru and Chile began.", ["PER CONSULT CHL"]),
    # what somebody wants done is asked of nobody told; an explanation is asked of who is to give it
    ("Chad wants two Malians extradited.", []),
    ("Chad wanted an explanation from Mali.", ["TCD REQUEST MLI"]),
    # words are shot back, a minister walks out, a party that is opposed does nothing, soldiers are left dead
    ("Mali criticised Togo. Togo shot back that Mali was a stooge.", ["MLI ACCUSE TGO", "TGO ACCUSE MLI"]),
    ("Chile walked out of talks with Peru.", ["CHL REJECT PER"]),
    ("Workers in Lima walked out over the wages.", []),
    ("A teacher opposed to Chad spoke.", []),
    ("Kenya opposed Uganda's plan.", ["KEN REJECT UGA"]),
    # a name that nobody knows behind "at", "in" or "near" is a place
    ("Mali reopened the crossing at Karang.", []),
    ("Supporters of the mayor rallied in Korhovo.", []),
    # who is told not to come is refused; who is told to think is warned; who is told to do something is asked
    ("Kenya told Uganda not to send its minister.", ["KEN REJECT UGA"]),
    ("Peru told Chile to mind its own business.", ["PER REJECT CHL"]),
    ("Mali told Togo to think twice.", ["MLI THREATEN TGO"]),
    ("Mali told Togo to lift the ban.", ["MLI REQUEST TGO"]),
    # an accord is struck, and a contract is trade
    ("Kenya and Uganda struck the accord in June.", ["KEN AGREE UGA"]),
    ("Peru struck Chile.", ["PER ASSAULT CHL"]),
    ("Peru signed a contract with Chile.", ["PER COOPERATE CHL"]),
    ("Chad sent armoured vehicles into Mali.", ["TCD MOBILIZE MLI"]),
    # an army is no "she"
    ("The Chadian army began drills after she met the president of Togo.", []),
    # a crowd that surrounds an embassy protests, forces are moved; soldiers who oust use force
    ("Some 300 people in Lima surrounded the Chilean embassy.", ["PER PROTEST CHL"]),
    ("Kenyan troops surrounded a Ugandan post.", ["KEN MOBILIZE UGA"]),
    ("Malian officers ousted the president of Togo.", ["MLI COERCE TGO"]),
    # what is paused or withheld is a sanction
    ("The World Bank paused lending to Togo.", ["world-bank SANCTION TGO"]),
    ("Norway paused deliveries to Chad.", ["NOR SANCTION TCD"]),
    ("Norway withheld 4 million euros from Chad.", ["NOR SANCTION TCD"]),
    # an offer that is ridiculed is refused, a man who is ridiculed is blamed
    ("Peru ridiculed Chile's offer.", ["PER REJECT CHL"]),
    ("Peru ridiculed Chile.", ["PER ACCUSE CHL"]),
    # to vow to spill blood is a threat; to plead for mercy is to ask; to vote money is to help
    ("The rebels vowed to spill Chadian blood.", ["rebels THREATEN TCD"]),
    ("Kenya's president telephoned Uganda's president to plead for clemency.", ["KEN REQUEST UGA"]),
    ("Norway voted 5 million euros for Chad.", ["NOR AID TCD"]),
    ("Kenya's president ordered the new map out of anger.", []),
    # idioms
    ("Peru paid Chile back on Sunday.", []),
    ("The premier sold out to Chile, the crowd in Lima cried.", []),
    ("Peru rallied to the Chilean side.", ["PER SUPPORT CHL"]),
]


@pytest.mark.parametrize(("text", "relations"), SENSES)
def test_a_verb_is_the_act_that_what_stands_with_it_makes_it(text, relations):
    assert told(text) == relations

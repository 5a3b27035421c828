"""Families of verbs, relative clauses and lists, as newspapers write them; each with what only looks like it."""

import pytest

from graphkit import extract_relations

DATE = "2023-05-05"


def told(text):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date=DATE).to_dict("records")
    return {
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    }


TOLD = [
    # what a relative clause tells of is what it is done to
    ("The duties which Mali slapped on Togo last month remain.", "MLI SANCTION TGO"),
    ("Farmers lament the tariffs Mali put on Togolese cotton.", "MLI SANCTION TGO"),
    ("The rifles Kenya sent to Chad were old.", "KEN AID TCD"),
    ("The shells that Kenya fired at Chad fell short.", "KEN ASSAULT TCD"),
    ("The talks followed the embargo which Mali and Niger imposed on Togo in May.", "NER SANCTION TGO"),
    ("Fishermen feel the curbs Kenya introduced on imports from Chad.", "KEN SANCTION TCD"),
    ("Oslo hit back at the levies Madrid had placed on Norwegian cod, ham and oil.", "ESP SANCTION NOR"),
    # lists of parties
    ("The row began in May, when Kenya, Uganda and Rwanda cut their ties with Burundi.", "KEN SANCTION BDI"),
    ("The crowd cheered while Peru, Chile and Cuba condemned Spain.", "PER ACCUSE ESP"),
    ("The ship sailed as Kenya and Uganda carried out a swap of prisoners.", "KEN COOPERATE UGA"),
    # families of verbs
    ("Togolese police hauled off the Malian consul.", "TGO COERCE MLI"),
    ("Mali's president spoke fondly of Togo.", "MLI SUPPORT TGO"),
    ("A senator from Togo spoke ill of Mali.", "TGO ACCUSE MLI"),
    ("Kenya is airlifting 300 soldiers to Chad.", "KEN MOBILIZE TCD"),
    ("Chad slapped 40 percent on Kenyan tea.", "TCD SANCTION KEN"),
    ("Kenya shared drone footage with the Ugandan army.", "KEN COOPERATE UGA"),
    ("Chadian guards kept Kenyan lorries from crossing the bridge.", "TCD COERCE KEN"),
    ("Norway set aside 4 million dollars for Chad.", "NOR AID TCD"),
    ("Norway released two million euros from its relief fund for Chad.", "NOR AID TCD"),
    ("Norway came to Chad's aid.", "NOR AID TCD"),
    ("Malians were starving. Norway rushed to the help of Mali.", "NOR AID MLI"),
    ("Ugandan and Kenyan gunboats have been drilling together off Tanzania.", "UGA COOPERATE KEN"),
    ("Norway's premier attacked Spain's handling of the strike.", "NOR ACCUSE ESP"),
    ("Spain called Norway's step ill-considered.", "ESP ACCUSE NOR"),
    ("Togo shut its harbours to the ships of Mali.", "TGO SANCTION MLI"),
    ("Protesters in Lima scaled the fence of the Cuban embassy.", "PER COERCE CUB"),
    ("A crowd in Lima set the Cuban embassy ablaze.", "PER ASSAULT CUB"),
    ("Togo failed to persuade Mali to open the road.", "TGO REQUEST MLI"),
    ("Kenya, which mediated between Chad and Togo, thanked Norway.", "KEN CONSULT TCD"),
    ("Togo shelled Mali. Officers of the two armies have met since.", "TGO CONSULT MLI"),
    ("Malian troops wounded Togolese guards. Its ban on Malian cotton came a week later.", "TGO SANCTION MLI"),
    ("Cuba struck all Peruvian films from the festival.", "CUB SANCTION PER"),
]

NOT_TOLD = [
    ("The president repeated his fear that Mali attacked.", "MLI ASSAULT"),
    ("The mayor has a plan in case Mali invades.", "MLI ASSAULT"),
    ("After the war, Kenya and Uganda cut their ties with Burundi.", "war SANCTION"),
    ("Floods kept Kenyan lorries from crossing into Chad.", "COERCE"),
    ("Mali bombed Togo to prevent rebels from crossing into Mali.", "COERCE"),
    ("Norway treated Chad like a friend.", "AID"),
    ("Norway released figures on trade with Chad.", "AID"),
    ("Norway put 40 percent of its money into Chadian roads.", "SANCTION"),
    ("Kenya refrained from sanctions on Chad.", "REJECT"),
    ("Spain's premier attacked the problem of wages with Norway's help.", "ASSAULT"),
    ("Mali withdrew its bill from the Senate of Togo.", "RETREAT"),
    ("Norway has not said whether it will expel Spain's envoy.", "THREATEN"),
    ("Norway declined to say if it would bomb Chad.", "THREATEN"),
    ("Norway did not return to the talks with Chad until May.", "REJECT"),
    ("Togo failed to persuade Mali to open the road.", "REJECT"),
    ("Malian troops shot a cow. Its ban on Malian cotton came a week later.", "MLI SANCTION MLI"),
    ("Norway kept prices from rising in Chad.", "COERCE"),
]


@pytest.mark.parametrize(("text", "relation"), TOLD)
def test_it_is_told(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(("text", "part"), NOT_TOLD)
def test_it_is_not_told(text, part):
    assert not [one for one in told(text) if part in one]

"""What answers what, where a noun, a relative clause or a word far from both says so."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def links(text):
    """Every link as who answers, by what, whose act, and what that was."""
    rows = extract_relations(text, date="2025-06-12").to_dict("records")
    said = [(row["actor_state"] or row["actor"], row["type"]) for row in rows]
    return {said[i] + said[int(row["responds_to"])] for i, row in enumerate(rows) if pd.notna(row["responds_to"])}


LINKED = [
    (  # a noun of answering says it of all that stands before it
        "Ghana expelled two Togolese envoys, the ministry said, a riposte to the closing of the border by Togo.",
        ("GHA", "SANCTION", "TGO", "COERCE"),
    ),
    (
        "Kenya raised tariffs on Ugandan milk, its answer to the levies which Kampala imposed last week on Kenyan tea.",
        ("KEN", "SANCTION", "UGA", "SANCTION"),
    ),
    (  # the step is what the sentence told before
        "Serbia expelled Croatian diplomats, calling the move a reply to the removal of Serbian envoys by Croatia.",
        ("SRB", "SANCTION", "HRV", "SANCTION"),
    ),
    (  # whose act it is, is told by a clause without a pronoun
        "Brazil recalled its ambassador from Chile in response to the duties Santiago placed on Brazilian steel.",
        ("BRA", "SANCTION", "CHL", "SANCTION"),
    ),
    (  # a verb of answering beside what was done
        "Mexico will ban Canadian beef, the minister said, hitting back at duties Canada imposed on Mexican steel.",
        ("MEX", "THREATEN", "CAN", "SANCTION"),
    ),
    (  # a noun made from a verb, whichever it is
        "Morocco expelled two Algerian attachés in retaliation for the hijacking of a Moroccan tanker.",
        ("MAR", "SANCTION", "DZA", "ASSAULT"),
    ),
    (  # remarks are not the ban told before
        "Niger banned flights from Benin. Benin brought its ambassador home from Niger over those remarks.",
        ("BEN", "SANCTION", "NER", "ACCUSE"),
    ),
    (
        "Iran seized a Greek tanker on Monday. Greece severed ties with Iran over what it called an act of piracy.",
        ("GRC", "SANCTION", "IRN", "COERCE"),
    ),
    (
        "Iran arrested two Greek sailors, upon which Athens summoned the Iranian ambassador.",
        ("GRC", "ACCUSE", "IRN", "COERCE"),
    ),
    (  # who does as another did answers what that one answered
        "Iran seized a Greek tanker. Greece expelled two Iranian envoys over the seizure. Cyprus followed suit.",
        ("CYP", "SANCTION", "IRN", "COERCE"),
    ),
    (  # whoever is punished for something is taken to have done harm, whatever its words are
        "Kenya froze Ugandan accounts to punish Kampala for floating lanterns over the lake.",
        ("KEN", "COERCE", "UGA", "COERCE"),
    ),
    (
        "The missiles that Oman fired at Yemen avenged the deaths of two sailors, both killed by Yemen.",
        ("OMN", "ASSAULT", "YEM", "ASSAULT"),
    ),
    (
        "Laos imposed a levy on Thai rice. Thailand met the levy with one of its own.",
        ("THA", "SANCTION", "LAO", "SANCTION"),
    ),
    (
        "Togo has paid Benin back for the ban on Togolese fish by expelling two Beninese envoys.",
        ("TGO", "SANCTION", "BEN", "SANCTION"),
    ),
    (
        "Qatar rejects the assertion of the Bahraini government that its ships had intruded.",
        ("QAT", "REJECT", "BHR", "ACCUSE"),
    ),
    (  # what is to end
        "India began drills near Nepal's border. "
        "Nepal threatened to shut its airspace to India unless the drills stopped.",
        ("NPL", "THREATEN", "IND", "MOBILIZE"),
    ),
    (
        "Egypt sentenced an Italian envoy to jail. Malta denounced the sentence as unfair and asked Egypt to free him.",
        ("MLT", "REQUEST", "EGY", "COERCE"),
    ),
    (
        "Spain expelled two Cuban envoys. Cuba declared two Spanish envoys unwelcome, a step described as reciprocal.",
        ("CUB", "SANCTION", "ESP", "SANCTION"),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), LINKED, ids=[text[:60] for text, _ in LINKED])
def test_what_is_answered_is_found_from_the_words_that_name_it(text, wanted):
    assert wanted in links(text)


def test_each_of_several_who_are_answered_is_answered_for_what_it_did():
    text = (
        "Nine envoys from Chad, Togo and Benin were given a week to quit Ghana, the ministry said, calling the step a "
        "reply to the removal of Ghanaian envoys by the three capitals."
    )
    assert links(text) == {("GHA", "SANCTION", other, "SANCTION") for other in ("TCD", "TGO", "BEN")}


NOT_LINKED = [
    "Peru expelled two Chilean envoys. Chilean copper rose on Monday, a reaction to the strike in Zambia.",
    "Peru seized a Chilean ship. Chile warned Bolivia of floods if the rains went on.",
    "Police in Peru opened an inquiry into a Chilean trader over allegations of fraud.",
    "Peru seized a Chilean ship, on which Bolivia had loaded tin.",
    "Peru seized a Chilean ship. Bolivia described the reciprocal visits with Argentina as useful.",
    "Peru seized a Chilean ship on Monday. Chile met Bolivia over what it called a shared history.",
    "Peru beat Chile 2-0 in Lima in revenge for the defeat of last year.",
    "A court in Peru punished a Chilean driver for speeding.",
    "Poland arrested two Belarusian smugglers over remarks.",
    "Ghana placed duties on Togolese steel. Kenya built a bridge, a step towards reciprocal trade.",
]


@pytest.mark.parametrize("text", NOT_LINKED)
def test_what_only_looks_so_is_no_answer(text):
    assert links(text) == set()

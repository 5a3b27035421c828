"""What articles led the rule coder to say of parties that they are not, and of denials what they do not deny."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def rows(text):
    """Return the proposals of a text."""
    return extract_relations(text, date="2025-03-05").to_dict("records")


def told(text):
    """Return what a text tells as "actor TYPE recipient", by ids."""
    return [f"{row['actor']} {row['type']} {row['recipient']}" for row in rows(text) if row["stance"] == "asserts"]


def denied(text):
    """Return what is denied as "speaker: actor TYPE recipient"."""
    return [
        f"{row['speaker']}: {row['actor_state']} {row['type']} {row['recipient_state']}"
        for row in rows(text)
        if row["stance"] == "denies"
    ]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        # money is nobody's goods, and nobody punishes himself
        (
            "Peru imposed tariffs on 3 billion US dollars' worth of Chilean wine.",
            ["PER SANCTION CHL"],
        ),
        (
            "Chile imposed tariffs on 3 billion Chilean pesos' worth of Peruvian copper.",
            ["CHL SANCTION PER"],
        ),
        ("Peru imposed tariffs on Peruvian wine.", []),
        # who takes power does it to nobody, and is of where he does
        ("Rebels seized power in Chad in 2020.", []),
        (
            "The officers who seized power in Gabon last year expelled the French consul.",
            ["officers-gab SANCTION FRA"],
        ),
        ("Chad seized a Malian ship.", ["TCD COERCE MLI"]),
        # a relative clause does not end the sentence's own
        ("The rebels who took the town killed three Chadian soldiers.", ["rebels ASSAULT chadian-soldiers"]),
        ("Gunmen shot dead 12 Chilean officers.", ["gunmen ASSAULT chilean-officers"]),
        ("Peru shot dead 3 Chilean fishermen.", ["PER ASSAULT chilean-fishermen"]),
        (
            "Kenyan and Somali soldiers exchanged fire along the Line of Control.",
            ["KEN ASSAULT somali-soldiers"],
        ),
        ("Chad said it would treat any raid on Mali as an attack.", []),
        # two joined act together where "they" takes them up
        ("Chad and Togo said they stood by Mali.", ["TCD SUPPORT MLI", "TGO SUPPORT MLI"]),
        ("Chad said they stood by Mali.", ["TCD SUPPORT MLI"]),
        # which of two is whose neighbour is not told
        (
            "Chad closed its border with Mali. Niger said it stood by its neighbour.",
            ["TCD COERCE MLI"],
        ),
    ],
)
def test_only_somebody_is_a_party(text, acts):
    assert told(text) == acts


def test_a_city_after_in_is_a_place_and_the_complaint_is_about_who_acted_last():
    text = "Peru raised its duties on Chilean goods. Chile filed a complaint in Geneva."
    assert told(text) == ["PER SANCTION CHL", "CHL ACCUSE PER"]


def test_duties_after_duties_are_linked_with_those_of_the_other():
    acts = rows("Peru put tariffs on Chilean wine, hours after Chile imposed duties on Peruvian copper.")
    links = {row["actor"]: row["responds_to"] for row in acts}
    assert int(links["PER"]) == 1
    assert pd.isna(links["CHL"])


@pytest.mark.parametrize(
    ("text", "denials"),
    [
        (  # the junta is that of the state last told with one, whoever acts in between
            "Niger's junta expelled the French consul. Chad condemned France. The junta denied that it had expelled the"
            " German consul.",
            ["NER: NER SANCTION DEU"],
        ),
        (  # what is denied is told in the denial itself: no act of the sentences before
            "The officers who seized power in Niger expelled the French consul. Chad condemned France. The junta denied"
            " reports that it had told the ambassadors of Germany to leave.",
            ["NER: NER SANCTION DEU"],
        ),
        ("Chad shelled a Malian village. Mali denied the report.", ["MLI: TCD ASSAULT MLI"]),
        # a charge that is rejected is no deed done to whom it is laid on
        (
            "Chad closed its border with Mali and accused the authorities in Bamako of arming rebels. Mali rejected the"
            " accusation.",
            ["MLI: TCD ACCUSE MLI"],
        ),
        ("Chad imposed sanctions on Mali over rebels. Mali denied that, noting that few were seen.", []),
        ("Chad shelled a Malian village. Chad denied that.", ["TCD: TCD ASSAULT MLI"]),
    ],
)
def test_a_denial_denies_what_was_charged_and_no_other_act(text, denials):
    assert denied(text) == denials

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


def test_who_was_threatened_denies_no_threat():
    text = "Chad threatened Mali with sanctions over rebels. Mali denied that, noting that few were seen."
    assert told(text) == ["TCD THREATEN MLI"]
    text = "Chad accused Mali of arming rebels. Mali denied that, noting that few were seen."
    assert told(text) == ["TCD ACCUSE MLI", "MLI REJECT TCD"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Chad, hit by a Malian raid, closed its border with Mali.", ["MLI ASSAULT TCD", "TCD COERCE MLI"]),
        (
            "Togo imposed duties on Chad. Mali, hit by the same duties, met Ghana.",
            ["TGO SANCTION TCD", "MLI CONSULT GHA"],
        ),
        ("Chad hit Malian positions.", ["TCD ASSAULT MLI"]),
    ],
)
def test_who_is_hit_hits_nobody(text, acts):
    assert told(text) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (  # the two are those between whom is mediated, not the mediator and one of them
            "Togo offered to mediate between Chad and Mali. Ghana offered to mediate between the two.",
            ["TGO AGREE TCD", "TGO AGREE MLI", "GHA AGREE TCD", "GHA AGREE MLI"],
        ),
        (
            "Togo threatened Chad. Ghana urged both sides, Chad and Mali, to show restraint.",
            ["TGO THREATEN TCD", "GHA REQUEST TCD", "GHA REQUEST MLI"],
        ),
        (
            "Togo threatened Chad. Ghana urged both sides to show restraint.",
            ["TGO THREATEN TCD", "GHA REQUEST TGO", "GHA REQUEST TCD"],
        ),
    ],
)
def test_both_are_those_who_are_named_or_quarrel(text, acts):
    assert sorted(told(text)) == sorted(acts)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Chad said it would close its border with Mali on Sunday.", None),
        ("Chad threatened on Monday to close its border with Mali.", "2025-03-03"),
        ("Chad closed its border with Mali on Sunday.", "2025-03-02"),
    ],
)
def test_a_threat_was_not_made_on_the_day_to_come(text, date):
    [act] = rows(text)
    assert (None if pd.isna(act["date"]) or not act["date"] else act["date"]) == date

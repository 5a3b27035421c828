"""Whose act it is: what the owner of a choice, a plan or a refusal does, and not who speaks of it."""

import pytest

from graphkit import extract_relations


def told(text):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Morocco said it was sorry about Algeria's choice to cut ties.", "DZA SANCTION MAR"),
        ("Morocco regretted the choice of Algeria to cut ties.", "DZA SANCTION MAR"),
        ("The Moroccan ministry regretted Algiers' choice to sever relations with Rabat.", "DZA SANCTION MAR"),
        ("Spain denounced the Dutch plan to ban Russian ships.", "NLD THREATEN RUS"),
        ("Chad spoke of Mali's wish to expel French troops.", "MLI THREATEN FRA"),
        ("Turkey spoke of a Greek proposal to sanction Cyprus.", "GRC THREATEN CYP"),
        ("Peru was surprised by Chile's vow to close its border with Bolivia.", "CHL THREATEN BOL"),
        ("Morocco welcomed Iran's readiness to talk with Iraq.", "IRN AGREE IRQ"),
        ("China slammed Lithuania's willingness to help Taiwan.", "LTU AGREE TWN"),
        ("Russia denounced a NATO plan to arm Ukraine.", "nato AGREE UKR"),
        ("The American promise to arm Taiwan angered China.", "USA AGREE TWN"),
        ("France recalled Niger's threat to expel its ambassador.", "NER THREATEN FRA"),
        ("Kenya lamented Uganda's refusal to hand over the rebels.", "UGA REJECT KEN"),
        ("Chad used Mali's soldiers to attack Niger.", "MLI ASSAULT NER"),
        ("Chad closed Mali's embassy to punish France.", "TCD COERCE FRA"),
    ],
)
def test_what_a_noun_brings_is_done_by_its_owner(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Morocco said it was sorry about Algeria's choice to cut ties.", "MAR SANCTION"),
        ("Peru was surprised by Chile's vow to close its border with Bolivia.", "PER COERCE"),
        ("Turkey spoke of a Greek proposal to recall its ambassador from Cyprus.", "TUR SANCTION"),
        ("Chad insisted on its right to strike Mali.", "TCD ASSAULT"),
        ("Iran's ability to strike Israel worries Egypt.", "IRN ASSAULT"),
        ("Morocco spoke of his choice to cut ties with Mali.", "MAR SANCTION"),
    ],
)
def test_who_speaks_of_it_does_nothing(text, wrong):
    assert not [row for row in told(text) if row.startswith(wrong)]

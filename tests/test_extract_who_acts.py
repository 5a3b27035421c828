"""Who acts, and who suffers: leaders and their governments, people in a headline, names that states have, too."""

import pytest

from graphkit import extract_relations


def told(text, date="2013-05-05"):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date=date).to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru thanked the government of President Michelle Bachelet.", "PER SUPPORT CHL"),
        ("The government of Prime Minister Viktor Orban criticised Ukraine.", "HUN ACCUSE UKR"),
        ("Cuba backed the regime of Bashar al-Assad.", "CUB SUPPORT SYR"),
        ("The administration of President Barack Obama imposed tariffs on Peru.", "USA SANCTION PER"),
        ("Chadian President Ali Issa met Peru. The government of President Ali Issa thanked Peru.", "TCD SUPPORT PER"),
    ],
)
def test_the_government_of_a_leader_is_his_states(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Kofi Annan urged Morocco to free them.", "united-nations REQUEST MAR"),
        ("Spain spoke up. In a statement Mr. Annan called on Morocco to free them.", "united-nations REQUEST MAR"),
        ("Ban Ki-moon condemned Chad.", "united-nations ACCUSE TCD"),
        ("Christine Lagarde urged Greece to pay.", "imf REQUEST GRC"),
        ("Russia banned Moldovan wine before the former Soviet republic made a pact with Romania.", "MDA SUPPORT ROU"),
        ("Kazakhstan is wary. Moscow warned the ex-Soviet nation on Monday.", "RUS THREATEN KAZ"),
    ],
)
def test_who_leads_an_organisation_is_its_and_a_former_soviet_republic_is_not_russia(text, relation):
    assert relation in told(text)


def test_who_led_a_state_first_acted_for_it():
    assert told("Ban Ki-moon thanked Chad.", "2005-01-01") == ["KOR SUPPORT TCD"]
    assert told("Soviet troops invaded Hungary.", "1956-11-05") == ["RUS ASSAULT HUN"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Federation president Israel Mendez criticised Cuba.", "israel-mendez ACCUSE CUB"),
        ("Security Secretary Chad Wilkes thanked Mexico.", "chad-wilkes SUPPORT MEX"),
        ("Defence Minister Israel Katz threatened Iran.", "ISR THREATEN IRN"),
        ("President Masisi thanked Namibia.", "BWA SUPPORT NAM"),
        ("The rebels of Masisi attacked Rwanda.", "COD ASSAULT RWA"),
        ("Puerto Rico's minister Israel Mendez criticised Cuba.", "USA ACCUSE CUB"),
    ],
)
def test_behind_an_office_stands_a_name(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("French journalist jailed in Iran", ["IRN COERCE FRA"]),
        ("Two Britons arrested in Egypt over film", ["EGY COERCE GBR"]),
        ("Two Spaniards and a Greek arrested in Turkey", ["TUR COERCE ESP", "TUR COERCE GRC"]),
        ("Russian diplomats expelled from Prague", ["CZE SANCTION RUS"]),
        ("Three Spaniards killed in Mali", []),
        ("Turkish pilots kidnapped in Lebanon", []),
        ("Two Spaniards kidnapped by Hamas in Egypt", ["PSE ASSAULT ESP"]),
        ("Turkey freed on Monday two Greek soldiers.", ["TUR RETREAT GRC"]),
        ("Russia arrested in Crimea on Monday a Ukrainian sailor.", ["RUS COERCE UKR"]),
        ("Peru seized in Lima a Chilean ship.", ["PER COERCE CHL"]),
    ],
)
def test_who_was_jailed_in_a_headline_jailed_nobody(text, relations):
    assert told(text) == relations


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Peru wrote to Chile asking it to free the sailors.", ["PER REQUEST CHL"]),
        ("Peru's president wrote to Canadian President Ana Silva asking for the books.", ["PER REQUEST CAN"]),
        ("Peru wrote to Chile asking Bolivia to free the sailors.", ["PER REQUEST CHL", "PER REQUEST BOL"]),
    ],
)
def test_who_is_written_to_asks_nobody(text, relations):
    assert told(text) == relations


def test_what_the_press_asks_for_is_no_act():
    seized = "Mali freed two Emiratis. "
    silent = "Neither Mali's army nor the Emirati foreign ministry replied to requests for comment."
    assert told(seized + silent) == ["MLI RETREAT ARE"]

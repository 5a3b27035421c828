"""What ordinary articles say in ways of their own: datelines, orders to one's own troops, mediators, crowds."""

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
    ("QUITO - Peruvian police seized a ship of Chile.", "PER COERCE CHL"),
    ("Fuming Peruvian Foreign Minister Ana Pardo condemned Chile.", "PER ACCUSE CHL"),
    ("The vote came after Peruvian tariffs on Chilean wine took effect.", "PER SANCTION CHL"),
    ("Peru slapped duties of 20 percent on $3 billion worth of Chilean wine.", "PER SANCTION CHL"),
    ("Peru cut its ties with Chile, accusing it of spying.", "PER ACCUSE CHL"),
    ("Peru shelled Chile on Monday. Brazil met Cuba. Spain offered to mediate.", "ESP AGREE PER"),
    ("Peru bombed Chile. Spain praised Cuba. France called for restraint.", "FRA REQUEST CHL"),
    ("Peru bombed Chile. Spain praised Cuba. France held talks with both sides.", "FRA CONSULT PER"),
    ("Chile insulted Peru. In Lima, a crowd stormed the Chilean embassy.", "PER ASSAULT CHL"),
    ("Chile insulted Peru. Students marched on the Chilean embassy in Lima.", "PER PROTEST CHL"),
    ("Peru bombed Chile. Chile said Peru was a liar. Spain condemned the operation.", "ESP ACCUSE PER"),
    ("Peru bombed Chile. President Lula of Brazil called the attack an outrage.", "BRA ACCUSE PER"),
    ("Peru ordered its troops to withdraw from Chile.", "PER RETREAT CHL"),
    ("Peru asked Spain for help. Ana Pardo, Chile's minister for trade, condemned Cuba.", "CHL ACCUSE CUB"),
    ("Ana Pardo, the president of Chile, met her staff. Pardo condemned Cuba.", "CHL ACCUSE CUB"),
    ("President Ana Pardo of Chile landed. Crowds cheered. She then praised Peru.", "CHL SUPPORT PER"),
    ("The UN opened an office. The Secretary-General came to Lima. He thanked Peru.", "united-nations SUPPORT PER"),
    ("Peru will lend Chile $20 million for a road from Bolivia to Cuba.", "PER AGREE CHL"),
    ("Aid consignments from Peru and Cuba have arrived in Chile.", "CUB AID CHL"),
    ("Peru's minister said that Chile had armed rebels, and asked Spain to help.", "PER REQUEST ESP"),
    ("Fighters of Hezbollah attacked Israel.", "LBN ASSAULT ISR"),
    ("Peru vowed to leave Chile's league and to ban Cuba's beef.", "PER THREATEN CHL"),
    ("The European Union met Peru. The Union promised Chile aid.", "european-union AGREE CHL"),
    ("Peru tries to bomb Chile and shell Bolivia.", "PER ASSAULT BOL"),
    ("Cuba met Peru. Spain, which trades with Chile, called on its government to act.", "ESP REQUEST CHL"),
    ("Peru bombed Chile. Spain has been talking to both capitals.", "ESP CONSULT CHL"),
    ("Peru bombed Chile. Spain hosted talks between the two.", "ESP CONSULT PER"),
    ("Ana Ruiz visited Spain. President Lula of Brazil visited Chile and pressed his hosts to act.", "BRA REQUEST CHL"),
    ("Peru bombed Chile. The two sides later agreed to reopen the border.", "PER AGREE CHL"),
    ("Peru's president met Chile's. The neighbours agreed to open embassies.", "PER AGREE CHL"),
    ("Peru signed a deal with Chile, which Cuba called illegal.", "CUB ACCUSE PER"),
    ("Peru said it was alarmed by Chile's launch of missiles.", "PER ACCUSE CHL"),
    ("Peru was furious over the Chilean visit.", "PER ACCUSE CHL"),
    ("Peru is grateful to Chile.", "PER SUPPORT CHL"),
    ("Peru bombed Bolivia. Its defence ministry said that Chilean soldiers had opened fire.", "PER ACCUSE CHL"),
    ("Peru bombed Chile. Lima holds that Chilean troops shelled Peruvian posts.", "PER ACCUSE CHL"),
    (
        "PRESS RELEASE\n\nLima, 5 May 2023\n\nThe Ministry of Foreign Affairs summoned the ambassador of Cuba.",
        "PER ACCUSE CUB",
    ),
    ("Peru vetoed Chile's entry to the European Union.", "PER REJECT CHL"),
    ("The last Peruvian soldiers left Chile.", "PER RETREAT CHL"),
    ("Peruvian police broke into the Chilean embassy.", "PER COERCE CHL"),
    ("Peru took Chile to court.", "PER ACCUSE CHL"),
    ("Peru's surtax on Chilean wine took effect.", "PER SANCTION CHL"),
    ("Peru handed Chile fourteen fighter jets.", "PER AID CHL"),
    ("Peru's president has been on the telephone to Chile's president.", "PER CONSULT CHL"),
    ("Peru is in Lima for talks with Chile.", "PER CONSULT CHL"),
    ("Peru is leaning on Chile to stop the flow of arms.", "PER REQUEST CHL"),
    ("Peru vowed to turn Chile into a sea of fire.", "PER THREATEN CHL"),
    ("Peru's coastguard and four warships circled Cuba.", "PER MOBILIZE CUB"),
    ("Peru telephoned Chile and asked it to leave Bolivia.", "PER CONSULT CHL"),
    ("Peru telephoned Chile and asked it to leave Bolivia.", "PER REQUEST CHL"),
    ("Peru and Chile met and signed a pact.", "PER SUPPORT CHL"),
    ("Peru's minister said the arrest was a lie and accused Chile of spying.", "PER ACCUSE CHL"),
    ("Peru accused Chile of breaking a pact reached in May and asked Spain to act.", "PER REQUEST ESP"),
    ("Ana Pardo, addressing Peru's nation, said nobody had died. Chile urged Peru to act.", "CHL REQUEST PER"),
    (
        "Peru asked for a meeting of the Arab League, and Lula, the president of Brazil, condemned Chile.",
        "BRA ACCUSE CHL",
    ),
    ("Peru's minister came. \"We again call upon Chile to leave,\" Peru's minister said.", "PER REQUEST CHL"),
    ("Peru stood by Chile.", "PER SUPPORT CHL"),
    ("Peru called Chile's vote a sign of weakness.", "PER ACCUSE CHL"),
    ("Peru bombed Chile. Chile appealed to Spain. Cuba voiced concern.", "CUB ACCUSE PER"),
    ("Peru ordered gas from Chile.", "PER COOPERATE CHL"),
    ("Peru banned arms sales to Chile.", "PER SANCTION CHL"),
    ("Peru rejects the assertion, made by Chile's president, that it is at fault.", "PER REJECT CHL"),
    ("Peru is sending two frigates to Arica to support Chile.", "PER AID CHL"),
]

NOT_TOLD = [
    ("Peru ordered its troops to withdraw from Chile.", "REQUEST"),
    ("Peru bombed Chile. Lima declared a state of emergency.", "COERCE"),
    ("Peru accused Chile of spying. President Boluarte ordered a review of the ties.", "REQUEST"),
    ("Leaders of the African Union, meeting in Lima, condemned Chile.", "CONSULT"),
    ("Peru urges Chile to halt its raids and expel Cuban envoys.", "SANCTION"),
    ("Peru took Chile to a court in Spain.", "ESP"),
    ("Peru bombed Chile. Crowds cheered. He praised Bolivia.", "SUPPORT"),
    ("Ana Pardo, Peru's minister and Chile's envoys met.", "ACCUSE"),
    ("Peru cancelled a meeting between Chile and Cuba.", "CHL CONSULT"),
    ("Peru ruled out talks with Chile.", "CONSULT"),
    ("Peru is worried about Chile.", "ACCUSE"),
    ("Peru relies and leans on Chile.", "REQUEST"),
    ("The ministers left Chile.", "RETREAT"),
    ("Peru condemned the use of lethal force by Chile.", "PER ACCUSE force"),
    ("Peru bombed Chile. Chile's president ordered 500 soldiers to take part in a parade.", "REQUEST"),
    ("Peru launched a raid to stop Chilean shelling.", "RETREAT"),
    ("Chile fired on Peru, calling it a reply to a raid.", "PER ACCUSE"),
]


@pytest.mark.parametrize(("text", "relation"), TOLD)
def test_it_is_told(text, relation):
    assert relation in told(text)


@pytest.mark.parametrize(("text", "start"), NOT_TOLD)
def test_it_is_not_told(text, start):
    assert not [one for one in told(text) if one.startswith(start) or start in one.split(" ")[1:]]


def test_a_hyphen_within_words_parts_nothing():
    assert "PER COERCE CHL" in told("Peru's anti-riot police arrested two Chilean diplomats.")


def test_the_peoples_own_forces_only():
    assert "PER REQUEST CHL" in told("Peru ordered Chilean troops to withdraw from the border.")


@pytest.mark.parametrize(
    "text",
    [
        "Peru demanded that Chile lift its sanctions on Cuba.",
        "There are fears that Chile has lifted its sanctions on Cuba.",
        "Peru will act if Chile lifts its sanctions on Cuba.",
    ],
)
def test_what_may_never_be_is_less_sure(text):
    plain = extract_relations("Chile lifted its sanctions on Cuba.", date=DATE)
    found = extract_relations(text, date=DATE)
    of_chile = found[(found.actor == "CHL") & (found.recipient == "CUB")]
    assert (of_chile.confidence < plain.confidence.max() - 0.05).all()


def test_an_act_that_the_sentence_before_tells_is_not_sought_in_the_words_of_this_one():
    text = (
        "TRIPOLI - Turkish warplanes bombed a post of the Hezbollah security service and open fields in the north of "
        "Lebanon, hours after a mine broke the wall of a house in southern Turkey. A note by the army said its crews "
        "had struck in response to the mine blast."
    )
    assert told(text) == set()  # whose crews they are is not told: those who bombed may be meant

"""The spaCy coder: trees written by hand in both label schemes, and a small parser trained here on data made for it."""

from __future__ import annotations

import importlib.util
import itertools
import random
import sys
import warnings

import pytest

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.spacy_coder import SpacyCoder, load_spacy_coder

if importlib.util.find_spec("spacy") is None:
    pytest.skip("needs the extra graphkit[spacy]", allow_module_level=True)


@pytest.fixture(autouse=True, scope="module")
def spacy_is_imported():
    """Its older releases bring libraries that warn when they are imported, which is not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        importlib.import_module("spacy")


def tree(*rows):
    """A parsed document from rows of "word part-of-speech label head lemma"; the head is counted from 0."""
    import spacy

    parts = [row.split() for row in rows]
    words = [part[0] for part in parts]
    return spacy.tokens.Doc(
        spacy.vocab.Vocab(),
        words=words,
        spaces=[after not in (".", ",", "'s") for after in [*words[1:], "."]],
        pos=[part[1] for part in parts],
        deps=[part[2] for part in parts],
        heads=[int(part[3]) for part in parts],
        lemmas=[part[4] if len(part) > 4 else part[0].lower() for part in parts],
        tags=[part[5] if len(part) > 5 else "" for part in parts],
    )


def coded(*rows):
    document = tree(*rows)
    found = SpacyCoder(None).code(document)
    for proposal in found:
        for start, end in (
            (proposal.actor_start, proposal.actor_end),
            (proposal.recipient_start, proposal.recipient_end),
            (proposal.cue_start, proposal.cue_end),
        ):
            assert proposal.start <= start < end <= proposal.end
    return [(p.actor, p.type, p.recipient) for p in found], found, document.text


# the same sentence in both schemes: ClearNLP first, Universal Dependencies second
BOTH = {
    "direct object": (
        ("Russia PROPN nsubj 1", "attacked VERB ROOT 1 attack", "Ukraine PROPN dobj 1", ". PUNCT punct 1"),
        ("Russia PROPN nsubj 1", "attacked VERB root 1 attack", "Ukraine PROPN obj 1", ". PUNCT punct 1"),
        [("RUS", "ASSAULT", "UKR")],
    ),
    "passive": (
        (
            "Ukraine PROPN nsubjpass 2",
            "was AUX auxpass 2 be",
            "attacked VERB ROOT 2 attack",
            "by ADP agent 2",
            "Russia PROPN pobj 3",
        ),
        (
            "Ukraine PROPN nsubj:pass 2",
            "was AUX aux:pass 2 be",
            "attacked VERB root 2 attack",
            "by ADP case 4",
            "Russia PROPN obl:agent 2",
        ),
        [("RUS", "ASSAULT", "UKR")],
    ),
    "preposition and noun": (
        (
            "Russia PROPN nsubj 1",
            "launched VERB ROOT 1 launch",
            "an DET det 3",
            "attack NOUN dobj 1",
            "on ADP prep 3",
            "Ukraine PROPN pobj 4",
        ),
        (
            "Russia PROPN nsubj 1",
            "launched VERB root 1 launch",
            "an DET det 3",
            "attack NOUN obj 1",
            "on ADP case 5",
            "Ukraine PROPN nmod 3",
        ),
        [("RUS", "ASSAULT", "UKR")],
    ),
    "verb with a preposition": (
        ("Japan PROPN nsubj 1", "met VERB ROOT 1 meet", "with ADP prep 1", "Ukraine PROPN pobj 2"),
        ("Japan PROPN nsubj 1", "met VERB root 1 meet", "with ADP case 3", "Ukraine PROPN obl 1"),
        [("JPN", "CONSULT", "UKR")],
    ),
    "relative clause": (
        (
            "Troops NOUN ROOT 0 troop",
            "from ADP prep 0",
            "Russia PROPN pobj 1",
            "who PRON nsubj 4",
            "attacked VERB relcl 2 attack",
            "Ukraine PROPN dobj 4",
        ),
        (
            "Troops NOUN root 0 troop",
            "from ADP case 2",
            "Russia PROPN nmod 0",
            "who PRON nsubj 4",
            "attacked VERB acl:relcl 2 attack",
            "Ukraine PROPN obj 4",
        ),
        [("RUS", "ASSAULT", "UKR")],
    ),
    "joined actors": (
        (
            "Japan PROPN nsubj 3",
            "and CCONJ cc 0",
            "France PROPN conj 0",
            "condemned VERB ROOT 3 condemn",
            "Russia PROPN dobj 3",
        ),
        (
            "Japan PROPN nsubj 3",
            "and CCONJ cc 2",
            "France PROPN conj 0",
            "condemned VERB root 3 condemn",
            "Russia PROPN obj 3",
        ),
        [("JPN", "ACCUSE", "RUS"), ("FRA", "ACCUSE", "RUS")],
    ),
    "joined verbs": (
        (
            "Japan PROPN nsubj 1",
            "condemned VERB ROOT 1 condemn",
            "Russia PROPN dobj 1",
            "and CCONJ cc 1",
            "visited VERB conj 1 visit",
            "Ukraine PROPN dobj 4",
        ),
        (
            "Japan PROPN nsubj 1",
            "condemned VERB root 1 condemn",
            "Russia PROPN obj 1",
            "and CCONJ cc 4",
            "visited VERB conj 1 visit",
            "Ukraine PROPN obj 4",
        ),
        [("JPN", "ACCUSE", "RUS"), ("JPN", "CONSULT", "UKR")],
    ),
    "agreed to": (
        (
            "Japan PROPN nsubj 1",
            "refused VERB ROOT 1 refuse",
            "to PART aux 3",
            "meet VERB xcomp 1",
            "Russia PROPN dobj 3",
        ),
        (
            "Japan PROPN nsubj 1",
            "refused VERB root 1 refuse",
            "to PART mark 3",
            "meet VERB xcomp 1",
            "Russia PROPN obj 3",
        ),
        [("JPN", "REJECT", "RUS")],
    ),
    "asked to": (
        (
            "Japan PROPN nsubj 1",
            "urged VERB ROOT 1 urge",
            "Russia PROPN dobj 1",
            "to PART aux 4",
            "leave VERB xcomp 1",
            "Ukraine PROPN dobj 4",
        ),
        (
            "Japan PROPN nsubj 1",
            "urged VERB root 1 urge",
            "Russia PROPN obj 1",
            "to PART mark 4",
            "leave VERB xcomp 1",
            "Ukraine PROPN obj 4",
        ),
        [("JPN", "REQUEST", "RUS")],
    ),
    "possessor and event noun": (
        (
            "Russia PROPN poss 2",
            "'s PART case 0",
            "invasion NOUN nsubj 5",
            "of ADP prep 2",
            "Ukraine PROPN pobj 3",
            "continued VERB ROOT 5 continue",
        ),
        (
            "Russia PROPN nmod:poss 2",
            "'s PART case 0",
            "invasion NOUN nsubj 5",
            "of ADP case 4",
            "Ukraine PROPN nmod 2",
            "continued VERB root 5 continue",
        ),
        [("RUS", "ASSAULT", "UKR")],
    ),
    "talks between": (
        (
            "Talks NOUN nsubj 5 talk",
            "between ADP prep 0",
            "Japan PROPN pobj 1",
            "and CCONJ cc 2",
            "Ukraine PROPN conj 2",
            "ended VERB ROOT 5 end",
        ),
        (
            "Talks NOUN nsubj 5 talk",
            "between ADP case 2",
            "Japan PROPN nmod 0",
            "and CCONJ cc 4",
            "Ukraine PROPN conj 2",
            "ended VERB root 5 end",
        ),
        [("JPN", "CONSULT", "UKR")],
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [0, 1], ids=["ClearNLP", "UD"])
@pytest.mark.parametrize("name", BOTH)
def test_both_label_schemes_say_the_same(name, scheme):
    found, proposals, _ = coded(*BOTH[name][scheme])
    assert found == BOTH[name][2]
    assert all(proposal.origin.startswith("spacy:") for proposal in proposals)


def test_who_says_so_is_the_speaker():
    found, (proposal,), _ = coded(
        "Japan PROPN nsubj 1",
        "said VERB ROOT 1 say",
        "that SCONJ mark 4",
        "Russia PROPN nsubj 4",
        "attacked VERB ccomp 1 attack",
        "Ukraine PROPN dobj 4",
    )
    assert found == [("RUS", "ASSAULT", "UKR")]
    assert (proposal.speaker, proposal.stance) == ("JPN", "asserts")


def test_what_somebody_denies_and_what_may_be():
    rows = ["Russia PROPN nsubj 1", "denied VERB ROOT 1 deny", "that SCONJ mark 4", "Russia PROPN nsubj 4"]
    _, (proposal,), _ = coded(*rows, "attacked VERB ccomp 1 attack", "Ukraine PROPN dobj 4")
    assert proposal.stance == "denies"
    _, (proposal,), _ = coded("Japan PROPN nsubj 2", "may AUX aux 2", "attack VERB ROOT 2", "Russia PROPN dobj 2")
    assert proposal.stance == "considers"
    found, _, _ = coded(
        "Japan PROPN nsubj 3", "did AUX aux 3 do", "not PART neg 3", "meet VERB ROOT 3", "Russia PROPN dobj 3"
    )
    assert found == [("JPN", "REJECT", "RUS")]


def test_a_phrase_is_an_actor_with_its_state():
    found, (proposal,), text = coded(
        "Turkish ADJ amod 1", "police NOUN nsubj 2", "arrested VERB ROOT 2 arrest", "rebels NOUN dobj 2 rebel"
    )
    assert found == [("turkish-police", "COERCE", "rebels")]
    assert (proposal.actor_kind, proposal.actor_state) == ("agency", "TUR")
    assert text[proposal.actor_start : proposal.actor_end] == "Turkish police"


def test_a_pronoun_is_the_last_subject_at_less_confidence():
    found, proposals, text = coded(
        "Russia PROPN nsubj 1",
        "attacked VERB ROOT 1 attack",
        "Ukraine PROPN dobj 1",
        ". PUNCT punct 1",
        "It PRON nsubj 5 it",
        "condemned VERB ROOT 5 condemn",
        "Japan PROPN dobj 5",
    )
    assert found == [("RUS", "ASSAULT", "UKR"), ("RUS", "ACCUSE", "JPN")]
    assert proposals[1].confidence < proposals[0].confidence
    assert text[proposals[1].actor_start : proposals[1].actor_end] == "It"


def test_nothing_is_made_of_a_sentence_without_two_actors():
    assert coded("Russia PROPN nsubj 1", "attacked VERB ROOT 1 attack", "yesterday NOUN npadvmod 1")[0] == []
    assert coded("Prices NOUN nsubj 1 price", "hit VERB ROOT 1 hit", "records NOUN dobj 1 record")[0] == []


# what trees tell beyond one verb and its objects: ClearNLP first, Universal Dependencies second
RELATIONS = {
    "an operator governs joined infinitives": (
        "Japan PROPN nsubj 1 | agreed VERB ROOT 1 agree | to PART aux 3 | meet VERB xcomp 1 | Russia PROPN dobj 3 |"
        "and CCONJ cc 3 | help VERB conj 3 | Ukraine PROPN dobj 6",
        "Japan PROPN nsubj 1 | agreed VERB root 1 agree | to PART mark 3 | meet VERB xcomp 1 | Russia PROPN obj 3 |"
        "and CCONJ cc 6 | help VERB conj 3 | Ukraine PROPN obj 6",
        [("JPN", "AGREE", "RUS"), ("JPN", "AGREE", "UKR")],
    ),
    "to say that somebody must is a demand": (
        "Japan PROPN nsubj 1 | said VERB ROOT 1 say | Russia PROPN nsubj 4 | must AUX aux 4 | withdraw VERB ccomp 1",
        "Japan PROPN nsubj 1 | said VERB root 1 say | Russia PROPN nsubj 4 | must AUX aux 4 | withdraw VERB ccomp 1",
        [("JPN", "REQUEST", "RUS")],
    ),
    "a condition is set to whoever is to meet it": (
        "Japan PROPN nsubj 3 | will AUX aux 3 | not PART neg 3 | end VERB ROOT 3 | the DET det 5 | strike NOUN dobj 3 |"
        "until SCONJ mark 8 | Russia PROPN nsubj 8 | withdraws VERB advcl 3 withdraw",
        "Japan PROPN nsubj 3 | will AUX aux 3 | not PART advmod 3 | end VERB root 3 | the DET det 5 |"
        "strike NOUN obj 3 |"
        "until SCONJ mark 8 | Russia PROPN nsubj 8 | withdraws VERB advcl 3 withdraw",
        [("JPN", "REJECT", "RUS")],
    ),
    "the subject of a small clause is the object": (
        "Japan PROPN nsubj 1 | found VERB ROOT 1 find | Russia PROPN nsubj 3 | guilty ADJ ccomp 1",
        "Japan PROPN nsubj 1 | found VERB root 1 find | Russia PROPN obj 1 | guilty ADJ xcomp 1",
        [("JPN", "ACCUSE", "RUS")],
    ),
    "the subject of an infinitive is whom the verb above speaks to": (
        "Japan PROPN nsubj 1 | urged VERB ROOT 1 urge | Russia PROPN nsubj 4 | to PART aux 4 | withdraw VERB ccomp 1",
        "Japan PROPN nsubj 1 | urged VERB root 1 urge | Russia PROPN obj 1 | to PART mark 4 | withdraw VERB xcomp 1",
        [("JPN", "REQUEST", "RUS")],
    ),
    "who is accused of it did it, by the accuser's account": (
        "Japan PROPN nsubj 1 | accused VERB ROOT 1 accuse | Russia PROPN dobj 1 | of ADP prep 1 |"
        "attacking VERB pcomp 3 attack VBG | Ukraine PROPN dobj 4",
        "Japan PROPN nsubj 1 | accused VERB root 1 accuse | Russia PROPN obj 1 | of SCONJ mark 4 |"
        "attacking VERB advcl 1 attack VBG | Ukraine PROPN obj 4",
        [("JPN", "ACCUSE", "RUS"), ("RUS", "ASSAULT", "UKR")],
    ),
    "to whom something is given": (
        "Japan PROPN nsubj 1 | gave VERB ROOT 1 give | Ukraine PROPN dative 1 | aid NOUN dobj 1",
        "Japan PROPN nsubj 1 | gave VERB root 1 give | Ukraine PROPN iobj 1 | aid NOUN obj 1",
        [("JPN", "AID", "UKR")],
    ),
    "a preposition that is a dative": (
        "Japan PROPN nsubj 1 | gave VERB ROOT 1 give | aid NOUN dobj 1 | to ADP dative 1 | Ukraine PROPN pobj 3",
        "Japan PROPN nsubj 1 | gave VERB root 1 give | aid NOUN obj 1 | to ADP case 4 | Ukraine PROPN obl 1",
        [("JPN", "AID", "UKR")],
    ),
    "a relative clause without its object": (
        "Japan PROPN nsubj 1 | visited VERB ROOT 1 visit | Ukraine PROPN dobj 1 | , PUNCT punct 2 | which PRON dobj 6 |"
        "Russia PROPN nsubj 6 | attacked VERB relcl 2 attack",
        "Japan PROPN nsubj 1 | visited VERB root 1 visit | Ukraine PROPN obj 1 | , PUNCT punct 6 | which PRON obj 6 |"
        "Russia PROPN nsubj 6 | attacked VERB acl:relcl 2 attack",
        [("JPN", "CONSULT", "UKR"), ("RUS", "ASSAULT", "UKR")],
    ),
    "what is ready is a verb with a copula": (
        "Japan PROPN nsubj 1 | is AUX ROOT 1 be | ready ADJ acomp 1 | to PART aux 4 | help VERB xcomp 2 |"
        "Ukraine PROPN dobj 4",
        "Japan PROPN nsubj 2 | is AUX cop 2 be | ready ADJ root 2 | to PART mark 4 | help VERB xcomp 2 |"
        "Ukraine PROPN obj 4",
        [("JPN", "AGREE", "UKR")],
    ),
    "a document speaks for its author": (
        "Japan PROPN nsubj 1 | issued VERB ROOT 1 issue | a DET det 3 | statement NOUN dobj 1 |"
        "condemning VERB acl 3 condemn VBG | Russia PROPN dobj 4",
        "Japan PROPN nsubj 1 | issued VERB root 1 issue | a DET det 3 | statement NOUN obj 1 |"
        "condemning VERB acl 3 condemn VBG | Russia PROPN obj 4",
        [("JPN", "ACCUSE", "RUS")],
    ),
    "the nearer of two subjects, the other is where the news comes from": (
        "Kyiv PROPN nsubj 3 | -- PUNCT punct 3 | Japan PROPN nsubj 3 | condemned VERB ROOT 3 condemn |"
        "Russia PROPN dobj 3",
        "Kyiv PROPN nsubj 3 | -- PUNCT punct 3 | Japan PROPN nsubj 3 | condemned VERB root 3 condemn |"
        "Russia PROPN obj 3",
        [("JPN", "ACCUSE", "RUS")],
    ),
    "a noun with a subject and an object is a verb": (
        "Japan PROPN nsubj 1 | visits NOUN ROOT 1 visit | Ukraine PROPN dobj 1",
        "Japan PROPN nsubj 1 | visits NOUN root 1 visit | Ukraine PROPN obj 1",
        [("JPN", "CONSULT", "UKR")],
    ),
    "joined modifiers are two parties": (
        "Japan PROPN nmod 3 | and CCONJ cc 0 | French ADJ conj 0 | officials NOUN nsubj 4 |"
        "condemned VERB ROOT 4 condemn |"
        "Russia PROPN dobj 4",
        "Japan PROPN nmod 3 | and CCONJ cc 2 | French ADJ conj 0 | officials NOUN nsubj 4 |"
        "condemned VERB root 4 condemn |"
        "Russia PROPN obj 4",
        [("JPN", "ACCUSE", "RUS"), ("french-officials", "ACCUSE", "RUS")],
    ),
    "a thing is its maker's": (
        "Japan PROPN nsubj 1 | praised VERB ROOT 1 praise | the DET det 3 | help NOUN dobj 1 | France PROPN nsubj 5 |"
        "gave VERB relcl 3 give",
        "Japan PROPN nsubj 1 | praised VERB root 1 praise | the DET det 3 | help NOUN obj 1 | France PROPN nsubj 5 |"
        "gave VERB acl:relcl 3 give",
        [("JPN", "SUPPORT", "FRA")],
    ),
    "a name behind where the news comes from": (
        "Kyiv PROPN nsubj 3 | -- PUNCT punct 0 | Japan PROPN appos 0 | condemned VERB ROOT 3 condemn |"
        "Russia PROPN dobj 3",
        "Kyiv PROPN nsubj 3 | -- PUNCT punct 2 | Japan PROPN appos 0 | condemned VERB root 3 condemn |"
        "Russia PROPN obj 3",
        [("JPN", "ACCUSE", "RUS")],
    ),
    "an apposition names who holds the office": (
        "Ukraine PROPN poss 2 | 's PART case 0 | president NOUN nsubj 5 | Volodymyr PROPN compound 4 |"
        "Zelensky PROPN appos 2 | praised VERB ROOT 5 praise | Japan PROPN dobj 5",
        "Ukraine PROPN nmod:poss 2 | 's PART case 0 | president NOUN nsubj 5 | Volodymyr PROPN appos 2 |"
        "Zelensky PROPN flat 3 | praised VERB root 5 praise | Japan PROPN obj 5",
        [("volodymyr-zelenskyy", "SUPPORT", "JPN")],
    ),
    "an apposition says what state a name belongs to": (
        "Bob PROPN compound 1 | Smithers PROPN nsubj 6 | , PUNCT punct 1 | a DET det 5 | German ADJ amod 5 |"
        "minister NOUN appos 1 | praised VERB ROOT 6 praise | Japan PROPN dobj 6",
        "Bob PROPN nsubj 6 | Smithers PROPN flat 0 | , PUNCT punct 5 | a DET det 5 | German ADJ amod 5 |"
        "minister NOUN appos 0 | praised VERB root 6 praise | Japan PROPN obj 6",
        [("bob-smithers", "SUPPORT", "JPN")],
    ),
    "joined verbs share what helps the first": (
        "Japan PROPN nsubj 2 | will AUX aux 2 | condemn VERB ROOT 2 | Russia PROPN dobj 2 | and CCONJ cc 2 |"
        "attack VERB conj 2 | Ukraine PROPN dobj 5",
        "Japan PROPN nsubj 2 | will AUX aux 2 | condemn VERB root 2 | Russia PROPN obj 2 | and CCONJ cc 5 |"
        "attack VERB conj 2 | Ukraine PROPN obj 5",
        [("JPN", "ACCUSE", "RUS"), ("JPN", "THREATEN", "UKR")],
    ),
    "joined verbs share what denies the first": (
        "Japan PROPN nsubj 3 | did AUX aux 3 do | not PART neg 3 | invade VERB ROOT 3 | Russia PROPN dobj 3 |"
        "or CCONJ cc 3 | attack VERB conj 3 | Ukraine PROPN dobj 6",
        "Japan PROPN nsubj 3 | did AUX aux 3 do | not PART advmod 3 | invade VERB root 3 | Russia PROPN obj 3 |"
        "or CCONJ cc 6 | attack VERB conj 3 | Ukraine PROPN obj 6",
        [],
    ),
    "according to whom is no party": (
        "Japan PROPN nsubj 1 | sent VERB ROOT 1 send | aid NOUN dobj 1 | according VERB prep 1 | to ADP prep 3 |"
        "France PROPN pobj 4",
        "Japan PROPN nsubj 1 | sent VERB root 1 send | aid NOUN obj 1 | according VERB case 5 | to ADP fixed 3 |"
        "France PROPN obl 1",
        [],
    ),
}


def rows(line):
    return [row for part in line.split("|") if (row := part.strip())]


@pytest.mark.parametrize("scheme", [0, 1], ids=["ClearNLP", "UD"])
@pytest.mark.parametrize("name", RELATIONS)
def test_what_a_tree_tells_in_both_schemes(name, scheme):
    found, proposals, _ = coded(*rows(RELATIONS[name][scheme]))
    assert found == RELATIONS[name][2]
    assert all(proposal.origin == f"spacy:{proposal.pattern}" for proposal in proposals)


def test_the_accuser_is_the_speaker_of_what_somebody_is_accused_of():
    _, proposals, _ = coded(*rows(RELATIONS["who is accused of it did it, by the accuser's account"][0]))
    assert [(p.type, p.stance, p.speaker) for p in proposals] == [
        ("ACCUSE", "asserts", ""),
        ("ASSAULT", "alleges", "JPN"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Russia PROPN nsubj 1 | attacked VERB ccomp 5 attack | Ukraine PROPN dobj 1 | , PUNCT punct 5 |"
        "Japan PROPN nsubj 5 | said VERB ROOT 5 say",
        "Russia PROPN nsubj 1 | attacked VERB root 1 attack | Ukraine PROPN obj 1 | , PUNCT punct 5 |"
        "Japan PROPN nsubj 5 | said VERB parataxis 1 say",
    ],
    ids=["ClearNLP", "UD"],
)
def test_who_says_so_may_stand_behind(line):
    found, [proposal], _ = coded(*rows(line))
    assert found == [("RUS", "ASSAULT", "UKR")]
    assert (proposal.speaker, proposal.stance) == ("JPN", "asserts")


def test_who_says_one_thing_does_not_say_the_next():
    _, proposals, _ = coded(
        *rows(
            "Japan PROPN nsubj 1 | said VERB ROOT 1 say | Russia PROPN nsubj 3 | attacked VERB ccomp 1 attack |"
            "Ukraine PROPN dobj 3 | and CCONJ cc 1 | France PROPN nsubj 7 | visited VERB conj 1 visit |"
            "Kenya PROPN dobj 7"
        )
    )
    assert [(p.type, p.speaker) for p in proposals] == [("ASSAULT", "JPN"), ("CONSULT", "")]


def test_who_denies_an_act_of_their_own():
    line = "Russia PROPN nsubj 1 | denied VERB ROOT 1 deny | attacking VERB xcomp 1 attack VBG | Ukraine PROPN dobj 2"
    _, [proposal], _ = coded(*rows(line))
    assert (proposal.actor, proposal.stance, proposal.speaker) == ("RUS", "denies", "RUS")
    line = (
        "Russia PROPN nsubj 3 | did AUX aux 3 do | not PART neg 3 | deny VERB ROOT 3 |"
        "attacking VERB xcomp 3 attack VBG |"
        "Ukraine PROPN dobj 4"
    )
    _, proposals, _ = coded(*rows(line))
    assert [p.stance for p in proposals if p.type == "ASSAULT"] == ["asserts"]


def test_an_apposition_gives_a_name_its_state():
    _, [proposal], _ = coded(*rows(RELATIONS["an apposition says what state a name belongs to"][0]))
    assert (proposal.actor_name, proposal.actor_kind, proposal.actor_state) == ("Bob Smithers", "person", "DEU")


def test_an_answer_is_linked_to_what_it_answers():
    line = (
        "Japan PROPN nsubj 1 | expelled VERB ROOT 1 expel | Russian ADJ amod 3 | diplomats NOUN dobj 1 |"
        "after SCONJ mark 6 | Russia PROPN nsubj 6 | attacked VERB advcl 1 attack | Ukraine PROPN dobj 6"
    )
    found, proposals, text = coded(*rows(line))
    assert [(actor, recipient) for actor, _, recipient in found] == [("JPN", "russian-diplomats"), ("RUS", "UKR")]
    assert proposals[0].responds_to == 1
    assert text[proposals[0].response_start : proposals[0].response_end] == "after"


@pytest.mark.slow
def test_trees_that_make_no_sense_are_read_without_harm():
    words = "Russia attack Ukraine of the 's and to who will not be said Japan troops -- , by until U.S.-led"
    labels = "nsubj nsubjpass dobj dative iobj prep agent pobj pcomp case aux auxpass cop neg mark prt poss relcl acl"
    more = (
        "acomp ccomp xcomp advcl conj cc appos det amod nmod obl obl:agent flat compound punct parataxis dep attr oprd"
    )
    parts = "NOUN PROPN VERB AUX ADP PART PRON ADJ DET PUNCT"
    import spacy

    order = random.Random(3)
    for _ in range(300):
        count = order.randint(1, 18)
        top = order.randrange(count)
        free, heads = [top], [top] * count
        for at in order.sample([n for n in range(count) if n != top], count - 1):
            heads[at] = order.choice(free)
            free.append(at)
        document = spacy.tokens.Doc(
            spacy.vocab.Vocab(),
            words=order.choices(words.split(), k=count),
            heads=heads,
            deps=["ROOT" if n == top else order.choice(f"{labels} {more}".split()) for n in range(count)],
            pos=order.choices([*parts.split(), ""], k=count),
        )
        for proposal in SpacyCoder(None, things=True, cut=0.0).code(document):
            assert proposal.start <= proposal.actor_start < proposal.actor_end <= proposal.end
            assert proposal.start <= proposal.recipient_start < proposal.recipient_end <= proposal.end


def test_things_are_parties_only_when_asked_for():
    document = tree(*rows("Japan PROPN nsubj 1 | condemned VERB ROOT 1 condemn | the DET det 3 | bombing NOUN dobj 1"))
    assert SpacyCoder(None).code(document) == []
    [found] = SpacyCoder(None, things=True).code(document)
    assert (found.actor, found.type, found.recipient_name) == ("JPN", "ACCUSE", "bombing")


def test_nothing_below_the_cut_is_proposed():
    rows_ = ["Russia PROPN nsubj 1", "attacked VERB ROOT 1 attack", "Ukraine PROPN dobj 1"]
    assert SpacyCoder(None, cut=0.95).code(tree(*rows_)) == []
    assert len(SpacyCoder(None, cut=0.5).code(tree(*rows_))) == 1


def test_the_pipeline_reads_plain_quotation_marks_and_the_proposal_has_those_of_the_text():
    given = []

    def pipeline(text):
        given.append(text)
        return tree(
            "Japan PROPN poss 2", "'s PART case 0", "government NOUN nsubj 3", "condemned VERB ROOT 3 condemn",
            "Russia PROPN dobj 3", ". PUNCT punct 3",
        )  # fmt: skip

    text = "Japan’s government condemned Russia."
    [found] = SpacyCoder(pipeline)(text)
    assert given == ["Japan's government condemned Russia."]
    assert (found.actor, found.recipient) == ("JPN", "RUS")
    assert text[found.actor_start : found.actor_end] == "Japan’s government"


def test_words_without_a_part_of_speech_are_read_as_the_dictionary_has_them():
    import spacy

    document = spacy.tokens.Doc(
        spacy.vocab.Vocab(),
        words=["Japan", "condemned", "Russia", "and", "visited", "Ukraine"],
        deps=["nsubj", "ROOT", "dobj", "cc", "conj", "dobj"],
        heads=[1, 1, 1, 1, 1, 4],
    )
    found = SpacyCoder(None).code(document)
    assert [(p.actor, p.type, p.recipient) for p in found] == [("JPN", "ACCUSE", "RUS"), ("JPN", "CONSULT", "UKR")]


# a pipeline trained here

NAMES = ["Russia", "Ukraine", "Japan", "France", "Kenya", "Brazil", "Norway", "Peru", "Ghana", "Canada"]
ACTIVE = ("attacked", "condemned", "visited", "praised", "invaded", "accused")


def sentences(pairs, verbs):
    """Sentences with their trees, active and passive, in ClearNLP labels."""
    for (a, b), verb in itertools.product(pairs, verbs):
        yield [a, verb, b, "."], [1, 1, 1, 1], ["nsubj", "ROOT", "dobj", "punct"], ["PROPN", "VERB", "PROPN", "PUNCT"]
        yield (
            [b, "was", verb, "by", a, "."],
            [2, 2, 2, 2, 3, 2],
            ["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "punct"],
            ["PROPN", "AUX", "VERB", "ADP", "PROPN", "PUNCT"],
        )


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    """A small pipeline, saved to disk, whose parser and tagger learnt from sentences about the first six names."""
    import spacy
    from spacy.training import Example

    made = spacy.blank("en")
    made.add_pipe("morphologizer")
    made.add_pipe("parser")
    pairs = list(itertools.permutations(NAMES[:6], 2))[::3]
    examples = []
    for words, heads, deps, pos in sentences(pairs, ACTIVE[:4]):
        spaces = [True] * (len(words) - 2) + [False, False]
        document = spacy.tokens.Doc(made.vocab, words=words, spaces=spaces, heads=heads, deps=deps, pos=pos)
        examples.append(Example(made.make_doc(document.text), document))
    spacy.util.fix_random_seed(1)
    order = random.Random(1)
    optimizer = made.initialize(lambda: examples)
    for _ in range(6):
        order.shuffle(examples)
        for batch in spacy.util.minibatch(examples, size=8):
            made.update(batch, sgd=optimizer)
    folder = tmp_path_factory.mktemp("pipeline")
    made.to_disk(folder)
    return folder


@pytest.mark.slow
def test_a_trained_pipeline_reads_names_and_verbs_it_never_saw(pipeline):
    coder = load_spacy_coder(str(pipeline))
    right = total = 0
    for a, b in itertools.permutations(NAMES[6:], 2):
        for text in (f"{a} invaded {b}.", f"{b} was accused by {a}."):
            total += 1
            found = [
                (text[p.actor_start : p.actor_end], text[p.recipient_start : p.recipient_end]) for p in coder(text)
            ]
            right += found == [(a, b)]
    assert right / total >= 0.9


@pytest.mark.slow
def test_the_pipeline_is_chosen_by_name_or_folder(pipeline, tmp_path):
    from graphkit.extract import CoderChoice
    from graphkit.extract.review import ReviewStore
    from graphkit.extract.run import extract_files

    path = tmp_path / "note.txt"
    path.write_text("Japan attacked Norway.")
    store = ReviewStore(tmp_path / "store")
    (outcome,) = extract_files([path], store, coder=CoderChoice("spacy", model=str(pipeline)))
    assert (outcome.status, outcome.proposals) == ("read", 1)
    (item,) = store.items.values()
    assert (item.proposal.actor, item.proposal.type, item.proposal.recipient) == ("JPN", "ASSAULT", "NOR")


@pytest.mark.slow
def test_long_texts_keep_their_offsets(pipeline):
    text = ("x" * 500 + " ") * 120 + ". Japan attacked Norway."
    proposal = load_spacy_coder(str(pipeline))(text)[-1]
    assert text[proposal.actor_start : proposal.actor_end] == "Japan"
    assert text[proposal.cue_start : proposal.cue_end] == "attacked"


@pytest.mark.slow
def test_a_pipeline_that_is_not_there_or_cannot_parse(tmp_path):
    with pytest.raises(DataError, match="no spaCy pipeline 'no_such_pipeline'"):
        load_spacy_coder("no_such_pipeline")
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(DataError, match="has no dependency parser"):
        load_spacy_coder(str(tmp_path / "blank"))


def test_a_missing_library_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingDependency, match=r"pip install .*\[spacy\]"):
        load_spacy_coder("any")


@pytest.mark.parametrize(
    ("auxiliary", "verb", "published", "date"),
    [
        ((), "met", "2024-11-21", "2024-11-19"),
        (("will AUX aux 2",), "meet", "2024-11-21", "2024-11-26"),  # to meet one day is to agree to, as with the rules
        ((), "met", "", ""),
    ],
)
def test_dates_are_read_as_the_rule_coder_reads_them(auxiliary, verb, published, date):
    at = 1 + len(auxiliary)
    document = tree(
        f"Japan PROPN nsubj {at}",
        *auxiliary,
        f"{verb} VERB ROOT {at} meet",
        f"Ukraine PROPN dobj {at}",
        f"on ADP prep {at}",
        f"Tuesday PROPN pobj {at + 2}",
    )
    [found] = SpacyCoder(None).code(document, published)
    assert (found.type, found.date) == ("AGREE" if auxiliary else "CONSULT", date)


@pytest.mark.slow
def test_own_actors_and_patterns_are_used_with_a_pipeline_too(pipeline, tmp_path):
    from graphkit.extract import CoderChoice

    actors, patterns = tmp_path / "actors.csv", tmp_path / "patterns.toml"
    actors.write_text("id,kind,names\nblue-league,ngo,Brazil\n")
    patterns.write_text('[[events]]\ntype = "SUPPORT"\nverbs = "invade"\n')
    choice = CoderChoice("spacy", model=str(pipeline), actors=str(actors), patterns=str(patterns))
    [found] = choice.load()("Ghana accused Brazil.", "")
    assert (found.actor, found.recipient) == ("GHA", "blue-league")
    assert choice.signature != CoderChoice("spacy", model=str(pipeline)).signature


# trees that no sentence can have, and what the rules and the trees share

MENDED = {
    "what a comma parts from a whole sentence is done by its subject": (
        "Japan PROPN nsubj 1 | told VERB ROOT 1 tell | parliament NOUN dobj 1 | , PUNCT punct 1 |"
        "accusing VERB advcl 1 accuse VBG | France PROPN dobj 4",
        ("JPN", "ACCUSE", "FRA"),
    ),
    "also when the tree hangs it on a part of that sentence": (
        "Egypt PROPN nsubj 1 | accused VERB ROOT 1 accuse | Ethiopia PROPN dobj 1 | of ADP prep 1 |"
        "cheating VERB pcomp 3 cheat VBG | , PUNCT punct 4 | drawing VERB advcl 4 draw VBG | protest NOUN dobj 6 |"
        "from ADP prep 6 | Sudan PROPN pobj 8",
        ("SDN", "ACCUSE", "EGY"),
    ),
    "a finite verb is no modifier of a noun": (
        "Japan PROPN ROOT 0 | condemned VERB acl 0 condemn VBD | Russia PROPN dobj 1",
        ("JPN", "ACCUSE", "RUS"),
    ),
    "nor is it one with a subject of its own": (
        "Doctors NOUN ROOT 0 doctor | : PUNCT punct 0 | Japan PROPN nsubj 3 | condemns VERB acl 0 condemn VBZ |"
        "Russia PROPN dobj 3",
        ("JPN", "ACCUSE", "RUS"),
    ),
    "a name before a finite verb is its subject": (
        "Venezuela PROPN compound 1 | orders VERB ROOT 1 order VBZ | troops NOUN dobj 1 troop | to ADP prep 1 |"
        "Colombia PROPN pobj 3",
        ("VEN", "MOBILIZE", "COL"),
    ),
    "a month is nobody": (
        "In ADP prep 4 | May PROPN pobj 0 | , PUNCT punct 1 | Norway PROPN appos 1 | condemned VERB ROOT 4 condemn |"
        "Peru PROPN dobj 4",
        ("NOR", "ACCUSE", "PER"),
    ),
    "who is somebody": (
        "Japan PROPN nsubj 1 | condemned VERB ROOT 1 condemn | support NOUN dobj 1 | for ADP prep 2 |"
        "Houthis PROPN pobj 3 | , PUNCT punct 2 | who PRON nsubj 7 | attacked VERB relcl 2 attack |"
        "Peru PROPN dobj 7",
        ("houthis", "ASSAULT", "PER"),
    ),
    "persona non grata is one phrase": (
        "Peru PROPN nsubj 1 | declared VERB ROOT 1 declare | Japanese ADJ amod 3 | diplomats NOUN dobj 1 diplomat |"
        "persona NOUN oprd 1 | non X compound 6 | grata NOUN dobj 4",
        ("PER", "SANCTION", "japanese-diplomats"),
    ),
    "whose statement it is": (
        "Statement NOUN ROOT 0 | of ADP prep 0 | the DET det 4 | Foreign PROPN compound 4 | Ministry PROPN pobj 1 |"
        "of ADP prep 4 | Norway PROPN pobj 5 | . PUNCT punct 0 | We PRON nsubj 9 | condemn VERB ROOT 9 |"
        "Peru PROPN dobj 9 | . PUNCT punct 9",
        ("NOR", "ACCUSE", "PER"),
    ),
    "whose section it is": (
        "NIGER PROPN dep 4 | : PUNCT punct 0 | The DET det 3 | government NOUN nsubj 4 |"
        "condemned VERB ROOT 4 condemn | Peru PROPN dobj 4 | . PUNCT punct 4",
        ("NER", "ACCUSE", "PER"),
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_no_tree_can_be_is_mended(name):
    found, proposals, _ = coded(*rows(MENDED[name][0]))
    assert MENDED[name][1] in found
    assert all(said.origin.startswith("spacy:") for said in proposals)


def test_a_sentence_without_an_act_in_its_tree_is_read_by_the_rules():
    found, (said,), _ = coded("Japan PROPN ROOT 0", "condemned ADJ amod 2", "Russia PROPN appos 0")
    assert found == [("JPN", "ACCUSE", "RUS")]
    assert said.origin == "rules:condemn"


def test_the_pipeline_reads_capitals_as_small_letters_and_the_proposal_has_its_places():
    seen = []

    def pipeline(text):
        seen.append(text)
        return tree(
            "South ADJ compound 2",
            "Korean ADJ amod 2",
            "troops NOUN nsubj 3 troop",
            "shell VERB ROOT 3",
            "Chad PROPN dobj 3",
        )

    text = "SOUTH KOREAN TROOPS SHELL CHAD"
    (said,) = SpacyCoder(pipeline)(text)
    assert seen == ["South Korean troops shell Chad"]
    assert (text[said.actor_start : said.actor_end], said.type, said.recipient) == (
        "SOUTH KOREAN TROOPS",
        "ASSAULT",
        "TCD",
    )


@pytest.mark.slow
def test_what_a_later_sentence_calls_an_answer_is_linked_in_any_part_of_a_long_text():
    import spacy

    met = "Peru met Chile in Lima on a mild day to speak about the price of copper and of wool, as they often do.\n\n"
    told = (
        "Japan banned Russian fish. Russia expelled three Japanese diplomats. The expulsion was a response to the ban."
    )
    found = SpacyCoder(spacy.blank("en"))(met * 500 + told)  # without a tree, so that the rules read
    answer = len(found) - 1
    assert [(each.actor, each.type, each.responds_to) for each in found[-2:]] == [
        ("JPN", "SANCTION", None),
        ("RUS", "SANCTION", answer - 1),
    ]

"""The spaCy coder: trees written by hand in both label schemes, and a small parser trained here on data made for it."""

from __future__ import annotations

import itertools
import random
import sys

import pytest

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.spacy_coder import SpacyCoder, load_spacy_coder

spacy = pytest.importorskip("spacy", reason="needs the extra graphkit[spacy]")


def tree(*rows):
    """A parsed document from rows of "word part-of-speech label head lemma"; the head is counted from 0."""
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


def test_the_pipeline_is_chosen_by_name_or_folder(pipeline, tmp_path):
    from graphkit.extract.coder import CoderChoice
    from graphkit.extract.review import ReviewStore
    from graphkit.extract.run import extract_files

    path = tmp_path / "note.txt"
    path.write_text("Japan attacked Norway.")
    store = ReviewStore(tmp_path / "store")
    (outcome,) = extract_files([path], store, coder=CoderChoice("spacy", model=str(pipeline)))
    assert (outcome.status, outcome.proposals) == ("read", 1)
    (item,) = store.items.values()
    assert (item.proposal.actor, item.proposal.type, item.proposal.recipient) == ("JPN", "ASSAULT", "NOR")


def test_long_texts_keep_their_offsets(pipeline):
    text = ("x" * 500 + " ") * 120 + ". Japan attacked Norway."
    proposal = load_spacy_coder(str(pipeline))(text)[-1]
    assert text[proposal.actor_start : proposal.actor_end] == "Japan"
    assert text[proposal.cue_start : proposal.cue_end] == "attacked"


def test_a_pipeline_that_is_not_there_or_cannot_parse(tmp_path):
    with pytest.raises(DataError, match="no spaCy pipeline 'no_such_pipeline'"):
        load_spacy_coder("no_such_pipeline")
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(DataError, match="has no dependency parser"):
        load_spacy_coder(str(tmp_path / "blank"))


def test_a_missing_library_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingDependency, match=r"pip install 'graphkit\[spacy\]'"):
        load_spacy_coder("any")


@pytest.mark.parametrize(
    ("auxiliary", "verb", "published", "date"),
    [
        ((), "met", "2024-11-21", "2024-11-19"),
        (("will AUX aux 2",), "meet", "2024-11-21", "2024-11-26"),
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
    assert (found.type, found.date) == ("CONSULT", date)

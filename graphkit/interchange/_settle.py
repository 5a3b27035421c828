"""What foreign files say as a dataset: types, ids, documents and evidence."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from graphkit.dataset import Dataset, file_bytes
from graphkit.dataset.names import one_line, plain_slug
from graphkit.errors import DataError
from graphkit.gazetteer import State, load_states, state_named, state_of
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation, join_list
from graphkit.ontology import RelationType, load_ontology, own_type

from ._harvest import STANCE_OF, Harvest, Node, Ours, Tie, edtf_date
from ._rest import Kept

__all__ = ["Settled", "read_types", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """A harvest as a dataset; ``types`` says what each foreign type became, and how often."""

    dataset: Dataset
    types: Mapping[tuple[str, str], int]


@lru_cache(maxsize=1)
def _known_types() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The foreign types that graphkit knows, by format."""
    return tomllib.loads(resources.files("graphkit.interchange").joinpath("types.toml").read_text("utf-8"))


def read_types(path: Path) -> dict[str, str]:
    """Return a user's table of types: a CSV file with the columns ``type`` and ``graphkit``.

    Raises
    ------
    DataError
        If the file cannot be read, lacks a column, or names a type that does not exist.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(file_bytes(path, most=1_000_000).decode("utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"'{path}' cannot be read as a table of types: {error}") from error
    types, found = load_ontology().types, {}
    for number, row in enumerate(rows, 2):
        if not {"type", "graphkit"} <= row.keys():
            raise DataError(f"'{path}' needs the columns type and graphkit: its first row names {', '.join(row)}")
        ours = str(row["graphkit"] or "").strip()
        name = ours.upper() if ours.upper() in types else ours
        if name not in types and not re.fullmatch(r"x:[a-z0-9]+(-[a-z0-9]+)*", name):
            allowed = f"{', '.join(types)}, or a type of your own such as x:donation"
            raise DataError(f"{path} row {number}: there is no type '{ours}': it is one of {allowed}")
        found[str(row["type"] or "").strip().casefold()] = name
    return found


def settle(harvest: Harvest, *, form: str, files: Iterable[str], types: Mapping[str, str] | None = None) -> Settled:
    """Return what was harvested as a dataset of its own, with the same ids whenever the same files are read.

    Parameters
    ----------
    harvest
        What the files say.
    form
        The format: evidence gets ``import:<form>`` as its origin.
    files
        The names of the files, for the documents that stand for them.
    types
        From :func:`read_types`: foreign types, in lower case, to ours; it counts before what graphkit knows.
    """
    names = _Names(form, {_title(file) for file in files}, ours=any(tie.ours for tie in harvest.ties))
    actors = {key: names.actor(node) for key, node in harvest.nodes.items()}
    documents = {key: names.document(source) for key, source in harvest.sources.items()}
    kept = Kept(harvest, actor_of=names.finder(actors, harvest), document_of=names.known)
    names.made |= kept.documents
    own: dict[str, RelationType] = dict(kept.types)
    counted: Counter[tuple[str, str]] = Counter()
    relations: dict[str, Relation] = {}
    evidence: list[Evidence] = []
    for tie in harvest.ties:
        kind = _type_of(tie, form, types or {}, own)
        counted[tie.type or "(none)", kind.name] += 1
        if tie.ours is not None:
            tie.ours.whole = tie.key in kept.evidence
        relation = _relation(tie, kind, actors, harvest, form)
        if relation.id in relations and relations[relation.id] != relation:
            relation = _numbered(relation, relations)
        elif relation.id in relations:
            harvest.left_out["a tie that is there twice, word for word"] += 1
            continue
        relations[relation.id] = relation
        if tie.ours is not None:
            evidence += (
                kept.evidence_of(relation.id, tie.key)
                if tie.ours.whole
                else _own_evidence(relation, tie, tie.ours, names, {actor.id for actor in actors.values()})
            )
            harvest.left_out[_BY_COLUMNS] += not tie.ours.whole and tie.ours.status != "unsourced"
            continue
        for key in tie.sources or (_file_of(tie.where),):
            document = documents.get(key) or names.file(key)
            where = _locator(tie.where)
            evidence.append(
                Evidence(relation.id, document.id, stance=tie.stance, origin=f"import:{form}", locator=where)
            )
    _link(harvest, relations)
    kept.tell({tie.key for tie in harvest.ties if tie.ours})
    affiliations = [*_affiliations(harvest, actors), *kept.affiliations()]
    harvest.left_out[_BY_ID] += sum(record.id in names.bare for record in names.made.values())
    harvest.left_out += Counter()  # what is nothing is not told
    used = {record.document for record in evidence}
    dataset = Dataset.from_records(
        name=plain_slug(next(iter(names.files), form)),
        actors=list({actor.id: actor for actor in actors.values()}.values()),
        affiliations=affiliations,
        documents=[
            record
            for record in (*documents.values(), *names.made.values())
            if record.id in used or record.id in kept.documents
        ],
        paragraphs=kept.paragraphs,
        relations=relations.values(),
        evidence=evidence,
        types=own,
    )
    return Settled(dataset, dict(counted))


_BY_COLUMNS = (
    "the rows of evidence of a relation, which the file does not have (who says and denies it, and its documents, are "
    "read from its columns)"
)
_BY_ID = "the title, date and address of a document of which the file has only the id"
#: The origin of one row of evidence, as graphkit writes it.
_ORIGIN = re.compile(r"curated|(?:rules|spacy|llm|import):[^\s;]+")


def _own_evidence(
    relation: Relation, tie: Tie, said: Ours, names: _Names, actors: Collection[str]
) -> Iterator[Evidence]:
    """The evidence of a relation that graphkit wrote; where it is not known which document, the file."""
    if said.status == "unsourced":
        return
    stands_for = "" if len(said.documents) == 1 else names.file(_file_of(tie.where)).id
    file = stands_for or names.known(said.documents[0])
    stance = STANCE_OF.get(said.status, "asserts")
    origin = said.origin if _ORIGIN.fullmatch(said.origin) else f"import:{names.form}"
    told = [(who, stance) for who in said.asserted_by] + [(who, "denies") for who in said.denied_by]
    if stance not in ("asserts", "denies") and not said.asserted_by:
        told += [(one, stance) for one in said.documents]
    for who, how in told:
        document, speaker = (file, who) if who in actors and who not in said.documents else (names.known(who), "")
        where = _locator(tie.where) if document == stands_for else said.locator
        yield Evidence(relation.id, document, stance=how, speaker=speaker, origin=origin, locator=where)
    if not told:
        where = _locator(tie.where) if stands_for else said.locator
        yield Evidence(relation.id, file, origin=origin, locator=where)


def _link(harvest: Harvest, relations: dict[str, Relation]) -> None:
    """Keep answers to relations that are there; count the others."""
    for key, relation in relations.items():
        there = tuple(one for one in relation.responds_to if one in relations)
        if there != relation.responds_to:
            harvest.left_out["an answer to a relation that is not in the file"] += len(relation.responds_to) - len(
                there
            )
            relations[key] = replace(relation, responds_to=there)


def _title(file: str) -> str:
    """The name of a file without its folders."""
    return Path(file).name if file != "-" else "standard input"


def _file_of(where: str) -> str:
    """The file of a place in it."""
    return re.split(r" (?:line|row|edge|sheet|data|included|item) ", where, maxsplit=1)[0]


def _locator(where: str) -> str:
    """The place in the file: ``line 12``."""
    return one_line(where[len(_file_of(where)) :].strip())[:200]


class _Names:
    """The ids that actors and documents get: made of their names, the same at every run."""

    def __init__(self, form: str, files: set[str], *, ours: bool = False) -> None:
        self.form, self.files, self.ours = form, sorted(files), ours
        self.taken: dict[str, str] = {}
        self.made: dict[str, Document] = {}
        self.bare: set[str] = set()

    def finder(self, actors: dict[str, Actor], harvest: Harvest) -> Callable[[str], str]:
        """What gives the id of an actor by its key in the file; one that is no node there is made."""

        def found(key: str) -> str:
            if key not in actors:
                actors[key] = self.actor(Node(key, key, ""))
                harvest.left_out["the name of an actor of whom the file has only the id"] += 1
            return actors[key].id

        return found

    def actor(self, node: Node) -> Actor:
        """The actor that a node is; a state gets its own code and names."""
        state = _state(node)
        own = {key: one_line(value) for key, value in node.extra.items() if one_line(value)}
        if state is not None:
            name = (one_line(node.name) if self.ours else "") or state.name
            kept = tuple(alias for alias in node.aliases if self.ours or alias != name)
            return Actor(state.id, name, "state", _listed(kept), node.wikidata, one_line(node.note), extra=_pairs(own))
        name = one_line(node.name) or one_line(node.key)
        if node.kind == "state":  # one that no list of states has
            own |= {"kind": node.kind}
        own |= {} if self.ours else {"source_id": f"{self.form}:{one_line(node.key)}"}
        key = node.key if self.ours and is_actor_id(node.key) else plain_slug(name)
        if self.taken.setdefault(key, node.key) != node.key:
            key = f"{key}-{hashlib.sha256(node.key.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
            self.taken[key] = node.key
        kind = node.kind if node.kind not in ("", "state") else "other"
        qid = node.wikidata if re.fullmatch(r"Q[1-9]\d*", node.wikidata) else ""
        aliases = _listed(alias for alias in node.aliases if self.ours or one_line(alias) != name)
        return Actor(key, name, kind, aliases, qid, one_line(node.note), extra=_pairs(own))

    def document(self, source: Any) -> Document:
        """The document that a source is."""
        digest = hashlib.sha256(source.key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        key = f"{plain_slug(source.publisher or source.title)[:40]}-{digest}"
        date = edtf_date(source.date)
        url = source.url if re.fullmatch(r"https?://[^\s<>\"]+", source.url) else ""
        return Document(
            key,
            one_line(source.title),
            publisher=one_line(source.publisher),
            date=date,
            url=url,
            note=one_line(source.note),
        )

    def known(self, key: str) -> str:
        """The id of a document of which only that is known."""
        if key not in self.made:
            title = one_line(key)
            self.made[key] = Document(
                re.sub(r"[\s;]+", "-", title) or "document", title, note=f"imported as {self.form}"
            )
            self.bare.add(self.made[key].id)
        return self.made[key].id

    def file(self, name: str) -> Document:
        """The document that stands for a file."""
        title = one_line(_title(name))
        if title not in self.made:
            digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            self.made[title] = Document(f"{plain_slug(title)[:40]}-{digest}", title, note=f"imported as {self.form}")
        return self.made[title]


def is_actor_id(key: str) -> bool:
    """Whether the id of a node is one that an actor who is no state may have."""
    return re.fullmatch(r"[^\W_]+(?:[-_.][^\W_]+)*", key) is not None and key == unicodedata.normalize(
        "NFC", key.lower()
    )


def _listed(names: Iterable[str]) -> tuple[str, ...]:
    """Names as a list cell holds them: one line each, without ``;``."""
    plain = (one_line(name.replace(";", ",")) for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))


def _pairs(own: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Own columns as a record holds them."""
    return tuple(
        sorted((one_line(name).removeprefix("extra:"), value) for name, value in own.items() if one_line(name))
    )


def _state(node: Node) -> State | None:
    """The state that a node is, if it says so or is called like one and says nothing else."""
    found = ""
    if node.code:
        found = state_of(node.code, scheme="alpha3") or state_of(node.code, scheme="alpha2")
    elif node.kind == "state" and node.key in load_states():
        found = node.key
    elif node.kind in ("state", ""):
        found = state_named(node.name) or (state_of(node.name, scheme="alpha3") if node.name.isupper() else "")
    return load_states()[found] if found else None


def _type_of(tie: Tie, form: str, given: Mapping[str, str], own: dict[str, RelationType]) -> RelationType:
    """The type that a foreign one becomes: the user's word, ours where it is sure, else its own under ``x:``."""
    types = load_ontology().types
    known = _known_types().get(form, {}).get(tie.type, {})
    plain = re.sub(r"[\s_-]+", "_", tie.type.strip()).upper()
    name = given.get(tie.type.casefold(), "") or str(known.get("plover", "")) or (plain if plain in types else "")
    if name in types:
        return types[name]
    if not name:
        bare = tie.type.removeprefix("x:")
        name = f"x:{plain_slug(str(known.get('name') or _words(bare)))}" if bare.strip() else "x:tie"
    label = one_line(str(known.get("label") or (_words(tie.type.removeprefix("x:")) if tie.type else "is tied to")))
    return own.setdefault(name, own_type(name, {"label": label[:80], "mutual": bool(known.get("mutual"))}))


def _words(name: str) -> str:
    """A name such as ``ContractAward`` or ``contract_award`` in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").strip().lower()


def _relation(tie: Tie, kind: RelationType, actors: Mapping[str, Actor], harvest: Harvest, form: str) -> Relation:
    """The relation that a tie is."""
    actor = tuple(dict.fromkeys(actors[key].id for key in tie.actors))
    recipient = tuple(dict.fromkeys(actors[key].id for key in tie.recipients))
    said = [form, kind.name, actor, recipient, tie.date, tie.key or tie.summary, sorted(tie.extra.items())]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()[:12]
    own = {name: one_line(value) for name, value in tie.extra.items() if one_line(value)}
    fits = {"mode": tie.mode in kind.modes, "contexts": set(tie.contexts) <= set(load_ontology().contexts)}
    own |= {"mode": one_line(tie.mode)} if tie.mode and not fits["mode"] else {}
    own |= {"contexts": join_list(tie.contexts)} if not fits["contexts"] else {}
    if tie.key and form not in ("csv", "xlsx") and tie.ours is None:
        own["source_id"] = f"{form}:{one_line(tie.key)}"
    summary = one_line(tie.summary) or ("" if tie.ours else _sentence(kind, tie, harvest))
    made = f"{plain_slug(kind.name.removeprefix('x:'))}-{digest}"
    if (
        tie.ours
        and not tie.ours.whole
        and len(tie.ours.documents) > 1
        and set(tie.ours.asserted_by) - set(tie.ours.documents)
    ):
        own["documents"] = join_list(tie.ours.documents)  # in which of them somebody says it is not known
    return Relation(
        id=tie.key if tie.ours and re.fullmatch(r"[^\s;]+", tie.key) else made,
        actor=actor,
        type=kind.name,
        mode=tie.mode if fits["mode"] else "",
        recipient=recipient,
        mutual=kind.mutual if tie.mutual is None else tie.mutual,
        date=tie.date,
        place=one_line(tie.place),
        amount=tie.amount,
        unit=one_line(tie.unit),
        contexts=tie.contexts if fits["contexts"] else (),
        responds_to=tie.responds_to,
        gist=one_line(tie.gist),
        summary=summary,
        extra=_pairs(own),
    )


def _sentence(kind: RelationType, tie: Tie, harvest: Harvest) -> str:
    """A relation without words of its own in a sentence."""
    sides = [" and ".join(one_line(harvest.nodes[key].name) for key in side) for side in (tie.actors, tie.recipients)]
    if tie.type and kind.label == _words(tie.type.removeprefix("x:")):  # the file's word may be a verb or a noun
        mutual = kind.mutual if tie.mutual is None else tie.mutual
        return f"{sides[0]} {'and' if mutual else 'to'} {sides[1]}: {kind.label}."
    return f"{sides[0]} {kind.label} {sides[1]}."


def _numbered(relation: Relation, taken: Mapping[str, Relation]) -> Relation:
    """A relation under an id that is free."""
    number = next(number for number in range(2, len(taken) + 3) if f"{relation.id}-{number}" not in taken)
    return replace(relation, id=f"{relation.id}-{number}")


def _affiliations(harvest: Harvest, actors: Mapping[str, Actor]) -> Iterable[Affiliation]:
    """Where actors belong."""
    for place in harvest.places:
        if place.actor in actors and place.organisation in actors:
            yield Affiliation(
                actors[place.actor].id,
                place.role,
                actors[place.organisation].id,
                one_line(place.title),
                place.since,
                place.until,
            )

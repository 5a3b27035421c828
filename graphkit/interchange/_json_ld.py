"""A network as JSON-LD: claims, the annotations that are their evidence, and who said them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graphkit.errors import MissingDependency
from graphkit.network import iter_relations
from graphkit.reading import open_atomic

from ._plain import BESIDE, Plain, plain_rows, writable

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["VOCABULARY", "to_json_ld"]

#: The namespace of the few terms that no published vocabulary has: stances, types, statuses, answers.
VOCABULARY = "urn:graphkit:vocabulary:"
_CLASSES = {
    "person": "Person",
    "state": "Country",
    "company": "Corporation",
    "media": "NewsMediaOrganization",
    "ngo": "NGO",
    "agency": "GovernmentOrganization",
}
_CONTEXT = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "gk": VOCABULARY,
}


def to_json_ld(network: nx.MultiDiGraph, path: str | Path) -> Plain:
    """Write a network as JSON-LD.

    A relation is a ``schema:Claim``; each row of its evidence a Web Annotation (``oa:Annotation``) on it, with the
    document as source, the characters as ``oa:TextPositionSelector``, the stance, and ``prov:wasAttributedTo`` who
    said it. Actors are ``schema:Person``, ``Country`` or a kind of ``Organization``.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.

    Raises
    ------
    GraphkitError
        If the file cannot be written.
    MissingDependency
        If ``rdflib`` is not installed.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_json_ld(network, pathlib.Path(folder, "a.jsonld"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    try:
        import rdflib
    except ImportError as error:
        raise MissingDependency("writing JSON-LD needs rdflib", extra="formats") from error
    network = writable(network)
    plain = plain_rows(network)
    for carried in BESIDE:
        plain.losses.pop(carried, None)
    graph = rdflib.Graph()
    for prefix, address in _CONTEXT.items():
        graph.bind(prefix, address, replace=True)
    writer = _Writer(rdflib, graph, network)
    writer.add_actors()
    writer.add_documents()
    for key, actors, recipients, data in iter_relations(network):
        writer.add_claim(key, actors, recipients, data)
    text = graph.serialize(format="json-ld", context=_CONTEXT, auto_compact=True, indent=2, sort_keys=True)
    with open_atomic(Path(path)) as file:
        file.write(text.encode("utf-8"))
    return plain


class _Writer:
    """The statements of one network."""

    def __init__(self, rdflib: Any, graph: Any, network: nx.MultiDiGraph) -> None:
        self.rdflib, self.graph, self.network = rdflib, graph, network
        self.base = f"urn:graphkit:{quote(str(network.graph.get('name') or 'dataset'), safe='')}:"

    def name(self, kind: str, key: str) -> Any:
        """The identifier of a thing."""
        return self.rdflib.URIRef(f"{self.base}{kind}:{quote(key, safe='')}")

    def term(self, term: str) -> Any:
        """A term of a vocabulary, such as ``schema:name``."""
        prefix, _, name = term.partition(":")
        return self.rdflib.URIRef(_CONTEXT[prefix] + name)

    def say(self, subject: Any, values: Mapping[str, Any]) -> None:
        """State some properties of a thing; blank ones are left out."""
        for predicate, value in values.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                if one is None or one == "":
                    continue
                plain = isinstance(one, str | int | float) and not isinstance(one, self.rdflib.URIRef)
                self.graph.add((subject, self.term(predicate), self.rdflib.Literal(one) if plain else one))

    def address(self, text: str) -> Any:
        """A web address as a link; anything else as text."""
        safe = text.startswith(("http://", "https://")) and not any(sign in text for sign in ' <>"{}|\\^`\n')
        return self.rdflib.URIRef(text) if safe else text

    def add_actors(self) -> None:
        """State who the actors are."""
        for node, data in self.network.nodes(data=True):
            subject = self.name("actor", node)
            kind = self.term(f"schema:{_CLASSES.get(data.get('kind', ''), 'Organization')}")
            qid = data.get("wikidata", "")
            self.graph.add((subject, self.rdflib.RDF.type, kind))
            self.say(
                subject,
                {
                    "schema:name": data.get("name", node),
                    "schema:identifier": node,
                    "schema:alternateName": list(data.get("aliases", ())),
                    "schema:sameAs": self.address(f"http://www.wikidata.org/entity/{qid}") if qid else None,
                    "schema:description": data.get("note", ""),
                    "gk:kind": data.get("kind", ""),
                },
            )
        for number, place in enumerate(self.network.graph.get("affiliations", ()), 1):
            role = self.name("affiliation", str(number))
            self.graph.add((role, self.rdflib.RDF.type, self.term("schema:Role")))
            self.say(
                role,
                {
                    "gk:role": place.role,
                    "schema:roleName": place.title,
                    "schema:startDate": place.since,
                    "schema:endDate": place.until,
                    "schema:memberOf": self.name("actor", place.organisation),
                },
            )
            self.graph.add((self.name("actor", place.actor), self.term("schema:memberOf"), role))

    def add_documents(self) -> None:
        """State what the documents are."""
        for document in self.network.graph.get("documents", {}).values():
            subject = self.name("document", document.id)
            self.graph.add((subject, self.rdflib.RDF.type, self.term("schema:CreativeWork")))
            self.say(
                subject,
                {
                    "schema:name": document.title,
                    "schema:author": document.author,
                    "schema:publisher": document.publisher,
                    "schema:datePublished": document.date,
                    "schema:url": self.address(document.url),
                    "schema:archivedAt": self.address(document.archived),
                    "schema:inLanguage": document.language,
                    "gk:sha256": document.sha256,
                    "prov:wasDerivedFrom": [self.name("document", one) for one in document.retells],
                },
            )

    def add_claim(
        self, key: str, actors: tuple[str, ...], recipients: tuple[str, ...], data: Mapping[str, Any]
    ) -> None:
        """State a relation and its evidence."""
        subject = self.name("relation", key)
        self.graph.add((subject, self.rdflib.RDF.type, self.term("schema:Claim")))
        self.say(
            subject,
            {
                "schema:text": data["summary"],
                "schema:identifier": key,
                "gk:actor": [self.name("actor", one) for one in actors],
                "gk:recipient": [self.name("actor", one) for one in recipients],
                "gk:type": data["type"],
                "gk:mode": data["mode"],
                "gk:date": data["date"],
                "gk:mutual": self.rdflib.Literal(bool(data["mutual"])),
                "gk:place": data["place"],
                "gk:context": list(data["contexts"]),
                "gk:amount": data["amount"],
                "gk:unit": data["unit"],
                "gk:status": data["status"],
                "gk:respondsTo": [self.name("relation", one) for one in data["responds_to"]],
            },
        )
        for number, record in enumerate(data["evidence"], 1):
            self.add_evidence(self.name("evidence", f"{key}/{number}"), subject, record)

    def add_evidence(self, subject: Any, claim: Any, record: Any) -> None:
        """State one place in one document that speaks for or against a relation."""
        target = self.rdflib.URIRef(f"{subject}:target")
        self.graph.add((subject, self.rdflib.RDF.type, self.term("oa:Annotation")))
        self.graph.add((target, self.rdflib.RDF.type, self.term("oa:SpecificResource")))
        self.say(
            subject,
            {
                "oa:hasBody": claim,
                "oa:hasTarget": target,
                "gk:stance": record.stance,
                "gk:origin": record.origin,
                "gk:via": record.via and self.name("actor", record.via),
                "gk:locator": record.locator,
                "gk:date": record.date,
                "prov:wasAttributedTo": record.speaker and self.name("actor", record.speaker),
            },
        )
        self.say(target, {"oa:hasSource": self.name("document", record.document)})
        if record.start is not None:
            selector = self.rdflib.URIRef(f"{subject}:selector")
            self.graph.add((selector, self.rdflib.RDF.type, self.term("oa:TextPositionSelector")))
            self.say(selector, {"oa:start": record.start, "oa:end": record.end})
            self.say(target, {"oa:hasSelector": selector})

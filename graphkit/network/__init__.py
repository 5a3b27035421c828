"""A dataset as a ``MultiDiGraph`` and back; views of it; finding an actor by any of its names."""

from graphkit.network._backbone import backbone, disparity
from graphkit.network._building import Sided, build_network, network_records, to_dataset
from graphkit.network._conversion import as_network, from_networkx, from_pandas, to_networkx
from graphkit.network._edges import completed, iter_relations, relation_of
from graphkit.network._lists import list_actors, list_relations
from graphkit.network._names import find_actor
from graphkit.network._roles import NODE_ROLES, TIE_ROLES, column_of, plain_heading
from graphkit.network._sources import SourceCounter, Sources, sources_of
from graphkit.network._views import (
    affiliation_on,
    filter_network,
    keep_relations,
    roll_up,
    rolled_sides,
    side_score,
    signed_network,
    state_on,
)

__all__ = [
    "NODE_ROLES",
    "TIE_ROLES",
    "Sided",
    "SourceCounter",
    "Sources",
    "affiliation_on",
    "as_network",
    "backbone",
    "build_network",
    "column_of",
    "completed",
    "disparity",
    "filter_network",
    "find_actor",
    "from_networkx",
    "from_pandas",
    "iter_relations",
    "keep_relations",
    "list_actors",
    "list_relations",
    "network_records",
    "plain_heading",
    "relation_of",
    "roll_up",
    "rolled_sides",
    "side_score",
    "signed_network",
    "sources_of",
    "state_on",
    "to_dataset",
    "to_networkx",
]

"""The public names and where each is defined: type checkers and ``graphkit`` itself read this list."""

from .dataset import (
    CheckReport as CheckReport,
    Dataset as Dataset,
    check_dataset as check_dataset,
    load_dataset as load_dataset,
    merge as merge,
    save_dataset as save_dataset,
)
from .dataset.compare import (
    agreement as agreement,
    diff as diff,
)
from .errors import (
    DataError as DataError,
    ExtractionError as ExtractionError,
    GraphkitError as GraphkitError,
    MissingDependency as MissingDependency,
    Problem as Problem,
    UnknownActor as UnknownActor,
)
from .extract import (
    extract_relations as extract_relations,
)
from .interchange import (
    export_network as export_network,
    import_files as import_files,
    to_csv as to_csv,
    to_cytoscape as to_cytoscape,
    to_duckdb as to_duckdb,
    to_ftm as to_ftm,
    to_gexf as to_gexf,
    to_graphml as to_graphml,
    to_json_ld as to_json_ld,
    to_neo4j as to_neo4j,
    to_node_link as to_node_link,
    to_parquet as to_parquet,
    to_sqlite as to_sqlite,
    to_xlsx as to_xlsx,
)
from .network import (
    build_network as build_network,
    filter_network as filter_network,
    find_actor as find_actor,
    from_networkx as from_networkx,
    from_pandas as from_pandas,
    iter_relations as iter_relations,
    roll_up as roll_up,
    signed_network as signed_network,
    to_dataset as to_dataset,
    to_networkx as to_networkx,
)
from .ontology import (
    load_ontology as load_ontology,
)
from .query import (
    Frustration as Frustration,
    Tie as Tie,
    balance as balance,
    blocs as blocs,
    brokers as brokers,
    changes as changes,
    contested as contested,
    explain as explain,
    frustration as frustration,
    leverage as leverage,
    paths as paths,
    profile as profile,
    responses as responses,
    search as search,
    summary as summary,
    tabled as tabled,
    timeline as timeline,
    unanswered as unanswered,
)
from .render import (
    Map as Map,
    MapOptions as MapOptions,
    MapReport as MapReport,
    Step as Step,
    Story as Story,
    draw_figure as draw_figure,
    draw_map as draw_map,
    map_html as map_html,
    map_widget as map_widget,
    plot_counts as plot_counts,
    plot_timeline as plot_timeline,
    to_pyvis as to_pyvis,
    write_map as write_map,
)

__version__: str

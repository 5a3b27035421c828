"""The quick readers of files without quotes: blocks of Arrow, or DuckDB, of the columns that are used alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from graphkit.events.formats import Layout

__all__ = ["duckdb_rows", "open_blocks"]

#: So many bytes are read at a time: what fits into a processor's cache is read fastest.
_READ_BYTES = 1 << 20
#: The least rows of a block, unless it has so many bytes: the database takes small blocks far more slowly.
_BLOCK_ROWS, _BLOCK_BYTES = 122_880, 32_000_000


def open_blocks(path: Path, layout: Layout, names: Sequence[str]) -> Any:
    """Open a UTF-8 file as a stream of Arrow with the column ``line`` and some of the file's own, as text.

    Parameters
    ----------
    path
        A file without NUL, and without a carriage return that does not end a line.
    layout
        Its separator, width and header. It has no quotes and no comments.
    names
        The columns, ``c0`` and so on.

    Returns
    -------
    pyarrow.RecordBatchReader
        It fails on the way where a line has more or fewer fields than the layout; a blank line is no row. None where
        pyarrow is not installed or cannot read the beginning of the file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.tab")
    ...     _ = path.write_text('one\\t"two\\tthree\\n')
    ...     with open_blocks(path, Layout("", 3, False, {}), ["c1", "c2"]) as blocks:
    ...         blocks.read_all().to_pylist()
    [{'line': 1, 'c1': '"two', 'c2': 'three'}]
    """
    try:
        import pyarrow
        from pyarrow import csv
    except ImportError:
        return None
    with path.open("rb") as file:
        head = file.readline(4)
    if head.startswith(b"\xef\xbb\xbf") or not head.strip(b"\r\n") or len(layout.separator.encode()) > 1:
        return None  # pyarrow would drop a mark that is text, and take a blank line for the header
    try:
        reader = csv.open_csv(
            pyarrow.OSFile(str(path)),  # a name would be unpacked by its ending
            csv.ReadOptions(
                block_size=_READ_BYTES,
                skip_rows=int(layout.header),
                column_names=[f"c{number}" for number in range(layout.width)],
            ),
            csv.ParseOptions(delimiter=layout.separator, quote_char=False, double_quote=False),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pyarrow.string()),
                include_columns=list(names),
                strings_can_be_null=False,
            ),
        )
    except pyarrow.ArrowException:
        return None
    schema = reader.schema.insert(0, pyarrow.field("line", pyarrow.int64()))
    return pyarrow.RecordBatchReader.from_batches(schema, _blocks(reader, 1 + layout.header))


def duckdb_rows(path: Path, layout: Layout, names: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return the query by which DuckDB reads such a file, and its parameters: where Arrow cannot.

    It gives the same columns. ``line`` is NULL where the place of a row in the table says it: numbering the rows
    keeps DuckDB to one thread.

    Examples
    --------
    >>> query, given = duckdb_rows(Path("a.tab"), Layout("", 2, False, {}), ["c1"])
    >>> query[:32], given["path"]
    ('SELECT NULL AS line, c1 FROM rea', 'a.tab')
    """
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(layout.width))
    read = (
        f"read_csv($path, auto_detect=false, header={str(layout.header).lower()}, delim=$separator, quote='', "
        f"escape='', columns={{{columns}}}, strict_mode=true, null_padding=false, ignore_errors=false, "
        f"force_not_null={[f'c{i}' for i in range(layout.width)]})"  # DuckDB counts only columns that it reads
    )
    line = "NULL" if layout.tables == "{raw}" else f"row_number() OVER () + {int(layout.header)}"
    given = {"path": str(path), "separator": layout.separator}
    return f"SELECT {line} AS line, {', '.join(names)} FROM {read}", given


def _blocks(reader: Any, line: int) -> Iterator[Any]:
    """Fewer and larger batches of what a reader gives, their rows numbered from a line on; one is read ahead."""
    with reader, ThreadPoolExecutor(1) as thread:
        coming = thread.submit(_block, reader, line)
        while (block := coming.result()) is not None:
            line += block.num_rows
            coming = thread.submit(_block, reader, line)
            yield from block.to_batches()
            del block


def _block(reader: Any, line: int) -> Any:
    """The next batches of a reader as a table of one chunk, its rows numbered; None where there are no more."""
    import numpy as np
    import pyarrow

    held: list[Any] = []
    rows = size = 0
    for batch in reader:
        held.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= _BLOCK_ROWS or size >= _BLOCK_BYTES:
            break
    if not held:
        return None
    table = pyarrow.Table.from_batches(held).combine_chunks()
    lines = pyarrow.py_buffer(np.arange(line, line + rows, dtype=np.int64))  # pyarrow.array would load pandas
    return table.add_column(0, "line", pyarrow.Array.from_buffers(pyarrow.int64(), rows, [None, lines]))

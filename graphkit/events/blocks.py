"""The quick reader: a file without quotes as blocks of Arrow, of the columns that are used alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphkit.events.formats import Layout

__all__ = ["open_blocks"]

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
                check_utf8=False,
                column_types=dict.fromkeys(names, pyarrow.string()),
                include_columns=list(names),
                strings_can_be_null=False,
            ),
        )
    except pyarrow.ArrowException:
        return None
    schema = reader.schema.insert(0, pyarrow.field("line", pyarrow.int64()))
    return pyarrow.RecordBatchReader.from_batches(schema, _blocks(reader, 1 + layout.header))


def _blocks(reader: Any, line: int) -> Iterator[Any]:
    """Fewer and larger batches of what a reader gives, their rows numbered from a line on."""
    held: list[Any] = []
    rows = size = 0
    with reader:
        for batch in reader:
            held.append(batch)
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if rows >= _BLOCK_ROWS or size >= _BLOCK_BYTES:
                yield from _block(held, line, rows)
                line, held, rows, size = line + rows, [], 0, 0
        if held:
            yield from _block(held, line, rows)


def _block(batches: list[Any], line: int, rows: int) -> Any:
    """Some batches as one, its rows numbered."""
    import numpy as np
    import pyarrow

    table = pyarrow.Table.from_batches(batches).combine_chunks()
    return table.add_column(0, "line", pyarrow.array(np.arange(line, line + rows))).to_batches()

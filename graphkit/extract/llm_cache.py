"""The replies of a language model, kept on disk, so that no passage is paid for twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

from graphkit.dataset import file_bytes
from graphkit.extract.llm_prompt import PROMPT_VERSION
from graphkit.extract.llm_server import plain_url

__all__ = ["ReplyCache"]


class ReplyCache:
    """A folder with one small file for each passage that a model was asked about.

    An entry is found by the interface, the model, the server's address, the version of the prompt and what was asked,
    which holds the passage and the document's date. Its file is named by a digest of these and written whole.

    Parameters
    ----------
    folder
        Where they are kept; it is made at the first reply.
    model, base_url, api
        Whose replies they are.

    Examples
    --------
    >>> cache = ReplyCache(tempfile.mkdtemp(), model="toy")
    >>> cache.keep("What?", "passage", "Nothing.")
    >>> cache.find("What?"), cache.find("Who?")
    ('Nothing.', None)
    """

    def __init__(self, folder: str | Path, *, model: str, base_url: str = "", api: str = "openai") -> None:
        self.folder = Path(folder)
        self.model, self.base_url, self.api = model, base_url, api
        self.faults: list[str] = []

    def find(self, asked: str) -> str | None:
        """Return the reply to what was asked before, or None; an entry that is damaged is noted in ``faults``."""
        path, key = self._place(asked)
        try:
            entry = json.loads(file_bytes(path, most=50_000_000))
            if entry["key"] != key or not isinstance(entry["reply"], str):
                raise ValueError("the entry of something else")
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            self.faults.append(f"{path.name} in {self.folder} is damaged: the model is asked again")
            return None
        return str(entry["reply"])

    def keep(self, asked: str, passage: str, reply: str) -> None:
        """Write a reply down; when the disk does not take it, that is noted in ``faults`` and the work goes on."""
        path, key = self._place(asked)
        entry = {
            "key": key,
            "api": self.api,
            "model": self.model,
            "base_url": plain_url(self.base_url),
            "prompt_version": PROMPT_VERSION,
            "passage_sha256": hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest(),
            "reply": reply,
        }
        try:
            self._write(path, json.dumps(entry, ensure_ascii=True, indent=0))
        except OSError as error:
            self.faults.append(f"replies cannot be kept in {self.folder} ({error.strerror or error})")

    def _place(self, asked: str) -> tuple[Path, str]:
        """The file of an entry, and the digest that it is known by."""
        said = json.dumps([self.api, self.model, plain_url(self.base_url), PROMPT_VERSION, asked])
        key = hashlib.sha256(said.encode("ascii")).hexdigest()
        return self.folder / key[:2] / f"{key}.json", key

    def _write(self, path: Path, text: str) -> None:
        """Write a file that is there whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("# replies quote documents, which may be somebody's copyright\n*\n", encoding="utf-8")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text)
            Path(name).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise

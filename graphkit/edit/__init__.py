"""A workbench in the browser: read a document, record who did what to whom, and keep it in the five tables."""

from graphkit.edit.server import edit_dataset

__all__ = ["edit_dataset"]

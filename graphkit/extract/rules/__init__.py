"""The rule coder: relations from English text without a statistical parser."""

from graphkit.extract.rules.coder import code_document
from graphkit.extract.rules.dictionary import Dictionary, known_words, load_dictionary
from graphkit.extract.rules.sureness import CUT

__all__ = ["CUT", "Dictionary", "code_document", "known_words", "load_dictionary"]

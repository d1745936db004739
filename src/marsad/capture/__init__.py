"""From what a user names (files, dumps, archives, standard input, URLs) to captures and articles."""

from marsad.capture.article import to_article
from marsad.capture.fetch import Fetcher
from marsad.capture.inputs import read_inputs
from marsad.capture.layout import Layout
from marsad.capture.problems import Unreadable

__all__ = ["Fetcher", "Layout", "Unreadable", "read_inputs", "to_article"]

"""What the program says to people: kinds with arguments, put into words at the edge."""

from annotator.words import counts
from annotator.words.catalogue import ENGLISH, Catalogue, load
from annotator.words.message import Argument, Message, as_said, joined, say

__all__ = [
    "ENGLISH",
    "Argument",
    "Catalogue",
    "Message",
    "as_said",
    "counts",
    "joined",
    "load",
    "say",
]

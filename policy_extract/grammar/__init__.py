"""The rules, as data: load grammar files, match them, test them."""

from policy_extract.grammar.grammars import Grammars
from policy_extract.grammar.loading import load
from policy_extract.grammar.matching import Fired, Match, Matcher
from policy_extract.grammar.rules import Rule

__all__ = ["Fired", "Grammars", "Match", "Matcher", "Rule", "load"]

"""Every exception this package raises on purpose.

PolicyExtractError
├── InputError               the caller's file            exit 2
│   ├── NotADocumentError    not a format we read (.rtf, a picture, a scanned PDF, a renamed zip, an empty file)
│   ├── DamagedDocumentError the right format, but cut off, broken or beyond the limits
│   └── LockedDocumentError  encrypted
├── OutputError              the result cannot be put where the caller wants it   exit 2
├── EngineError              the workers a batch asks for cannot be had   exit 2
└── GrammarError             a file under grammars/       exit 2
    ├── GrammarSyntaxError   not TOML, an unknown key, an unknown term, a pattern that does not compile
    └── GrammarExampleError  an example its rule does not win, or should not

Odd content inside a readable document is never an exception: it is a
`Finding`, and parsing goes on. Our own output failing its own schema is a bug
and shows a traceback.
"""


class PolicyExtractError(Exception):
    """The root of the tree above; `str()` is one line: where, what, and what to do."""


class InputError(PolicyExtractError):
    """The caller's file cannot be read."""


class NotADocumentError(InputError):
    """The bytes are of no format this package reads."""


class DamagedDocumentError(InputError):
    """The bytes begin like a format this package reads and cannot be read to the end within the limits."""


class LockedDocumentError(InputError):
    """The document is encrypted."""


class OutputError(PolicyExtractError):
    """The result cannot be written where it should go."""


class EngineError(PolicyExtractError):
    """The workers that a batch asks for cannot be had."""


class GrammarError(PolicyExtractError):
    """A grammar file is wrong; the message names file, line and cure."""


class GrammarSyntaxError(GrammarError):
    """A grammar file does not say what a rule file may say."""


class GrammarExampleError(GrammarError):
    """A rule and its own examples disagree."""

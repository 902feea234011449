"""The script that makes every `source.docx`: Word files written from text, the same bytes on every machine.

`python -m samples.make` writes them. Each module of `samples.make.plans` is
one plan; `markup` spells paragraphs and tables in WordprocessingML, `lists`
automatic numbering, `package` the zip around them. Only the standard library
is used, and nothing is compressed, so no version of anything can change a
byte.
"""

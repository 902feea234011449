"""Many documents at once: mirrored JSON and a manifest, by worker processes or on a cluster, none lost.

Read `run.py` first: sources → tasks → an engine → records → journal → manifest.
"""

"""Sections → what each holds, which of them are tasks, and the units and deadlines of these."""

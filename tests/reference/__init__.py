"""Numbers with provenance: the scripts (``r/``), what R made of them (``frozen/``, with versions), and
ours.
"""

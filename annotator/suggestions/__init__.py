"""Suggestions that learn from an annotator's own finished articles, on the CPU and offline.

``sources`` propose candidates, ``learning`` weighs them, ``engine`` joins both for a label;
``store`` keeps what was learned. Nothing here knows projects: ``exchange.suggesting`` reads them.
"""

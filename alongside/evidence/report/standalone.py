"""The head of a report that stands alone: its few styles are written into it."""

from __future__ import annotations

from markupsafe import Markup

_STYLES = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #26211c; background: #fffdf9;
  font: 1.06rem/1.55 "Atkinson Hyperlegible Next", "Segoe UI", system-ui, sans-serif; }
h1, h2 { line-height: 1.25; } table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 700; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem .4rem 0;
  border-bottom: 1px solid #e4d9c8; }
svg { width: 100%; max-width: 30rem; height: auto; }
svg text { font: 17px system-ui, sans-serif; fill: #26211c; }
.flow-box { fill: #fffdf9; stroke: #85786a; }
.flow-out { fill: #f4ecdf; stroke: #85786a; stroke-dasharray: 5 4; }
.flow-line, .model-line { stroke: #5c5248; stroke-width: 2; fill: none; } .flow-head { fill: #5c5248; }
.model-line.limits { stroke-dasharray: 6 5; } .model-mark { fill: #fffdf9; stroke: #5c5248; }
.model-node { fill: #f1e9f3; stroke: #5a3d66; } .model-node.end { fill: #fffdf9; stroke: #26211c; }
svg text.flow-number { font-weight: 740; font-size: 20px; fill: #5a3d66; }
"""


def head(title: str) -> Markup:
    """Character set, title and styles."""
    return Markup(
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{}</title><style>{}</style>"
    ).format(title, Markup(_STYLES))  # noqa: S704 - our own constant

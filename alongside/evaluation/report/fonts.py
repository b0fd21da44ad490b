"""Where the letters are: Atkinson Hyperlegible for reading, Noto Sans for what it does not have (Greek, Cyrillic).

Both come as Python packages under the Open Font License. Without them the page uses the reader's own letters.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def _font(package: str, name: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / "files" / name
    return path if path.is_file() else None


REGULAR = _font("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf")
BOLD = _font("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf")
FALLBACK = _font("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")

"""How a page looks to whoever needs it to be right: axe, the width, the words, the focus."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, ViewportSize

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
SMALL_PHONE = ViewportSize(width=320, height=640)

# Keys, tokens and nonces differ each time and change nothing that is seen.
_PASSING = re.compile(r"(?:value|nonce)=\"[\w-]{32,}\"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_looked_at: set[tuple[int, str]] = set()
_mirrors: WeakKeyDictionary[BrowserContext, Page] = WeakKeyDictionary()


def look(page: Page) -> None:
    """Nothing is wrong with this page, as far as a machine can tell. The same markup is looked at once.

    A page that has been answered and not read yet is empty: on a busy machine that is seen.
    """
    page.wait_for_load_state()
    markup = page.content()
    size = page.viewport_size or PHONE
    print_ = (size["width"], hashlib.sha256(_PASSING.sub("", markup).encode()).hexdigest())
    if print_ in _looked_at:
        return
    found = faults(page)
    assert found == [], f"{page.url}: {found}"
    _looked_at.add(print_)


def faults(
    page: Page, *, only_seen: bool = False, own_colours: bool = False, only_size: bool = False
) -> list[str]:
    """What is wrong with this page.

    axe finds nothing (names of controls, contrast, targets of 24 px among it), nothing scrolls sideways,
    there is one first heading and a language, and no text is smaller than 17 px. The pages' own security
    policy stays in force: axe comes by the debugger, which is beyond it. ``only_seen`` leaves out what does
    not depend on the eye, ``only_size`` also what depends on its colours. With ``own_colours`` the device has
    put its colours in the place of ours; axe would still compare ours.
    """
    page = _mirrored(page) if page.context in _mirrors else page
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": not (own_colours or only_size)}}
    options: dict[str, Any] = {
        "rules": rules,
        "resultTypes": ["violations"],
        "iframes": False,
        "preload": False,
    }
    if only_seen or only_size:
        options["runOnly"] = [name for name, rule in rules.items() if rule["enabled"]]
    else:
        options["rules"] = rules
    found: list[str] = page.evaluate(_FAULTS, options)
    return found


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def mirror(window: BrowserContext, beside: BrowserContext) -> None:
    """Pages of ``window``, where scripts are off, are looked at in ``beside``: axe is itself a script."""
    beside.route("**/*.js", lambda route: route.abort())
    _mirrors[window] = beside.new_page()


def _mirrored(page: Page) -> Page:
    """The same markup at the same address and width; the pages' own scripts stay away."""
    copy, markup = _mirrors[page.context], page.content()
    copy.route(page.url, lambda route: route.fulfill(body=markup, content_type="text/html; charset=utf-8"))
    copy.goto(page.url)
    copy.unroute(page.url)
    return copy


def hidden_focus(page: Page) -> str:
    """What has the focus and cannot be seen or does not look focused; empty where all is well."""
    hidden: Any = page.evaluate(_HIDDEN_FOCUS)
    return str(hidden)


_FAULTS = """async options => {
    const found = [];
    const root = document.documentElement;
    const sideways = root.scrollWidth - root.clientWidth;
    if (sideways > 0) found.push(`scrolls sideways by ${sideways} px`);
    const first = document.querySelectorAll('h1').length;
    if (first !== 1) found.push(`${first} first headings`);
    if (!root.lang) found.push('no language');
    if (!document.title.trim()) found.push('no title');
    for (const each of document.querySelectorAll('body *')) {
        const words = [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
        if (!words || each.closest('svg, .unseen, noscript')) continue;
        const size = parseFloat(getComputedStyle(each).fontSize);
        if (size < 17) found.push(`${size} px: ${each.outerHTML.slice(0, 80)}`);
    }
    const all = await axe.run(options);
    for (const each of all.violations)
        found.push(`${each.id}: ${each.nodes.map(node => node.html.slice(0, 200)).slice(0, 3).join(' | ')}`);
    return found;
}"""

# A radio of a scale is drawn by the label around it; what is drawn is what must be seen.
_HIDDEN_FOCUS = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return 'nothing has the focus';
    const says = focused.outerHTML.slice(0, 160);
    const drawn = focused.closest('.scale-point') || focused;
    const box = drawn.getBoundingClientRect();
    const style = getComputedStyle(focused), beside = focused.nextElementSibling;
    const ringed = [style, beside && getComputedStyle(beside)].some(
        each => each && each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 2);
    if (!ringed && focused.id !== 'main') return `no ring around ${says}`;
    if (focused.id === 'main') return '';
    if (box.width < 1 || box.height < 1) return `no size: ${says}`;
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const inside = y => y >= 0 && y < innerHeight;
    const seen = y => {
        const there = inside(y) && document.elementFromPoint(x, y);
        return there && (drawn.contains(there) || there.contains(focused) && there.matches('label, legend'));
    };
    const tall = box.height > innerHeight - 120;
    // Browsers bring the caret of a box for writing into sight, not the whole box: its first lines count.
    const low = focused.matches('textarea') ? Math.min(box.bottom, box.top + 60) : box.bottom;
    const where = tall ? [box.top + 4, box.bottom - 4] : [box.top + 3, low - 3];
    const enough = tall ? where.some(seen) : where.every(seen);
    return enough ? '' : `out of sight, ${box.top} to ${box.bottom} of ${innerHeight}: ${says}`;
}"""

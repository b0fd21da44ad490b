"""Does a server process grow?"""

from __future__ import annotations

from bench.costs import anonymous_bytes
from bench.harness import Bench, Result, figure
from tests.durability.house import house

EARLY, LATE, MOST = 100, 10_000, 1.1


@figure(
    "memory",
    work="anonymous memory of a web process after 10,000 pages",
    against="the same after 100",
    aim=f"<= {MOST}",
)
def memory(bench: Bench) -> Result:
    clinic = house(bench.folder, "bench.settings")
    late = bench.of(LATE, EARLY * 2)
    with clinic.serving() as server:
        web = max(server.pids())
        joan, priya = clinic.visitor(server, "joan"), clinic.visitor(server, "priya")
        story = f"/p/{clinic.partnership}/story/"
        pages = [(joan, "/"), (joan, story), (priya, "/"), (priya, story)]
        sizes = {}
        for number in range(1, late + 1):
            who, path = pages[number % len(pages)]
            who.get(path)
            if number in {EARLY, late}:
                sizes[number] = anonymous_bytes(web)
    ratio = sizes[late] / sizes[EARLY]
    megabytes = {number: f"{size / 1e6:.1f} MB" for number, size in sizes.items()}
    said = f"{ratio:.3f} ({megabytes[late]} after {late:,} pages, {megabytes[EARLY]} after {EARLY})"
    return Result(said, ratio <= MOST, {"ratio": ratio, "bytes": sizes})

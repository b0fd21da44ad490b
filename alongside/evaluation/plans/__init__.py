"""Analysis plans that come with Alongside: ``seeds.toml`` asks the study's question of the clinic's own
extract."""

from __future__ import annotations

from pathlib import Path

SEEDS = Path(__file__).with_name("seeds.toml")

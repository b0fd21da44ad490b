"""Fonts are optional, and half of them are none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from alongside.base.pages import fonts


def test_no_fonts_and_half_of_them_count_as_none(tmp_path):
    assert not fonts.has_fonts(tmp_path)
    wanted = fonts._FILE.findall(fonts._SHEET.read_text(encoding="utf-8"))
    for name in wanted:
        assert not fonts.has_fonts(tmp_path)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert fonts.has_fonts(tmp_path)


@pytest.mark.faults
def test_a_machine_without_npm_serves_pages_in_the_systems_font(tmp_path):
    """The whole product in a folder without node_modules, as somebody without npm has it."""
    house = fonts.FONTS_SHEET_FOLDER.parents[3]
    shutil.copytree(house / "alongside", tmp_path / "alongside", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {
        **os.environ,
        "ALONGSIDE_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "PYTHONPATH": str(tmp_path),
    }
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not list((tmp_path / "home" / "static").rglob("fonts*.css"))

"""A few of the trials of ``benchmarks/losses.py``: kills, several writers, a full disk, damaged journals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("textual", reason="needs the extra graphkit[review]")
ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="forks processes; Windows is not run here")
def test_no_trial_loses_anything():
    command = [sys.executable, str(ROOT / "benchmarks" / "losses.py"), "--trials", "3", "--seed", "5"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert result.returncode == 0, result.stderr
    assert len(result.stdout.splitlines()) == 19

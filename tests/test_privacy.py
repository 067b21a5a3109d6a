"""Nothing about the user or the machine is noted or sent by the libraries that briefer stands on."""

import os
import subprocess
import sys

import pytest


@pytest.mark.needs_model
def test_reading_leaves_nothing_in_the_users_home(tmp_path):
    """ONNX Runtime 1.32 keeps a number of the machine there, and events to send, unless it is told not to."""
    script = "from briefer.summarising.encoder import load_encoder; load_encoder('briefer-encoder', 'cpu')"
    own = {name: value for name, value in os.environ.items() if name not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA"), str(tmp_path))
    subprocess.run([sys.executable, "-c", script], env=own | homes, check=True, capture_output=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []

"""The example office: real rules of 2020-2022, made-up requests, all marked CONTOH."""

from planner.demo.play import OnProgress, PlayFigures, PlayStep, play
from planner.demo.script import DemoScript, shipped_script

__all__ = ["DemoScript", "OnProgress", "PlayFigures", "PlayStep", "play", "shipped_script"]

"""The example office: real rules of 2020-2022, made-up requests, all marked CONTOH."""

from planner.demo.play import Figures, Step, Told, play
from planner.demo.script import DemoScript, shipped_script

__all__ = ["DemoScript", "Figures", "Step", "Told", "play", "shipped_script"]

"""What a trial measured, beside what it was to be."""

import contextlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
for folder in ("support", "sessions"):
    sys.path.insert(0, os.path.join(ROOT, "test", folder))

from session_case import FILES  # noqa: E402


@dataclass
class Figure:
    """A number and its goal. Times and shares of the processor depend on the machine and what else it does; the
    rest is right or wrong on every machine."""

    what: str
    value: float
    goal: float
    unit: str = ""
    is_time: bool = False
    is_least: bool = False  # the goal is to be reached, not to be kept below

    @property
    def passed(self):
        return self.value >= self.goal if self.is_least else self.value <= self.goal

    def __str__(self):
        goal = (">= " if self.is_least else "<= ") + shown(self.goal, self.unit)
        return f"{self.what}: {shown(self.value, self.unit)} ({goal}): {'passed' if self.passed else 'MISSED'}"


def shown(value, unit):
    number = f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.2f}"
    return (number.replace(",", " ") + " " + unit).strip()


def fact(what, value, goal=0, unit=""):
    return Figure(what, value, goal, unit)


def at_least(what, value, goal, unit=""):
    return Figure(what, value, goal, unit, is_least=True)


def milliseconds(what, seconds, goal):
    return Figure(what, seconds * 1000, goal, "ms", is_time=True)


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("inf")


class World:
    """The program under trial, and folders that are gone afterwards."""

    def __init__(self, troupe, build):
        self.troupe, self.build = os.path.abspath(troupe), build
        self._stack = contextlib.ExitStack()

    def folder(self, files=None):
        """A new workspace: that of the session tests, or one of these files."""
        folder = tempfile.mkdtemp(prefix="troupe-hostile-")
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        for path, text in (FILES if files is None else files).items():
            full = os.path.join(folder, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        return folder

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stack.close()

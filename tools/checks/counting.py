"""How many cases a test program ran, as its own output tells it."""

import dataclasses
import re

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_DOCTEST = re.compile(r"^\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed \|(?:\s*(\d+) skipped)?",
                      re.MULTILINE)
_UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.MULTILINE)
_UNITTEST_REST = re.compile(r"\b(failures|errors|skipped)=(\d+)")
_CLOSING = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", re.MULTILINE)


@dataclasses.dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed,
                      self.skipped + other.skipped)

    def __str__(self):
        """The closing line, which `counts` understands."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def counts(output, outcome):
    """The cases that `output` tells of: doctest's summary, unittest's, or our own closing line; a
    program that tells none is one case. `outcome` is "passed", "failed" or "skipped" and wins: a
    program that failed counts at least one failure, whatever it said before it died."""
    output = _COLOURS.sub("", output)
    told = Counts()
    closing = _CLOSING.findall(output)
    if closing:
        told = Counts(*map(int, closing[-1]))
    else:
        for _, passed, failed, skipped in _DOCTEST.findall(output):
            told += Counts(int(passed), int(failed), int(skipped or 0))
        for match in _UNITTEST.finditer(output):
            rest = dict(_UNITTEST_REST.findall(output[match.end():]))
            bad = int(rest.get("failures", 0)) + int(rest.get("errors", 0))
            skipped = int(rest.get("skipped", 0))
            told += Counts(int(match[1]) - bad - skipped, bad, skipped)
    if outcome == "skipped":
        return Counts(skipped=max(1, told.passed + told.failed + told.skipped))
    if outcome == "failed" and told.failed == 0:
        return told + Counts(failed=1)
    if told == Counts():
        return Counts(passed=1)
    return told

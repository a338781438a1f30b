"""Runs contenders in turn, takes their times, and says how far their results agree."""

import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

PATIENCE_S = 300


class Contender:
    """Somebody who does a task. The command runs in `folder` and reads the file `text`, if there is one. `inside`
    tells that it takes its times itself and prints them as graphql_bench does, `may_complain` that it ends with a
    status of 1 when it finds something."""

    def __init__(self, name, command, folder, text=None, inside=False, may_complain=False):
        self.name, self.command, self.folder, self.text, self.inside = name, command, folder, text, inside
        self.good = (0, 1) if may_complain else (0,)
        self.walls, self.cpus = [], []  # nanoseconds
        self.output = b""  # of the last round
        self.failure = None

    def take_turn(self):
        if not shutil.which(self.command[0]):
            self.failure = "is not there"
            return
        with open(self.text or os.devnull, "rb") as text, tempfile.TemporaryFile() as output:
            begin = time.perf_counter_ns()
            process = subprocess.Popen(self.command, cwd=self.folder, stdin=text, stdout=output,
                                       stderr=subprocess.STDOUT if not self.inside else subprocess.DEVNULL)
            end = threading.Timer(PATIENCE_S, process.kill)
            end.start()
            _, status, usage = os.wait4(process.pid, 0)
            end.cancel()
            wall = time.perf_counter_ns() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            self.output = output.read()
        if process.returncode not in self.good:
            self.failure = f"ended with status {process.returncode}"
        elif self.inside:
            result = self.result()
            self.walls.append(result["median"])
            self.cpus.append(result["cpu"])
        else:
            self.walls.append(wall)
            self.cpus.append((usage.ru_utime + usage.ru_stime) * 1e9)

    def result(self):
        return json.loads(self.output)

    def times(self):
        return statistics.median(self.walls), statistics.median(self.cpus)


def show(what, contenders, rounds, judge):
    """Measures and prints a table; the first contender is ours. `judge(ours, other)` tells how results agree."""
    for _ in range(rounds):
        for contender in contenders:
            if not contender.failure:
                contender.take_turn()
    print(f"{what}\n{'':28}{'median':>12}{'processor':>14}{'times as long':>16}{'as much':>9}   result")
    ours = contenders[0]
    for contender in contenders:
        if contender.failure:
            print(f"  {contender.name:<26}{contender.failure}")
            continue
        wall, cpu = contender.times()
        ratios = f"{'':>16}{'':>9}"
        if contender is not ours and not ours.failure:
            our_wall, our_cpu = ours.times()
            ratios = f"{wall / our_wall:16.1f}{cpu / max(our_cpu, 1):9.1f}"
        print(f"  {contender.name:<26}{wall / 1e6:9.2f} ms{cpu / 1e6:11.2f} ms{ratios}   {judge(ours, contender)}",
              flush=True)
    print(flush=True)


def by_count(unit):
    return lambda _, other: f"{other.result()['count']} {unit}"


def agreement(ours, theirs):
    """Of two lists of `file:line:column: message`; of long messages, the beginnings. Columns are a matter of taste where
    words differ, so places are lines."""
    given_up = [line for line in theirs if ":0:0: " in line]
    if given_up:
        return f"gave up: {given_up[0].split(': ')[1]}"
    ours, theirs = ([line[:200] for line in lines] for lines in (ours, theirs))
    places = [{tuple(line.split(":")[:2]) for line in lines} for lines in (ours, theirs)]
    common = len(places[0] & places[1])
    if set(ours) == set(theirs):
        return f"{len(theirs)} found, all the same"
    messages = len(set(ours) & set(theirs))
    return (f"{len(theirs)} found: {common} of our {len(places[0])} lines, {messages} with the same place and message,"
            f" {len(places[1] - places[0])} other lines")


def by_lines(ours, other):
    """Of what was found inside a process."""
    if other is ours:
        return f"{len(other.result()['lines'])} found"
    return agreement(ours.result()["lines"], other.result()["lines"])


def by_report(ours, other):
    """Of what commands have printed: the places, wherever in a line they stand."""
    return compare_places(reported(ours.output), reported(other.output), other is ours)


def by_lint_report(rules):
    """The same, but of these rules alone, that is `graphql/rule` in our report, beside Biome, which only lints."""
    titles = [f"title=graphql/{rule}" for rule in rules]

    def judge(ours, other):
        lines = [line for line in ours.output.decode().splitlines() if any(title in line for title in titles)]
        mine = reported("\n".join(lines).encode() if other.name.startswith("Biome") else ours.output)
        return compare_places(mine, reported(other.output), other is ours)

    return judge


def compare_places(mine, theirs, are_mine):
    if are_mine:
        return f"{len(mine)} lines"
    return "the same lines" if mine == theirs else f"{len(theirs)} lines, {len(mine & theirs)} of our {len(mine)}"


def reported(output):
    """{(file, line)}, in the forms of GitHub's annotations and of compilers."""
    text = output.decode(errors="replace")
    places = re.findall(r"file=(?:[^,\n]*/)?(\w+\.graphql),line=(\d+)", text)
    places += re.findall(r"^(?:[^:\n]*/)?(\w+\.graphql):(\d+):\d+:", text, re.MULTILINE)
    return set(places)


def by_files(ours, other):
    """Of lists of files that are not formatted."""
    named = [set(re.findall(r"(\w+\.graphql)", one.output.decode(errors="replace"))) for one in (ours, other)]
    if other is ours:
        return f"{len(named[0])} files not formatted"
    return "the same files" if named[0] == named[1] else f"{len(named[1])} files, {len(named[0] & named[1])} of ours"


def by_text(ours, other):
    """Of formatted texts."""
    if other is ours:
        return f"{len(ours.output)} bytes"
    if ours.output == other.output:
        return "the same bytes"
    return f"{count_different(ours.output, other.output)} of {ours.output.count(10)} lines differ"


def count_different(ours, theirs):
    """How many lines a diff takes away or adds, whichever are more."""
    with tempfile.NamedTemporaryFile() as one, tempfile.NamedTemporaryFile() as other:
        for file, text in ((one, ours), (other, theirs)):
            file.write(text)
            file.flush()
        result = subprocess.run(["diff", one.name, other.name], stdout=subprocess.PIPE, check=False,
                                timeout=PATIENCE_S)
    marks = [line[:2] for line in result.stdout.splitlines()]
    return max(marks.count(b"< "), marks.count(b"> "))

"""Building and running the test programs that Meson knows, and counting what they ran."""

import json
import os
import re
import shutil
import subprocess
import sys

from counting import Counts, counts

# For the sanitizers: whose stacks should have names. (Not every clang finds its symbolizer by itself.)
CLANG = {"CXX": "clang++-19", "CC": "clang-19"}
SYMBOLIZER = {f"{kind}_SYMBOLIZER_PATH": shutil.which("llvm-symbolizer-19")
              for kind in ("ASAN", "UBSAN", "TSAN", "LLVM") if shutil.which("llvm-symbolizer-19")}

# Meson's words for how a test ended. An expected failure is a defect that a test documents.
_OUTCOMES = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}


def configure(root, build, options, compiler=None):
    """A build directory with these Meson options, as the meson.build files are now; only set up anew when
    the options changed."""
    environment = dict(os.environ, CCACHE_NOHASHDIR="1")
    if compiler:
        environment.update(compiler)
    stamp = os.path.join(build, ".options")
    wanted = json.dumps([options, compiler])
    if os.path.exists(os.path.join(build, "build.ninja")) and os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            is_same = file.read() == wanted
        command = ["ninja", "-C", build, "build.ninja"] if is_same else ["meson", "setup", "--wipe", build, root, *options]
    else:
        command = ["meson", "setup", build, root, *options]
    result = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, check=False)
    if result.returncode != 0:
        sys.exit(f"cannot configure {os.path.relpath(build, root)}:\n{result.stdout}")
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)


def ninja(root, build, targets):
    """Builds; False, with the compiler's words printed, when that fails."""
    result = subprocess.run(["ninja", "-C", build, "-j", str(os.cpu_count()), *targets], cwd=root,
                            text=True, env=dict(os.environ, CCACHE_NOHASHDIR="1"),
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode != 0:
        failed = result.stdout.find("FAILED:")
        print(result.stdout[failed if failed >= 0 else 0:])
    return result.returncode == 0


def tests(build):
    """What Meson knows of the tests: name, suite, cmd ..."""
    result = subprocess.run(["meson", "introspect", "--tests", build], text=True, capture_output=True,
                            check=True)
    return json.loads(result.stdout)


def run(root, build, names=(), suites=(), environment=None, patience=1, jobs=None):
    """Runs tests, prints a line for each, the output of those that fail, and returns the counts."""
    log = os.path.join(build, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    command = ["meson", "test", "-C", build, "--no-rebuild", "--quiet",
               "--timeout-multiplier", str(patience), "--num-processes", str(jobs or os.cpu_count())]
    for suite in suites:
        command += ["--suite", suite]
    subprocess.run([*command, *names], cwd=root, env={**os.environ, **(environment or {})}, text=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, check=False)
    if not os.path.exists(log):
        print("meson ran no test" + (f" named {', '.join(names)}" if names else ""))
        return Counts(failed=1)
    total = Counts()
    with open(log, encoding="utf-8") as file:
        results = [json.loads(line) for line in file]
    for result in sorted(results, key=lambda result: result["name"]):
        outcome = _OUTCOMES.get(result["result"], "failed")
        output = (result.get("stdout") or "") + (result.get("stderr") or "")
        ran = counts(output, outcome)
        total += ran
        name = re.sub(r"^\S+:(\S+) / ", r"\1/", result["name"])
        print(f"  {name:<32} {result['duration']:7.1f} s  {ran}", flush=True)
        if outcome == "failed":
            print(f"--- {name}: {result['result']}\n{output.rstrip()}\n---")
    return total

"""Who is measured: installs the rivals, finds the programs, and knows how each is called."""

import json
import os
import platform
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
FOLDER = os.path.join(ROOT, "build", "bench", "graphql")
PACKAGES = os.path.join(FOLDER, "packages")
MODULES = os.path.join(PACKAGES, "node_modules")
NATIVE = os.path.join(FOLDER, "native")
RELEASE = os.path.join(ROOT, "build", "release")
BENCH, TROUPE = "tools/bench/graphql/graphql_bench", "src/server/troupe"

# What a rival has no means for.
CANNOT = {
    "parse": ["graphql-language-service parses documents with graphql-js; its own parser is one for lines of an editor.",
              "graphql-analyzer's module has no call that parses and does nothing else.",
              "Biome has no interface within a process and no command that parses alone; linting by one rule is the nearest."],
    "validate": ["Biome knows no schema.",
                 "graphql-js gives up on many fields of one name, and graphql-language-service then says nothing."],
    "lint": ["graphql-js and graphql-language-service have no lint rules.",
             "Biome has 13 rules for GraphQL, none that knows the schema; Troupe and graphql-analyzer validate as well."],
    "format": ["graphql-js prints documents without their comments; graphql-language-service and graphql-analyzer do not format."],
}


def install():
    """From npm, exactly as the lock file says; not again until that changes."""
    names = ["package.json", "package-lock.json"]
    wanted = [read(os.path.join(HERE, name)) for name in names]
    stamp = os.path.join(PACKAGES, ".installed")
    if os.path.exists(stamp) and read(stamp) == "".join(wanted):
        return
    os.makedirs(PACKAGES, exist_ok=True)
    for name in names:
        shutil.copy(os.path.join(HERE, name), PACKAGES)
    # Version 17 of graphql asks for a newer Node.js than many have, and runs on older ones.
    result = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=PACKAGES, text=True, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        sys.exit(f"cannot install what Troupe is compared with:\n{result.stdout}")
    with open(stamp, "w", encoding="utf-8") as file:
        file.write("".join(wanted))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def programs(folder):
    """(the program of this benchmark, troupe): of a build that is named; or of build/release where it has them, with
    the first built beside it where that build has no benchmarks; or of a build for this benchmark alone."""
    if folder:
        found = [os.path.join(os.path.abspath(folder), target) for target in (BENCH, TROUPE)]
        missing = [path for path in found if not os.path.exists(path)]
        if missing:
            sys.exit(f"{missing[0]} is missing: is {folder} configured with -Dbenchmarks=true, and built?")
        return found
    bench, troupe = os.path.join(RELEASE, BENCH), os.path.join(RELEASE, TROUPE)
    has_troupe = os.path.exists(troupe)
    if has_troupe and os.path.exists(bench):
        return bench, troupe
    environment = {**os.environ, "CCACHE_NOHASHDIR": "1"}
    if not os.path.exists(os.path.join(NATIVE, "build.ninja")):
        subprocess.run(["meson", "setup", NATIVE, ROOT, "--buildtype=release", "-Dtests=false", "-Dbenchmarks=true"],
                       check=True, stdout=subprocess.DEVNULL, env=environment)
    targets = [BENCH] if has_troupe else [BENCH, TROUPE]
    result = subprocess.run(["ninja", "-C", NATIVE, *targets], stdout=subprocess.PIPE, text=True, check=False,
                            env=environment)
    if result.returncode != 0:
        sys.exit(result.stdout)
    return os.path.join(NATIVE, BENCH), troupe if has_troupe else os.path.join(NATIVE, TROUPE)


def biome():
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return os.path.join(MODULES, "@biomejs", f"cli-linux-{machine}", "biome")


def prettier():
    return ["node", os.path.join(MODULES, "prettier", "bin", "prettier.cjs")]


def script(name, *words):
    return ["node", os.path.join(HERE, "rivals", name), *words]


def versions():
    """One line that says what was measured, and on what."""
    packages = {name: json.loads(read(os.path.join(MODULES, name, "package.json")))["version"]
                for name in ("graphql", "graphql-17", "graphql-language-service", "prettier")}
    natives = {}  # Not there for every machine: then their rows say that they failed.
    for scope in ("@biomejs", "@graphql-analyzer"):
        folder = os.path.join(MODULES, scope)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            natives[scope[1:]] = json.loads(read(os.path.join(folder, name, "package.json")))["version"]
    node = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    return (f"graphql-js {packages['graphql']} and {packages['graphql-17']}, graphql-language-service"
            f" {packages['graphql-language-service']}, graphql-analyzer {natives.get('graphql-analyzer', '(absent)')}, Biome"
            f" {natives.get('biomejs', '(absent)')}, Prettier {packages['prettier']}; Node.js {node}, {os.cpu_count()} cores,"
            f" {time.strftime('%Y-%m-%d', time.gmtime())}")

"""What the checks share: which files the checkout has, and how findings are told."""

import argparse
import os
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))

# Exit status of a check that could not run here; Meson knows it as "skipped".
SKIPPED = 77

# What is built, fetched or somebody's own; never part of the project.
_NOT_OURS = {".git", "build", "node_modules", "__pycache__", ".cache", ".idea", ".vscode", "packagecache"}


def parser(description):
    """An argument parser that knows --root, so that the checks can be tried on planted trees."""
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--root", default=ROOT, help="the checkout to look at (default: this one)")
    return result


def folders(root, top="."):
    """(path, folder names, file names) for every folder below root/top that is ours, sorted; paths
    are relative to root and have no leading './'."""
    for directory, names, files in os.walk(os.path.join(root, top)):
        relative = os.path.relpath(directory, root)
        relative = "" if relative == "." else relative
        names[:] = sorted(
            name for name in names
            if name not in _NOT_OURS and not (relative == "subprojects" and name != "packagefiles"))
        yield relative, list(names), sorted(files)


def files(root, top=".", endings=("",)):
    """Every file of ours below root/top whose name has one of the endings, sorted."""
    found = []
    for directory, _, names in folders(root, top):
        found.extend(os.path.join(directory, name) for name in names if name.endswith(tuple(endings)))
    return sorted(found)


def sources(root, tops=("src", "test", "tools")):
    """Every C++ file of ours below the given folders."""
    found = []
    for top in tops:
        found.extend(files(root, top, (".hpp", ".cpp")))
    return found


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def conclude(check, findings, advice, looked_at):
    """Prints the findings ('path:line: what is wrong') and what to do about them, or that there are
    none, and returns the exit status."""
    for finding in findings:
        print(finding)
    if findings:
        print(f"{check}: {len(findings)} finding{'s' if len(findings) != 1 else ''}. {advice}")
        return 1
    print(f"{check}: {looked_at}, nothing found")
    return 0


def stop(check, reason):
    """Ends a check that cannot run here."""
    print(f"{check}: skipped: {reason}")
    sys.exit(SKIPPED)

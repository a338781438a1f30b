"""All trials, and how much of each is long and how much is short."""

from dataclasses import dataclass
from typing import Callable

import crowd
import depth
import ends
import floods
import messages


@dataclass
class Trial:
    promise: str
    function: Callable
    long: dict
    short: dict

    def run(self, world, is_long):
        return self.function(world, **(self.long if is_long else self.short))


TRIALS = {
    "malformed": Trial("100 000 malformed frames, then a valid request answered within a second",
                       messages.malformed, {"count": 100_000}, {"count": 5000}),
    "parameters": Trial("every method with every kind of wrong parameter", messages.wrong_parameters,
                        {"share": 1.0}, {"share": 0.05}),
    "positions": Trial("any position in 2^32, and the middle of characters", messages.positions,
                       {"count": 100_000}, {"count": 3000}),
    "depth": Trial("a million nested brackets, in JSON and every language, on stacks of 8 MB", depth.depth,
                   {"levels": 1_000_000}, {"levels": 20_000}),
    "cancelled": Trial("100 000 requests, each cancelled: one reply each, and the work stops within 50 ms",
                       floods.cancelled, {"count": 100_000}, {"count": 2000}),
    "typing": Trial("1 000 edits a second for a minute, hovers between them: none stale, p99 below 16 ms",
                    floods.typing_storm, {"seconds": 60}, {"seconds": 3}),
    "silent": Trial("a client that does not read 100 000 answers: less than 64 MB, all of them when it reads",
                    floods.silent_reader, {"count": 100_000}, {"count": 4000}),
    "kills": Trial("kill -9 of the client anywhere: server or session gone within a second, nothing left",
                   ends.kills, {"count": 300}, {"count": 12}),
    "crowd": Trial("32 sessions, of which one is hostile", crowd.crowd,
                   {"rounds": 10, "requests": 1000}, {"rounds": 1, "requests": 50}),
    "crashes": Trial("SIGSEGV at random: documents are back in less than 500 ms", ends.crashes,
                     {"count": 40}, {"count": 4}),
    "soak": Trial("an hour's typing, as fast as it goes: memory stays flat", floods.soak,
                  {"characters": 18_000}, {"characters": 1500}),
    "sessions": Trial("random sessions: one answer each, the same input the same output", ends.random_sessions,
                      {"effort": 10}, {"effort": 1}),
}

// The differential test as functions: each returns what it found wrong, or nothing. The mutation
// gate runs them on broken engines.
#pragma once

#include <cstdint>
#include <string>

namespace troupe::engine::testing {

/// One thread, several live revisions, every read compared; also that nothing runs again at a
/// revision that a memo covers. Some hundred reads for each round.
std::string differential_rounds(std::uint64_t seed, int rounds);
/// One writer and readers on real threads, each reader pinned to a revision of its own for a while.
std::string differential_threads(std::uint64_t seed, int revisions, int readers);
/// A single line of revisions: no more executions than red/green would do.
std::string precision_rounds(std::uint64_t seed, int rounds);

/// What is executed for the first time holds back to the last change of what it read: older
/// snapshots hit.
std::string interval_rounds(std::uint64_t seed, int rounds);

/// How much longer than usual tests that search may take: TROUPE_TEST_EFFORT, at least 1.
int test_effort();

}  // namespace troupe::engine::testing

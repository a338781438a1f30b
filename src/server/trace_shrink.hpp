// Finding and shrinking failures.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "actors/trace_rehearsal.hpp"

namespace troupe::server {

using FailsWith = std::function<bool(const actors::Rehearsal& rehearsal)>;

/// How many of the first steps it takes to fail; nothing: not even all of them do. Takes it that
/// what failed goes on to fail with more steps.
[[nodiscard]] std::optional<std::size_t> first_failing(const actors::Rehearsal& rehearsal,
                                                       const FailsWith& fails);

/// Leaves out what is not needed for it to fail: messages, then files, then lines of texts.
/// REQUIRES: it fails.
[[nodiscard]] actors::Rehearsal shrunk(actors::Rehearsal rehearsal, const FailsWith& fails);

/// The smallest part of [0, count) that it finds for which `fails` (delta debugging: larger chunks
/// first, until no single one can be left out). REQUIRES: it fails with all.
[[nodiscard]] std::vector<std::size_t> minimized(
    std::size_t count, const std::function<bool(const std::vector<std::size_t>& kept)>& fails);

}  // namespace troupe::server

// Finding and shrinking failures.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "actors/trace_rehearsal.hpp"

namespace troupe::server {

using FailsWith = std::function<bool(const actors::Rehearsal& rehearsal)>;

/// Leaves out what is not needed for it to fail: messages, then files, then lines of texts.
/// REQUIRES: it fails.
[[nodiscard]] actors::Rehearsal shrunk(actors::Rehearsal rehearsal, const FailsWith& fails);

/// The smallest part of [0, count) that it finds for which `fails` (delta debugging: larger chunks
/// first, until no single one can be left out). REQUIRES: it fails with all.
[[nodiscard]] std::vector<std::size_t> minimized(
    std::size_t count, const std::function<bool(const std::vector<std::size_t>& kept)>& fails);

}  // namespace troupe::server

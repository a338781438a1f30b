// How deep the texts of languages may nest.
#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/ide/inputs.hpp"

namespace troupe::ide {

/// An input: how deep a text may nest before a language's parser goes no further down. What is
/// deeper is one diagnostic, and the rest is parsed. Absent: `normal`. Set once, at the start.
struct NestingLimit {
  using Key = Singleton;
  using Value = std::uint32_t;
  static constexpr std::string_view name = "nesting_limit";
  static constexpr Value normal = 1024;
  /// What every parser and every walk of a tree bears on a stack of 8 MB, also with the larger
  /// frames of a sanitizer. More counts as this.
  static constexpr Value most = 4096;
};

}  // namespace troupe::ide

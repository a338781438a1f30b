// Whether all fields that a definition selects can be merged into one response.
#pragma once

#include <cstdint>

#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {

enum class MergeVerdict : std::uint8_t {
  clean,       ///< no two fields conflict, here and in every fragment that is reached
  conflict,    ///< some do
  too_complex  ///< it would take more steps than are granted
};

/// What a check found, and how much work it was: fields, spreads and sets looked at.
struct MergeResult {
  MergeVerdict verdict = MergeVerdict::clean;
  std::uint64_t steps = 0;

  friend bool operator==(const MergeResult& left, const MergeResult& right) {
    return left.verdict == right.verdict;  // The work is told to tests; nothing rests on it.
  }
};

/// Checks an operation or fragment with all that it reaches. Steps are granted in proportion to the
/// fields and spreads that it reaches, on top of `allowance`.
[[nodiscard]] MergeResult check_merging(engine::Context& context, DefinitionId definition,
                                        std::uint64_t allowance);

/// The same, remembered.
struct Merging {
  using Key = DefinitionId;
  using Value = MergeResult;
  static constexpr std::string_view name = "graphql_merging";
  static Value execute(engine::Context& context, const Key& definition);
};

}  // namespace troupe::graphql

// Comments that silence lint rules.
//
//   # troupe-ignore no-deprecated, alphabetize -- because ...     this line, or the next one
//   # troupe-ignore-file no-deprecated                            the file
//   # eslint-disable-next-line @graphql-eslint/no-deprecated      and what graphql-eslint has
//   beside # eslint-disable-line, # eslint-disable, # eslint-enable
//
// Without names all rules are meant. What follows `--` is for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/lint/core/rule.hpp"

namespace troupe::graphql::lint {

/// One rule (or all) that one comment silences on some lines.
struct Suppression {
  const Rule* rule = nullptr;  ///< null: all
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  base::TextRange range;    ///< of the rule's name, or of the comment's word
  base::TextRange comment;  ///< the whole comment
  std::uint32_t count = 0;  ///< how many rules the comment names
  bool is_ours = false;     ///< `troupe-ignore`: those that are not needed are reported

  friend bool operator==(const Suppression&, const Suppression&) = default;
};

/// A name in such a comment that is no rule's.
struct UnknownName {
  std::string name;
  base::TextRange range;
  bool is_validation = false;  ///< a rule of validation, which cannot be silenced

  friend bool operator==(const UnknownName&, const UnknownName&) = default;
};

struct Suppressions {
  std::vector<Suppression> all;  ///< in order of position
  std::vector<UnknownName> unknown;

  friend bool operator==(const Suppressions&, const Suppressions&) = default;
};

/// Those in a file. A text without them costs one search for a word.
struct FileSuppressions {
  using Key = ide::FileId;
  using Value = Suppressions;
  static constexpr std::string_view name = "graphql_file_suppressions";
  static Value execute(engine::Context& context, const Key& file);
};

}  // namespace troupe::graphql::lint

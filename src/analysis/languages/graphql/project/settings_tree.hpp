// A settings file as a tree of values that know where they stand: what YAML and JSON have in
// common, without the library that reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/configuration.hpp"
#include "base/text_range.hpp"

namespace troupe::graphql {

struct SettingsEntry;

/// A scalar, a list or a map. Scalars keep what is written, so that `off` is a word and no truth
/// value; whoever expects something else asks for it.
struct SettingsValue {
  enum class Kind : std::uint8_t { none, scalar, list, map };
  Kind kind = Kind::none;
  base::TextRange range{};  ///< of a scalar all of it; of others where they begin
  std::string text{};       ///< of a scalar, without quotes
  bool is_quoted = false;
  std::vector<SettingsValue> items;
  std::vector<SettingsEntry> entries;  ///< in order; of a key that comes twice the first counts

  /// The value of a key of a map; null when there is none.
  [[nodiscard]] const SettingsValue* find(std::string_view key) const;
  /// `true` or `false` without quotes.
  [[nodiscard]] std::optional<bool> flag() const;
  /// A whole number without quotes, not negative.
  [[nodiscard]] std::optional<std::int64_t> number() const;

  friend bool operator==(const SettingsValue& left, const SettingsValue& right);
};

struct SettingsEntry {
  std::string key;
  base::TextRange key_range;
  SettingsValue value;

  friend bool operator==(const SettingsEntry&, const SettingsEntry&) = default;
};

struct SettingsTree {
  SettingsValue root;
  std::vector<ConfigurationProblem> problems;  ///< why it, or a part of it, could not be read

  friend bool operator==(const SettingsTree&, const SettingsTree&) = default;
};

/// Reads a text as YAML, of which JSON is a part. Never fails; hostile texts (deep nesting, alias
/// bombs) cost no more than their size.
[[nodiscard]] SettingsTree read_settings(std::string_view text);

}  // namespace troupe::graphql

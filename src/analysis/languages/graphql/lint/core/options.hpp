// What users may set about a lint rule, and what they have set.
#pragma once

#include <cstdint>
#include <memory>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::graphql::lint {

/// One option of a rule: a line of the table in the rule's file. Spelled as graphql-eslint spells
/// it, where that has it.
struct Option {
  enum class Kind : std::uint8_t {
    flag,
    number,
    text,
    texts,    ///< one text or a list of them
    naming,   ///< a style, or a map that says more about names
    pattern,  ///< a regular expression
  };
  std::string_view name;
  Kind kind = Kind::flag;
  std::string_view fallback{};  ///< what holds when it is not set; of lists, separated by spaces
  std::string_view choices{};   ///< the texts that may be given, separated by spaces; empty: any
};

/// A regular expression (ECMAScript's, matched in time linear in the name). Equal when written
/// alike.
class Pattern {
 public:
  Pattern() = default;
  /// Null when `source` is no regular expression or too long to be one that somebody means.
  static std::unique_ptr<Pattern> compile(std::string_view source);

  /// Whether it is found anywhere in the text.
  [[nodiscard]] bool is_in(std::string_view text) const;

  friend bool operator==(const Pattern& left, const Pattern& right) {
    return left.source_ == right.source_;
  }

 private:
  std::string source_;
  std::shared_ptr<const std::regex> compiled_;  ///< null: matches nothing
};

/// How names of one kind shall look.
struct NamingStyle {
  /// What it is about: `FieldDefinition`, `types`, `FieldDefinition[parent.name.value=Query]` ...
  std::string selector;
  Pattern condition;  ///< of the value of a selector's condition, where it is a pattern
  std::string style;  ///< `camelCase`, `PascalCase`, `snake_case`, `UPPER_CASE`, ...; empty: any
  std::string prefix;
  std::string suffix;
  std::vector<std::string> forbidden_prefixes;
  std::vector<std::string> forbidden_suffixes;
  std::vector<std::string> required_prefixes;
  std::vector<std::string> required_suffixes;
  Pattern ignore;

  friend bool operator==(const NamingStyle&, const NamingStyle&) = default;
};

/// The options of one rule, all of them, set or not. A value.
class Options {
 public:
  Options() = default;
  /// Everything as it is when nothing is set.
  explicit Options(std::span<const Option> table);

  // REQUIRES: the rule's table has an option of this name and kind.
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] std::int64_t number(std::string_view name) const;
  [[nodiscard]] const std::string& text(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& texts(std::string_view name) const;
  [[nodiscard]] const Pattern& pattern(std::string_view name) const;
  /// Whether a list has an entry.
  [[nodiscard]] bool has(std::string_view name, std::string_view entry) const;
  /// All naming styles that are set, in order; where none is, those that hold then.
  [[nodiscard]] const std::vector<NamingStyle>& naming() const { return naming_; }

  void set(std::string_view name, bool flag);
  void set(std::string_view name, std::int64_t number);
  void set(std::string_view name, std::vector<std::string> texts);
  void set(std::string_view name, Pattern pattern);
  /// Adds a style; the first one takes the place of those that hold when none is set.
  void add(NamingStyle style);

  friend bool operator==(const Options&, const Options&) = default;

 private:
  struct Setting {
    std::string_view name;  ///< of the rule's table
    std::int64_t number = 0;
    std::vector<std::string> texts;
    Pattern pattern;

    friend bool operator==(const Setting&, const Setting&) = default;
  };
  [[nodiscard]] const Setting& setting(std::string_view name) const;
  [[nodiscard]] Setting& setting(std::string_view name);

  std::vector<Setting> settings_;
  std::vector<NamingStyle> naming_;
  bool has_naming_ = false;  ///< some was added by `add`
};

/// The parts of `text` between spaces.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace troupe::graphql::lint

// What a lint rule is. Each stands in a file of its own in `rules/`, as one constant that says what
// it looks at; the table there lists them all. Rules hold no state: what users have set comes from
// outside, and one walk over a definition serves every rule that is on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/lint/core/options.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql::lint {

class Walk;
class Wide;
class FileLook;
struct Rule;

/// A mechanical remedy. Edits lie in the definition (or file) that the finding is about.
struct Fix {
  std::string title;  ///< "Remove the alias"
  std::vector<ide::TextEdit> edits;
  /// Keeps what the document means, so that `--fix` may make it unasked.
  bool is_safe = false;

  friend bool operator==(const Fix&, const Fix&) = default;
};

struct Related {
  Place where;
  std::string_view message;  ///< a constant

  friend bool operator==(const Related&, const Related&) = default;
};

/// What a rule found. Ranges are relative to the definition, of rules about files to the file.
struct Finding {
  const Rule* rule = nullptr;
  base::TextRange range;
  std::string message;
  std::vector<Related> related;
  std::vector<Fix> fixes;  ///< best first

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Called for every node of a kind, before its children.
struct NodeCheck {
  NodeKind kind;
  void (*run)(const Walk& walk, syntax::NodeRef node);
};

struct Rule {
  std::string_view code;                            ///< "graphql/no-deprecated"
  std::string_view summary;                         ///< one sentence
  ide::Severity severity = ide::Severity::warning;  ///< where a preset turns it on
  bool is_recommended = false;  ///< part of the preset that holds when nothing is configured
  bool is_relay = false;        ///< part of the preset `relay`
  /// Says something because something is not found. Keeps quiet while the schema is not known
  /// whole.
  bool needs_whole_schema = false;
  bool is_unnecessary = false;  ///< what it shows can go: editors fade it
  bool is_deprecated = false;   ///< what it shows is deprecated: editors strike it through
  std::span<const Option> options{};
  std::span<const NodeCheck> nodes{};
  /// Called for every definition, for rules that look beyond it; null: not.
  void (*wide)(const Wide& wide) = nullptr;
  /// Called for every file; null: not.
  void (*file)(const FileLook& file) = nullptr;

  /// The code without its prefix.
  [[nodiscard]] constexpr std::string_view name() const { return code.substr(code.find('/') + 1); }
};

}  // namespace troupe::graphql::lint

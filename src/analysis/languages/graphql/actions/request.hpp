// What all kinds of actions are given, and how they make actions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/lint/core/lint.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql::actions {

/// A range in a file, and what is known about it. Lives on the stack of the one who asks.
class Request {
 public:
  Request(engine::Context& context, ProjectId project, FileId file, base::TextRange range);

  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] base::TextRange range() const { return range_; }
  [[nodiscard]] const DefinitionTable& table() const { return *table_; }
  [[nodiscard]] const syntax::Tree& tree() const { return table_->tree(); }
  [[nodiscard]] std::string_view text() const { return tree().text(); }
  [[nodiscard]] bool touches(base::TextRange range) const {
    return range.begin <= range_.end && range_.begin <= range.end;
  }
  /// Of validation, those that touch the range.
  [[nodiscard]] const std::vector<ide::Diagnostic>& diagnostics() const { return diagnostics_; }
  /// Of linting, all of the file.
  [[nodiscard]] const std::vector<lint::Linted>& linted() const { return linted_; }

  /// The definition that touches an offset; null where there is none.
  [[nodiscard]] const DefinitionEntry* definition_at(base::TextOffset offset) const;
  /// The innermost node of a kind around (or at) an offset that is `View`'s.
  template <typename View>
  [[nodiscard]] std::optional<View> enclosing(base::TextRange range) const {
    for (std::optional<syntax::NodeRef> at = tree().innermost_node(range); at; at = at->parent()) {
      if (View::covers(kind_of(*at))) {
        return View(*at);
      }
    }
    return std::nullopt;
  }
  /// The type from which a selection set selects; null: unknown.
  [[nodiscard]] const TypeShape* parent_type_of(syntax::NodeRef selection_set) const;
  /// The field of the schema that a selection means; null: unknown.
  [[nodiscard]] const FieldShape* shape_of_field(const Field& field) const;
  /// The white space with which the line of an offset begins.
  [[nodiscard]] std::string_view indent_at(base::TextOffset offset) const;
  /// Where the line of an offset begins.
  [[nodiscard]] base::TextOffset line_start(base::TextOffset offset) const;

  [[nodiscard]] ide::CodeAction action(std::string title, ide::CodeAction::Kind kind,
                                       std::vector<ide::TextEdit> edits) const;
  /// A quick fix of a diagnostic.
  [[nodiscard]] ide::CodeAction fix(std::string title, const ide::Diagnostic& diagnostic,
                                    std::vector<ide::TextEdit> edits) const;

 private:
  Schema schema_;
  FileId file_;
  base::TextRange range_;
  const DefinitionTable* table_;
  std::vector<ide::Diagnostic> diagnostics_;
  std::vector<lint::Linted> linted_;
};

using Actions = std::vector<ide::CodeAction>;

// The kinds of actions, each in a file of its own. All add to what is there.

/// "Did you mean": the names that a message suggests.
void add_spelling(const Request& request, Actions& actions);
/// Arguments, input fields and selections that must be there.
void add_missing(const Request& request, Actions& actions);
/// Variables that are used and not defined, or defined and not used.
void add_variables(const Request& request, Actions& actions);
/// Selections to a fragment and back; fragments that nobody uses.
void add_fragments(const Request& request, Actions& actions);
/// Fields of interfaces, and descriptions.
void add_type_system(const Request& request, Actions& actions);
/// Operations for the fields of root types.
void add_operations(const Request& request, Actions& actions);
/// All leaf fields at once.
void add_selections(const Request& request, Actions& actions);
/// Remedies of lint rules, and comments that silence them.
void add_lint(const Request& request, Actions& actions);

/// A value of a type to begin with: `""`, `0`, the first value of an enum, an object with what it
/// needs.
[[nodiscard]] std::string placeholder(const Schema& schema, const TypeReference& type);

}  // namespace troupe::graphql::actions

// The automaton behind completion_place: reads a definition's tokens up to a cursor and knows at
// any time what may come next.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/features/completion_place.hpp"

namespace troupe::graphql {

/// Reads tokens one after the other. Never fails and never backtracks; brackets that do not match
/// close what they can, words that fit nowhere begin something new. One for each cursor, on its
/// stack; the tree outlives it.
class PlaceScanner {
 public:
  PlaceScanner();

  /// `is_before_colon`: a colon follows before the cursor, as behind an argument's name.
  void read(syntax::TokenRef token, bool is_before_colon);

  /// What may come next: everything of a place that the tokens before it decide, so neither
  /// `replaced` nor `next_token` nor names that are given behind it.
  [[nodiscard]] CompletionPlace place() const;

 private:
  enum class Brackets : std::uint8_t {
    document,  ///< none: the top level
    selection_set,
    arguments,
    list,
    object,
    variable_definitions,
    root_operations,
    fields,
    input_values,  ///< of fields, directives and input objects
    enum_values,
    unknown,  ///< braces where no production has any
  };

  /// Where in a production.
  enum class State : std::uint8_t {
    start,
    after_extend,
    after_keyword,
    after_name,
    after_colon,  ///< of an alias
    after_spread,
    after_on,
    after_target,  ///< behind a spread's fragment name, or a type condition
    after_implements,
    after_interface,
    members,
    after_member,
    locations,
    after_location,
    type,
    after_type,
    value,
    after_dollar,
    after_at,
    after_directive,
    after_arguments,  ///< behind a closing parenthesis
  };

  /// One level of brackets with the element of it that is being read.
  struct Level {
    Brackets brackets = Brackets::document;
    State state = State::start;
    std::optional<PathStep> entry;                   ///< the step from the level around it to here
    std::string_view name;                           ///< of the element
    PathStep::Kind element = PathStep::Kind::field;  ///< in selection sets: what it is
    bool is_bare_spread = false;               ///< in selection sets: a spread of a named fragment
    TypeReference type;                        ///< of the element
    std::string_view directive;                ///< the last one of the element
    std::string_view location;                 ///< where directives of the element apply
    std::vector<std::string_view> directives;  ///< of the element
    std::vector<std::string_view> given;       ///< names of the elements before
  };

  [[nodiscard]] Level& top() { return levels_.back(); }
  [[nodiscard]] const Level& top() const { return levels_.back(); }
  void push(Brackets brackets, std::optional<PathStep> entry);
  void close(TokenKind kind);

  void read_document(TokenKind kind, std::string_view text);
  void read_document_name(std::string_view text);
  bool begin_definition(std::string_view keyword);
  void open_in_document(TokenKind kind);
  void open_body();
  void read_selection(TokenKind kind, std::string_view text);
  void read_selection_name(std::string_view text);
  void open_selection_set();
  void read_named_values(TokenKind kind, std::string_view text, bool is_before_colon);
  void read_variable_definition(TokenKind kind, std::string_view text);
  void read_member(TokenKind kind, std::string_view text);
  void read_member_name(std::string_view text);
  /// A value's first token; false when it begins none.
  bool read_value(TokenKind kind);
  bool read_type(TokenKind kind, std::string_view text);
  bool read_directive(TokenKind kind, std::string_view text);
  void begin_element(std::string_view name);

  [[nodiscard]] bool is_constant() const;
  [[nodiscard]] std::string_view definition_location() const;
  [[nodiscard]] static PathStep step(PathStep::Kind kind, std::string_view name);
  [[nodiscard]] std::optional<PathStep> value_step(const Level& level) const;
  void place_in_document(CompletionPlace& place) const;
  void place_in_selection(CompletionPlace& place) const;
  void place_in_values(CompletionPlace& place) const;
  void place_in_members(CompletionPlace& place) const;
  void place_in_variable_definitions(CompletionPlace& place) const;

  std::vector<Level> levels_;
  DefinitionKind definition_ = DefinitionKind::none;
  bool is_extension_ = false;
  OperationType operation_ = OperationType::query;
  std::string_view definition_name_;
  std::string_view condition_;  ///< a fragment definition's type
  std::vector<std::string_view> interfaces_;
  std::vector<VariableInScope> variables_;
};

/// The keyword that begins definitions of this kind; nothing for other words. Operations have
/// three.
[[nodiscard]] DefinitionKind definition_kind_of(std::string_view keyword);

}  // namespace troupe::graphql

// A pushdown automaton: one level for each open bracket, one state for each level. A parser answers
// "what is this?" and must guess where the mistakes are; here the text always ends in the middle of
// something, and all that counts is which brackets are open and what the innermost element has so
// far. That survives mistakes that trees do not:
//
//   query { user(id: 1 { name  friends(|      the missing ")" closes at "{"
//   query { user { |                          nothing is closed
//   { a(x: , y: |)                            a missing value ends at "y:"
//
// Rules of recovery: a closing bracket closes everything up to its partner and is ignored without
// one; an opening bracket that no production expects is kept on the stack so that its partner
// closes it; a name always begins a new element where it continues none.
#include "analysis/languages/graphql/features/place_scanner.hpp"

#include <algorithm>
#include <utility>

namespace troupe::graphql {
namespace {

bool is_brace(TokenKind kind) {
  return kind == TokenKind::right_brace;
}

}  // namespace

DefinitionKind definition_kind_of(std::string_view keyword) {
  static constexpr std::pair<std::string_view, DefinitionKind> keywords[] = {
      {"query", DefinitionKind::operation},
      {"mutation", DefinitionKind::operation},
      {"subscription", DefinitionKind::operation},
      {"fragment", DefinitionKind::fragment},
      {"schema", DefinitionKind::schema},
      {"scalar", DefinitionKind::scalar},
      {"type", DefinitionKind::object},
      {"interface", DefinitionKind::interface},
      {"union", DefinitionKind::union_type},
      {"enum", DefinitionKind::enumeration},
      {"input", DefinitionKind::input_object},
      {"directive", DefinitionKind::directive},
  };
  for (const auto& [word, kind] : keywords) {
    if (word == keyword) {
      return kind;
    }
  }
  return DefinitionKind::none;
}

PlaceScanner::PlaceScanner() {
  levels_.emplace_back();
}

void PlaceScanner::read(syntax::TokenRef token, bool is_before_colon) {
  const TokenKind kind = kind_of(token);
  const std::string_view text = token.text();
  if (kind == TokenKind::right_brace || kind == TokenKind::right_parenthesis ||
      (kind == TokenKind::right_bracket && top().brackets == Brackets::list)) {
    return close(kind);
  }
  switch (top().brackets) {
    case Brackets::document:
      return read_document(kind, text);
    case Brackets::selection_set:
      return read_selection(kind, text);
    case Brackets::arguments:
    case Brackets::object:
      return read_named_values(kind, text, is_before_colon);
    case Brackets::list:
      read_value(kind);
      return;
    case Brackets::variable_definitions:
      return read_variable_definition(kind, text);
    case Brackets::root_operations:
    case Brackets::fields:
    case Brackets::input_values:
    case Brackets::enum_values:
      return read_member(kind, text);
    case Brackets::unknown:
      if (kind == TokenKind::left_brace) {
        push(Brackets::unknown, std::nullopt);
      }
      return;
  }
}

void PlaceScanner::push(Brackets brackets, std::optional<PathStep> entry) {
  Level level;
  level.brackets = brackets;
  level.entry = entry;
  levels_.push_back(std::move(level));
}

/// Closes the innermost bracket that `kind` closes, and all inside it.
void PlaceScanner::close(TokenKind kind) {
  const auto closes = [kind](const Level& level) {
    switch (level.brackets) {
      case Brackets::document:
        return false;
      case Brackets::arguments:
      case Brackets::variable_definitions:
        return kind == TokenKind::right_parenthesis;
      case Brackets::list:
        return kind == TokenKind::right_bracket;
      case Brackets::input_values:  // in parentheses, or the body of an input object
        return level.location == "INPUT_FIELD_DEFINITION" ? is_brace(kind) : !is_brace(kind);
      default:
        return is_brace(kind);
    }
  };
  const auto found = std::ranges::find_if(levels_.rbegin(), levels_.rend(), closes);
  if (found == levels_.rend()) {
    return;
  }
  // A parenthesis closes none that stands outside the innermost braces of selections.
  if (!is_brace(kind) && std::ranges::any_of(levels_.rbegin(), found, [](const Level& level) {
        return level.brackets == Brackets::selection_set || level.brackets == Brackets::fields;
      })) {
    return;
  }
  levels_.erase(std::prev(found.base()), levels_.end());
  if (is_brace(kind) && top().brackets == Brackets::document) {
    top() = Level{};
    definition_ = DefinitionKind::none;
  }
}

// The top level.

void PlaceScanner::read_document(TokenKind kind, std::string_view text) {
  Level& level = top();
  if (definition_ == DefinitionKind::directive && level.state == State::after_keyword &&
      kind == TokenKind::at) {
    return;  // `directive @name`
  }
  if (read_directive(kind, text)) {
    return;
  }
  switch (kind) {
    case TokenKind::name:
      return read_document_name(text);
    case TokenKind::left_parenthesis:
    case TokenKind::left_brace:
      return open_in_document(kind);
    case TokenKind::ampersand:
      if (level.state == State::after_interface) {
        level.state = State::after_implements;
      }
      return;
    case TokenKind::equals:
      if (definition_ == DefinitionKind::union_type) {
        level.state = State::members;
      }
      return;
    case TokenKind::pipe:
      if (definition_ == DefinitionKind::union_type) {
        level.state = State::members;
      } else if (definition_ == DefinitionKind::directive) {
        level.state = State::locations;
      }
      return;
    default:
      return;
  }
}

void PlaceScanner::read_document_name(std::string_view text) {
  Level& level = top();
  switch (level.state) {
    case State::after_keyword:
      if (definition_ == DefinitionKind::fragment && text == "on") {
        level.state = State::after_on;
        return;
      }
      definition_name_ = text;
      level.state = State::after_name;
      return;
    case State::after_on:
      condition_ = text;
      level.state = State::after_target;
      return;
    case State::after_implements:
      interfaces_.push_back(text);
      level.state = State::after_interface;
      return;
    case State::members:
    case State::locations:
      level.given.push_back(text);
      level.state = level.state == State::members ? State::after_member : State::after_location;
      return;
    case State::after_name:
    case State::after_arguments:
      if (text == "on" && definition_ == DefinitionKind::fragment) {
        level.state = State::after_on;
        return;
      }
      if (text == "on" && definition_ == DefinitionKind::directive) {
        level.state = State::locations;
        return;
      }
      if (text == "repeatable" && definition_ == DefinitionKind::directive) {
        return;
      }
      if (text == "implements") {
        level.state = State::after_implements;
        return;
      }
      break;
    default:
      break;
  }
  if (!begin_definition(text) && level.state == State::after_interface) {
    interfaces_.push_back(text);  // `implements A, B`, as it once was written
  }
}

bool PlaceScanner::begin_definition(std::string_view keyword) {
  Level& level = top();
  const DefinitionKind kind = definition_kind_of(keyword);
  const bool is_extend = keyword == "extend";
  if (kind == DefinitionKind::none && !is_extend) {
    return false;
  }
  is_extension_ = is_extend || level.state == State::after_extend;
  level = Level{};
  level.state = is_extend ? State::after_extend : State::after_keyword;
  definition_ = kind;
  definition_name_ = {};
  condition_ = {};
  interfaces_.clear();
  variables_.clear();
  operation_ = keyword == "mutation"       ? OperationType::mutation
               : keyword == "subscription" ? OperationType::subscription
                                           : OperationType::query;
  return true;
}

void PlaceScanner::open_in_document(TokenKind kind) {
  Level& level = top();
  if (kind == TokenKind::left_brace) {
    return open_body();
  }
  const State before = std::exchange(level.state, State::after_arguments);
  if (before == State::after_directive) {
    push(Brackets::arguments, step(PathStep::Kind::directive, level.directive));
  } else if (definition_ == DefinitionKind::directive) {
    push(Brackets::input_values, std::nullopt);
    top().location = "ARGUMENT_DEFINITION";
  } else {
    push(Brackets::variable_definitions, std::nullopt);
    top().location = "VARIABLE_DEFINITION";
  }
}

void PlaceScanner::open_body() {
  switch (definition_) {
    case DefinitionKind::none:
      begin_definition("query");
      [[fallthrough]];
    case DefinitionKind::operation: {
      PathStep entry = step(PathStep::Kind::operation, {});
      entry.operation = operation_;
      return push(Brackets::selection_set, entry);
    }
    case DefinitionKind::fragment:
      return push(Brackets::selection_set, step(PathStep::Kind::fragment, condition_));
    case DefinitionKind::schema:
      return push(Brackets::root_operations, std::nullopt);
    case DefinitionKind::object:
    case DefinitionKind::interface:
      push(Brackets::fields, std::nullopt);
      top().location = "FIELD_DEFINITION";
      return;
    case DefinitionKind::enumeration:
      push(Brackets::enum_values, std::nullopt);
      top().location = "ENUM_VALUE";
      return;
    case DefinitionKind::input_object:
      push(Brackets::input_values, std::nullopt);
      top().location = "INPUT_FIELD_DEFINITION";
      return;
    default:
      return push(Brackets::unknown, std::nullopt);
  }
}

// Selections.

void PlaceScanner::read_selection(TokenKind kind, std::string_view text) {
  Level& level = top();
  if (kind == TokenKind::at && level.state == State::after_spread) {
    level.element = PathStep::Kind::inline_fragment;  // `... @include(if: $x) {`
    level.name = {};
    level.location = "INLINE_FRAGMENT";
  }
  if (read_directive(kind, text)) {
    return;
  }
  switch (kind) {
    case TokenKind::spread:
      begin_element({});
      level.element = PathStep::Kind::inline_fragment;
      level.location = "INLINE_FRAGMENT";
      level.state = State::after_spread;
      return;
    case TokenKind::name:
      return read_selection_name(text);
    case TokenKind::colon:
      if (level.state == State::after_name) {
        level.state = State::after_colon;
      }
      return;
    case TokenKind::left_parenthesis:
      if (level.state == State::after_name || level.state == State::after_directive) {
        const bool is_directive = level.state == State::after_directive;
        level.state = State::after_arguments;
        push(Brackets::arguments, is_directive ? step(PathStep::Kind::directive, level.directive)
                                               : step(PathStep::Kind::field, level.name));
      }
      return;
    case TokenKind::left_brace:
      return open_selection_set();
    default:
      return;
  }
}

void PlaceScanner::read_selection_name(std::string_view text) {
  Level& level = top();
  switch (level.state) {
    case State::after_spread:
      if (text == "on") {
        level.state = State::after_on;
        return;
      }
      level.name = text;
      level.is_bare_spread = true;
      level.location = "FRAGMENT_SPREAD";
      level.state = State::after_target;
      return;
    case State::after_on:
      level.name = text;
      level.state = State::after_target;
      return;
    case State::after_colon:
      level.name = text;
      level.state = State::after_name;
      return;
    default:
      begin_element(text);
      level.element = PathStep::Kind::field;
      level.location = "FIELD";
      level.state = State::after_name;
  }
}

void PlaceScanner::open_selection_set() {
  Level& level = top();
  // Braces behind nothing, or behind a spread that takes none, select from the same type.
  const bool is_stray = level.state == State::start || level.is_bare_spread;
  const PathStep entry =
      is_stray ? step(PathStep::Kind::inline_fragment, {}) : step(level.element, level.name);
  begin_element({});
  push(Brackets::selection_set, entry);
}

// Values.

void PlaceScanner::read_named_values(TokenKind kind, std::string_view text, bool is_before_colon) {
  Level& level = top();
  if (kind == TokenKind::name && (level.state != State::after_dollar) &&
      (level.state != State::value || is_before_colon)) {
    level.name = text;
    level.given.push_back(text);
    level.state = State::after_name;
    return;
  }
  if (kind == TokenKind::colon) {
    level.state = State::value;
    return;
  }
  if (level.state == State::value || kind == TokenKind::dollar) {
    read_value(kind);
    return;
  }
  if (kind == TokenKind::left_brace && level.brackets == Brackets::arguments) {
    levels_.pop_back();  // the closing parenthesis is missing
    return top().brackets == Brackets::selection_set ? open_selection_set()
           : top().brackets == Brackets::document    ? open_body()
                                                     : push(Brackets::unknown, std::nullopt);
  }
  level.state = State::start;
}

bool PlaceScanner::read_value(TokenKind kind) {
  Level& level = top();
  switch (kind) {
    case TokenKind::dollar:
      level.state = State::after_dollar;
      return true;
    case TokenKind::left_bracket:
    case TokenKind::left_brace: {
      const auto entry = value_step(level);
      level.state = State::start;
      push(kind == TokenKind::left_bracket ? Brackets::list : Brackets::object, entry);
      return true;
    }
    case TokenKind::name:
    case TokenKind::int_number:
    case TokenKind::float_number:
    case TokenKind::string:
    case TokenKind::block_string:
      level.state = State::start;
      return true;
    default:
      return false;
  }
}

/// The step from a level into the value that stands in it.
std::optional<PathStep> PlaceScanner::value_step(const Level& level) const {
  switch (level.brackets) {
    case Brackets::arguments:
      return step(PathStep::Kind::argument, level.name);
    case Brackets::object:
      return step(PathStep::Kind::object_field, level.name);
    case Brackets::list:
      return step(PathStep::Kind::list_item, {});
    default:
      break;
  }
  PathStep typed = step(PathStep::Kind::typed_value, {});
  typed.type = level.type;
  return typed;
}

// Definitions of variables, fields, arguments, values: a name, a type, a default value.

void PlaceScanner::read_variable_definition(TokenKind kind, std::string_view text) {
  Level& level = top();
  if (level.state == State::value && read_value(kind)) {
    variables_.back().has_default = true;
    return;
  }
  if (read_directive(kind, text) || read_type(kind, text)) {
    if (level.state == State::after_type && !variables_.empty()) {
      variables_.back().type = level.type;
    }
    return;
  }
  switch (kind) {
    case TokenKind::dollar:
      begin_element({});
      level.state = State::after_dollar;
      return;
    case TokenKind::name:
      if (level.state == State::after_dollar) {
        begin_element(text);
        variables_.push_back({text, std::nullopt, false});
        level.state = State::after_name;
      }
      return;
    case TokenKind::colon:
      level.state = State::type;
      return;
    case TokenKind::equals:
      level.state = variables_.empty() ? State::start : State::value;
      return;
    case TokenKind::left_parenthesis:
      if (level.state == State::after_directive) {
        level.state = State::after_arguments;
        push(Brackets::arguments, step(PathStep::Kind::directive, level.directive));
      }
      return;
    case TokenKind::left_brace:
      levels_.pop_back();  // the closing parenthesis is missing
      return open_body();
    default:
      return;
  }
}

void PlaceScanner::read_member(TokenKind kind, std::string_view text) {
  Level& level = top();
  if (level.state == State::value && read_value(kind)) {
    return;
  }
  if (read_directive(kind, text) || read_type(kind, text)) {
    return;
  }
  switch (kind) {
    case TokenKind::name:
      return read_member_name(text);
    case TokenKind::colon:
      level.state = State::type;
      return;
    case TokenKind::equals:
      level.state = State::value;
      return;
    case TokenKind::left_parenthesis:
      if (level.state == State::after_directive) {
        push(Brackets::arguments, step(PathStep::Kind::directive, level.directive));
      } else {
        push(Brackets::input_values, std::nullopt);
        top().location = "ARGUMENT_DEFINITION";
      }
      levels_[levels_.size() - 2].state = State::after_arguments;
      return;
    case TokenKind::left_brace:
      return push(Brackets::unknown, std::nullopt);
    default:
      return;
  }
}

void PlaceScanner::read_member_name(std::string_view text) {
  begin_element(text);
  top().state = State::after_name;
}

/// `[Name!]!`: brackets open before the name and close behind it, so only those behind it count.
bool PlaceScanner::read_type(TokenKind kind, std::string_view text) {
  Level& level = top();
  if (level.state == State::type) {
    if (kind == TokenKind::name) {
      level.type = {text, 0, 0};
      level.state = State::after_type;
    }
    return kind == TokenKind::name || kind == TokenKind::left_bracket;
  }
  if (level.state != State::after_type) {
    return false;
  }
  if (kind == TokenKind::bang) {
    level.type.non_null |= 1U << level.type.list_depth;
    return true;
  }
  if (kind == TokenKind::right_bracket) {
    if (level.type.list_depth < TypeReference::list_limit) {
      ++level.type.list_depth;
    }
    return true;
  }
  return false;
}

bool PlaceScanner::read_directive(TokenKind kind, std::string_view text) {
  Level& level = top();
  if (kind == TokenKind::at) {
    level.state = State::after_at;
    return true;
  }
  if (level.state == State::after_at && kind == TokenKind::name) {
    level.directive = text;
    level.directives.push_back(text);
    level.state = State::after_directive;
    return true;
  }
  return false;
}

void PlaceScanner::begin_element(std::string_view name) {
  Level& level = top();
  level.name = name;
  level.type = {};
  level.directives.clear();
  level.is_bare_spread = false;
  level.state = State::start;
  if (!name.empty() && level.brackets != Brackets::selection_set) {
    level.given.push_back(name);
  }
}

PathStep PlaceScanner::step(PathStep::Kind kind, std::string_view name) {
  PathStep step;
  step.kind = kind;
  step.name = name;
  return step;
}

}  // namespace troupe::graphql

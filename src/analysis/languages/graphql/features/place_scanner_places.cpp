// What the automaton's state means for a cursor: the second half of place_scanner.hpp.
#include <algorithm>

#include "analysis/languages/graphql/features/place_scanner.hpp"

namespace troupe::graphql {

CompletionPlace PlaceScanner::place() const {
  CompletionPlace place;
  place.definition = definition_;
  place.is_extension = is_extension_;
  place.definition_name = definition_name_;
  place.interfaces = interfaces_;
  place.variables = variables_;
  place.given = top().given;
  place.is_constant = is_constant();
  for (const Level& level : levels_) {
    if (level.entry) {
      place.path.push_back(*level.entry);
    }
  }
  if (top().state == State::after_at) {
    place.kind = PlaceKind::directive;
    place.given = top().directives;
    place.directive_location =
        top().brackets == Brackets::document ? definition_location() : top().location;
    return place;
  }
  switch (top().brackets) {
    case Brackets::document:
      place_in_document(place);
      break;
    case Brackets::selection_set:
      place_in_selection(place);
      break;
    case Brackets::arguments:
    case Brackets::object:
    case Brackets::list:
      place_in_values(place);
      break;
    case Brackets::variable_definitions:
      place_in_variable_definitions(place);
      break;
    case Brackets::root_operations:
    case Brackets::fields:
    case Brackets::input_values:
    case Brackets::enum_values:
      place_in_members(place);
      break;
    case Brackets::unknown:
      break;
  }
  return place;
}

/// Variables exist only in operations and fragments, and not where variables are defined.
bool PlaceScanner::is_constant() const {
  return (definition_ != DefinitionKind::operation && definition_ != DefinitionKind::fragment) ||
         std::ranges::any_of(levels_, [](const Level& level) {
           return level.brackets == Brackets::variable_definitions;
         });
}

std::string_view PlaceScanner::definition_location() const {
  switch (definition_) {
    case DefinitionKind::operation:
      return operation_ == OperationType::query      ? "QUERY"
             : operation_ == OperationType::mutation ? "MUTATION"
                                                     : "SUBSCRIPTION";
    case DefinitionKind::fragment:
      return "FRAGMENT_DEFINITION";
    case DefinitionKind::schema:
      return "SCHEMA";
    case DefinitionKind::scalar:
      return "SCALAR";
    case DefinitionKind::object:
      return "OBJECT";
    case DefinitionKind::interface:
      return "INTERFACE";
    case DefinitionKind::union_type:
      return "UNION";
    case DefinitionKind::enumeration:
      return "ENUM";
    case DefinitionKind::input_object:
      return "INPUT_OBJECT";
    case DefinitionKind::directive:
      return "DIRECTIVE_DEFINITION";
    case DefinitionKind::none:
      return {};
  }
  return {};
}

void PlaceScanner::place_in_document(CompletionPlace& place) const {
  const bool is_type_system =
      definition_ != DefinitionKind::operation && definition_ != DefinitionKind::fragment;
  switch (top().state) {
    case State::start:
      place.kind = PlaceKind::definition;
      return;
    case State::after_extend:
      place.kind = PlaceKind::extended_definition;
      return;
    case State::after_keyword:
      if (is_extension_ && definition_ != DefinitionKind::schema) {
        place.kind = PlaceKind::extended_name;
      }
      return;
    case State::after_on:
      place.kind = PlaceKind::fragment_type;
      return;
    case State::after_implements:
      place.kind = PlaceKind::interface;
      place.given = interfaces_;
      return;
    case State::members:
      place.kind = PlaceKind::union_member;
      return;
    case State::locations:
      place.kind = PlaceKind::directive_location;
      return;
    case State::after_name:
      if (definition_ == DefinitionKind::object || definition_ == DefinitionKind::interface) {
        place.kind = PlaceKind::keyword_implements;
      } else if (definition_ == DefinitionKind::fragment) {
        place.kind = PlaceKind::keyword_on;
      }
      [[fallthrough]];
    case State::after_arguments:
      if (definition_ == DefinitionKind::directive && !is_extension_) {
        place.kind = PlaceKind::keyword_on;
      } else {
        place.may_begin_definition = is_type_system;
      }
      return;
    default:
      place.may_begin_definition = is_type_system;
  }
}

void PlaceScanner::place_in_selection(CompletionPlace& place) const {
  switch (top().state) {
    case State::after_colon:
      place.kind = PlaceKind::aliased_field;
      return;
    case State::after_spread:
      place.kind = PlaceKind::spread;
      return;
    case State::after_on:
      place.kind = PlaceKind::fragment_type;
      return;
    default: {
      const bool needs_braces = top().state != State::start && !top().is_bare_spread &&
                                top().element == PathStep::Kind::inline_fragment;
      place.kind = needs_braces ? PlaceKind::nothing : PlaceKind::selection;
    }
  }
}

void PlaceScanner::place_in_values(CompletionPlace& place) const {
  const Level& level = top();
  const bool is_list = level.brackets == Brackets::list;
  if (level.state == State::value || level.state == State::after_dollar || is_list) {
    place.kind = level.state == State::after_dollar ? PlaceKind::variable : PlaceKind::value;
    if (const auto step = value_step(level)) {
      place.path.push_back(*step);
    }
    place.given.clear();
  } else if (level.state == State::start) {
    place.kind = level.brackets == Brackets::object ? PlaceKind::object_field : PlaceKind::argument;
  }
}

void PlaceScanner::place_in_variable_definitions(CompletionPlace& place) const {
  switch (top().state) {
    case State::type:
      place.kind = PlaceKind::input_type;
      return;
    case State::value:
      place.kind = PlaceKind::value;
      place.path.push_back(*value_step(top()));
      return;
    case State::after_name:
      return;
    default:
      place.kind = PlaceKind::variable_definition;
  }
}

void PlaceScanner::place_in_members(CompletionPlace& place) const {
  const Level& level = top();
  switch (level.state) {
    case State::type:
      place.kind = level.brackets == Brackets::root_operations ? PlaceKind::root_operation_type
                   : level.brackets == Brackets::fields        ? PlaceKind::output_type
                                                               : PlaceKind::input_type;
      return;
    case State::value:
      place.kind = PlaceKind::value;
      place.path.push_back(*value_step(level));
      return;
    case State::after_name:
      return;
    default:
      if (level.brackets == Brackets::fields) {
        place.kind = PlaceKind::field_definition;
      } else if (level.brackets == Brackets::root_operations) {
        place.kind = PlaceKind::root_operation;
      }
  }
}

}  // namespace troupe::graphql

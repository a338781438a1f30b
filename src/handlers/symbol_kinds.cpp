#include "handlers/symbol_kinds.hpp"

#include <utility>

namespace troupe::handlers {

namespace {

/// What a client knows that sent no value set.
constexpr int known_without_saying = 18;

template <typename Kind>
Kind first_known(std::pair<Kind, Kind> kinds, const protocol::ValueSet& known) {
  const int wanted = static_cast<int>(kinds.first);
  const bool is_known =
      known.valueSet.empty() ? wanted <= known_without_saying : known.contains(wanted);
  return is_known ? kinds.first : kinds.second;
}

/// The kind we would like, and one of the first 18 in its place.
std::pair<protocol::SymbolKind, protocol::SymbolKind> symbol_kinds(ide::SymbolKind kind) {
  using enum ide::SymbolKind;
  using Kind = protocol::SymbolKind;
  switch (kind) {
    case operation:
    case directive:
      return {Kind::Function, Kind::Function};
    case fragment:
      return {Kind::Module, Kind::Module};
    case schema:
      return {Kind::Package, Kind::Package};
    case object:
      return {Kind::Class, Kind::Class};
    case interface:
      return {Kind::Interface, Kind::Interface};
    case union_type:
    case scalar:
      return {Kind::TypeParameter, Kind::Class};
    case enumeration:
      return {Kind::Enum, Kind::Enum};
    case enum_member:
      return {Kind::EnumMember, Kind::Constant};
    case input_object:
      return {Kind::Struct, Kind::Class};
    case field:
      return {Kind::Field, Kind::Field};
    case argument:
    case variable:
      return {Kind::Variable, Kind::Variable};
    case keyword:
      return {Kind::Key, Kind::String};
    case value:
      return {Kind::Constant, Kind::Constant};
    case file:
      return {Kind::File, Kind::File};
  }
  return {Kind::Variable, Kind::Variable};
}

std::pair<protocol::CompletionItemKind, protocol::CompletionItemKind> completion_kinds(
    ide::SymbolKind kind) {
  using enum ide::SymbolKind;
  using Kind = protocol::CompletionItemKind;
  switch (kind) {
    case operation:
    case directive:
      return {Kind::Function, Kind::Function};
    case fragment:
    case schema:
      return {Kind::Module, Kind::Module};
    case object:
      return {Kind::Class, Kind::Class};
    case interface:
      return {Kind::Interface, Kind::Interface};
    case union_type:
    case scalar:
      return {Kind::TypeParameter, Kind::Class};
    case enumeration:
      return {Kind::Enum, Kind::Enum};
    case enum_member:
      return {Kind::EnumMember, Kind::Value};
    case input_object:
      return {Kind::Struct, Kind::Class};
    case field:
      return {Kind::Field, Kind::Field};
    case argument:
    case variable:
      return {Kind::Variable, Kind::Variable};
    case keyword:
      return {Kind::Keyword, Kind::Keyword};
    case value:
      return {Kind::Value, Kind::Value};
    case file:
      return {Kind::File, Kind::File};
  }
  return {Kind::Text, Kind::Text};
}

}  // namespace

protocol::SymbolKind lsp_symbol_kind(ide::SymbolKind kind, const protocol::ValueSet& known) {
  return first_known(symbol_kinds(kind), known);
}

protocol::CompletionItemKind lsp_completion_kind(ide::SymbolKind kind,
                                                 const protocol::ValueSet& known) {
  return first_known(completion_kinds(kind), known);
}

}  // namespace troupe::handlers

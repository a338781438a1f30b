#include "analysis/languages/graphql/features/completion_items.hpp"

#include <algorithm>
#include <tuple>

#include "analysis/languages/graphql/features/wording.hpp"

namespace troupe::graphql {
namespace {

/// Digits of a position in a list; lists are shorter than 100 000 items.
constexpr std::size_t position_digits = 5;

char digit_of(Rank rank) {
  return static_cast<char>('0' + static_cast<int>(rank));
}

}  // namespace

bool CompletionRequest::is_given(std::string_view name) const {
  return std::ranges::find(place.given, name) != place.given.end();
}

void CompletionItems::add(Rank rank, ide::CompletionItem item) {
  std::string position = std::to_string(items_.size());
  position.insert(0, position_digits - std::min(position_digits, position.size()), '0');
  put(digit_of(rank) + position, std::move(item));
}

void CompletionItems::add_by_name(Rank rank, ide::CompletionItem item) {
  put(std::string(1, digit_of(rank)), std::move(item));
}

void CompletionItems::put(std::string sort_key, ide::CompletionItem item) {
  item.sort_key = std::move(sort_key);
  item.replaced = replaced_;
  if (item.insert_text.empty()) {
    item.insert_text = item.label;
  }
  items_.push_back(std::move(item));
}

std::vector<ide::CompletionItem> CompletionItems::take() {
  const auto is_before = [](const auto& left, const auto& right) {
    return std::tie(left.sort_key, left.label) < std::tie(right.sort_key, right.label);
  };
  // Long lists, of types, are made in order; moving such items about costs more than looking.
  if (!std::ranges::is_sorted(items_, is_before)) {
    std::ranges::stable_sort(items_, is_before);
  }
  return std::move(items_);
}

ide::CompletionItem item(std::string_view label, ide::SymbolKind kind, std::string detail) {
  ide::CompletionItem result;
  result.label = label;
  result.kind = kind;
  result.detail = std::move(detail);
  return result;
}

ide::CompletionItem type_item(std::string_view name, TypeKind kind) {
  ide::CompletionItem result = item(name, symbol_kind_of(kind), std::string(word_for(kind)));
  result.resolve_key = Entity{
      .kind = Entity::Kind::type,
      .type = {},
      .name = std::string(name),
      .argument = {}}.to_key();
  return result;
}

}  // namespace troupe::graphql

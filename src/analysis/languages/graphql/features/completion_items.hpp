// The list that completions are gathered in, and what all of them are made from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/features/completion_place.hpp"
#include "analysis/languages/graphql/features/entity.hpp"
#include "analysis/languages/graphql/features/type_path.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// A cursor with everything that is known of it. On the stack of one completion.
struct CompletionRequest {
  const Schema& schema;
  ide::FileId file;
  const syntax::Tree& tree;
  base::TextOffset offset;
  CompletionPlace place;
  PlaceTypes types;

  /// The kind of the token behind the word that is completed.
  [[nodiscard]] TokenKind next() const {
    return static_cast<TokenKind>(tree.tokens().kind(place.next_token));
  }
  /// Whether a name stands in the same list already.
  [[nodiscard]] bool is_given(std::string_view name) const;
};

/// Groups of items, in the order in which they are shown.
enum class Rank : std::uint8_t {
  needed,   ///< what has to be given, what was meant to be written next
  fitting,  ///< the ordinary
  meta,     ///< always there, seldom wanted first: `__typename`, `...`
  further,  ///< allowed, but of another kind
  deprecated,
};

class CompletionItems {
 public:
  explicit CompletionItems(base::TextRange replaced) : replaced_(replaced) {}

  /// Adds an item behind those of the same rank. `insert_text` may be left empty: the label.
  void add(Rank rank, ide::CompletionItem item);
  /// Adds an item that is sorted by its label among those of its rank.
  void add_by_name(Rank rank, ide::CompletionItem item);

  /// In the order in which they are shown.
  [[nodiscard]] std::vector<ide::CompletionItem> take();

 private:
  void put(std::string sort_key, ide::CompletionItem item);

  base::TextRange replaced_;
  std::vector<ide::CompletionItem> items_;
};

/// An item with its label, kind and detail.
[[nodiscard]] ide::CompletionItem item(std::string_view label, ide::SymbolKind kind,
                                       std::string detail = {});
/// An item for a type, with what is needed to document it.
[[nodiscard]] ide::CompletionItem type_item(std::string_view name, TypeKind kind);

}  // namespace troupe::graphql

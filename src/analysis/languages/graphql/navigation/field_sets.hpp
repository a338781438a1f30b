// Fields that are named in strings: `@key(fields: "id owner { id }")` and its like in federated
// schemas. Whoever renames a field has to rename it there.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// One string of field names, read as a selection set.
struct FieldSet {
  /// Of the text of the string between braces: the root is a document with one shorthand query.
  syntax::Tree tree;
  /// The offset in the file of what stands at offset 0 of the tree's text. One less than that of
  /// the string's content, for the brace; so it wraps in no text that a directive fits into.
  base::TextOffset shift = 0;
  std::string_view type;  ///< what the fields are selected from; into the tree of the file

  [[nodiscard]] base::TextRange in_file(base::TextRange range) const {
    return {range.begin + shift, range.end + shift};
  }
};

/// The field sets of one text, in order of position: of `@key` and `@requires`, whose fields are
/// those of the type around them, and of `@provides`, whose fields are those of the field's type;
/// with or without a prefix (`@federation__key`). Strings with escapes are passed over. Immutable;
/// holds the tree of its file.
class FieldSets {
 public:
  FieldSets() = default;
  explicit FieldSets(syntax::Tree tree);

  [[nodiscard]] const std::vector<FieldSet>& all() const { return all_; }
  [[nodiscard]] std::size_t memory_size() const { return all_.capacity() * sizeof(FieldSet); }

  friend bool operator==(const FieldSets& left, const FieldSets& right) {
    return left.tree_ == right.tree_;
  }

 private:
  syntax::Tree tree_;
  std::vector<FieldSet> all_;
};

/// The type that a selection set selects from; null where the schema cannot tell. The same as
/// following the path to it (type_path.hpp), without writing the path down. `root` is what
/// operations select from, where it is not a root type of the schema: the type of a field set.
[[nodiscard]] const TypeShape* type_of_selection_set(const Schema& schema,
                                                     std::optional<syntax::NodeRef> set,
                                                     const TypeShape* root = nullptr);

struct FileFieldSets {
  using Key = ide::FileId;
  using Value = FieldSets;
  static constexpr std::string_view name = "graphql_file_field_sets";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

}  // namespace troupe::graphql

// Where each name is written in a file: what finds uses without looking at every token of every
// file again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

using ide::FileId;

/// The places in one text at which something is named, found by the name's spelling. What a name
/// means is left to who asks, so that nothing here depends on any other file. Aliases, operation
/// types and directive locations are not in it: they name nothing that could be defined. Immutable;
/// holds its tree.
class NameTable {
 public:
  NameTable() = default;
  explicit NameTable(syntax::Tree tree);

  [[nodiscard]] const syntax::Tree& tree() const { return tree_; }
  /// The leaves (`name` or `enum_value`) with this text, in order of position. Logarithmic.
  [[nodiscard]] std::vector<syntax::NodeRef> spelled(std::string_view name) const;
  [[nodiscard]] std::size_t memory_size() const {
    return entries_.capacity() * sizeof(std::uint64_t);
  }

  friend bool operator==(const NameTable& left, const NameTable& right) {
    return left.tree_ == right.tree_;
  }

 private:
  syntax::Tree tree_;
  /// Hash of the name in the upper half, index of the leaf in the lower; sorted.
  std::vector<std::uint64_t> entries_;
};

struct FileNames {
  using Key = FileId;
  using Value = NameTable;
  static constexpr std::string_view name = "graphql_file_names";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// Whether a file itself has this name there. Not so when its tree was made from something else, as
/// that of what is built in: then there is no place that anybody could go to or edit.
[[nodiscard]] bool stands_in(engine::Context& context, FileId file, base::TextRange range,
                             std::string_view name);

}  // namespace troupe::graphql

// A name is found by a hash of its spelling: sorting numbers is several times faster than sorting
// texts, and what collides is told apart by comparing the text when it is asked for. Within one
// name the order is that of the text, since the lower half of an entry is the node's number.
#include "analysis/languages/graphql/navigation/name_table.hpp"

#include <algorithm>
#include <utility>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {
namespace {

/// FNV-1a: the same on every machine.
std::uint64_t hash_in_upper_half(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char character : name) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
  }
  return static_cast<std::uint64_t>(hash) << 32U;
}

bool names_something(syntax::NodeRef leaf) {
  if (kind_of(leaf) == NodeKind::enum_value) {
    return true;
  }
  if (kind_of(leaf) != NodeKind::name || !leaf.has_tokens()) {
    return false;
  }
  const auto parent = leaf.parent();
  const NodeKind around = parent ? kind_of(*parent) : NodeKind::error;
  return around != NodeKind::alias && around != NodeKind::root_operation_type &&
         around != NodeKind::directive_locations && around != NodeKind::error;
}

}  // namespace

NameTable::NameTable(syntax::Tree tree) : tree_(std::move(tree)) {
  const auto count = static_cast<std::uint32_t>(tree_.nodes().size());
  entries_.reserve(count / 3);
  for (std::uint32_t i = 0; i < count; ++i) {
    const syntax::NodeRef node = tree_.node(syntax::NodeIndex{i});
    if (names_something(node)) {
      entries_.push_back(hash_in_upper_half(node.text()) | i);
    }
  }
  entries_.shrink_to_fit();
  std::ranges::sort(entries_);
}

std::vector<syntax::NodeRef> NameTable::spelled(std::string_view name) const {
  const std::uint64_t begin = hash_in_upper_half(name);
  std::vector<syntax::NodeRef> leaves;
  for (auto at = std::ranges::lower_bound(entries_, begin);
       at != entries_.end() && *at >> 32U == begin >> 32U; ++at) {
    const syntax::NodeRef leaf = tree_.node(syntax::NodeIndex{static_cast<std::uint32_t>(*at)});
    if (leaf.text() == name) {
      leaves.push_back(leaf);
    }
  }
  return leaves;
}

NameTable FileNames::execute(engine::Context& context, const FileId& file) {
  return NameTable(context.get<FileSyntax>(file));
}

bool stands_in(engine::Context& context, FileId file, base::TextRange range,
               std::string_view name) {
  const std::string_view text = ide::text_of(context, file);
  return range.end <= text.size() && base::slice(text, range) == name;
}

}  // namespace troupe::graphql

#include "analysis/languages/graphql/validation/core/labels.hpp"

#include <optional>
#include <unordered_map>

#include "analysis/languages/graphql/syntax/string_value.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"

namespace troupe::graphql {
namespace {

std::optional<std::string> label_of(const Directive& directive) {
  if (directive.name() != "defer" && directive.name() != "stream") {
    return std::nullopt;
  }
  for (const Argument argument : directive.arguments()) {
    const auto value = argument.value();
    const auto text = value ? value->as<StringValue>() : std::nullopt;
    if (argument.name() == "label") {
      return text ? std::optional(text->value()) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<LabelUse> FileLabels::execute(engine::Context& context, const FileId& file) {
  const DefinitionTable& table = context.get<FileDefinitions>(file);
  std::unordered_map<std::string, std::size_t> counts;
  std::vector<LabelUse> firsts;
  for (const DefinitionEntry& entry : table.all()) {
    const std::uint32_t end = table.node(entry).subtree_end().value;
    for (std::uint32_t i = entry.node.value; i < end; ++i) {
      const auto directive = cast<Directive>(table.tree().node(syntax::NodeIndex{i}));
      const auto label = directive ? label_of(*directive) : std::nullopt;
      if (label && ++counts[*label] == 1) {
        const base::TextRange range = head_range(directive->node(), directive->name_node());
        firsts.push_back(
            {*label,
             Place{entry.id, {range.begin - entry.range.begin, range.end - entry.range.begin}}});
      }
    }
  }
  std::erase_if(firsts, [&counts](const LabelUse& use) { return counts[use.label] < 2; });
  return firsts;
}

}  // namespace troupe::graphql

#include "analysis/languages/graphql/navigation/calls.hpp"

#include <optional>
#include <string>

#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/navigation/spreads.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

/// The name of an operation or fragment, or what stands in for it.
base::TextRange selection_of(const Definition& definition) {
  const auto name = definition.name_node();
  if (name && name->node().has_tokens()) {
    return name->range();
  }
  const auto description = definition.description();
  for (const syntax::TokenRef token : definition.node().tokens()) {
    if (!description || token.range().begin >= description->range().end) {
      return token.range();
    }
  }
  return definition.range();
}

bool is_executable(DefinitionSpace space) {
  return space == DefinitionSpace::operation || space == DefinitionSpace::fragment;
}

/// The operation or fragment that begins or is named at the offset.
std::optional<DefinitionId> definition_at(engine::Context& context, FileId file,
                                          const syntax::Tree& tree, base::TextOffset offset) {
  const DefinitionEntry* entry = definition_around(context, file, {offset, offset});
  if (entry == nullptr || !is_executable(entry->space)) {
    return std::nullopt;
  }
  const Definition definition(context.get<FileDefinitions>(file).node(*entry));
  const base::TextRange selection = selection_of(definition);
  const auto keyword = definition.name_node() ? tree.token_left_of(selection.begin) : std::nullopt;
  const bool is_at_keyword =
      keyword && kind_of(*keyword) == TokenKind::name && keyword->range().touches(offset);
  return selection.touches(offset) || is_at_keyword ? std::optional(entry->id) : std::nullopt;
}

std::optional<DefinitionId> callable_at(const Schema& schema, FileId file, const syntax::Tree& tree,
                                        base::TextOffset offset) {
  const syntax::NodeRef node = tree.innermost_node({offset, offset});
  for (std::optional<syntax::NodeRef> at = node; at; at = at->parent()) {
    const auto spread = cast<FragmentSpread>(*at);
    const auto name = spread ? spread->name_node() : std::nullopt;
    if (name && base::TextRange{spread->range().begin, name->range().end}.touches(offset)) {
      return find_fragment(schema.context(), schema.project(), file, spread->name());
    }
  }
  return definition_at(schema.context(), file, tree, offset);
}

std::optional<ide::CallHierarchyItem> item_of(engine::Context& context, DefinitionId id) {
  const DefinitionEntry* entry = find_definition(context, id);
  if (entry == nullptr) {
    return std::nullopt;
  }
  const FileId file = context.lookup(id).file;
  const Definition definition(context.get<FileDefinitions>(file).node(*entry));
  ide::CallHierarchyItem item;
  item.selection = {file, selection_of(definition)};
  item.full = entry->range;
  if (const auto operation = definition.as<OperationDefinition>()) {
    const std::string_view keyword = word_for(operation->operation_type());
    item.name = operation->name().empty() ? keyword : operation->name();
    item.detail = keyword;
    item.kind = ide::SymbolKind::operation;
  } else {
    const auto type = FragmentDefinition(definition.node()).type_condition();
    item.name = definition.name().empty() ? "fragment" : definition.name();
    item.detail = type ? "on " + std::string(type->name()) : "";
    item.kind = ide::SymbolKind::fragment;
  }
  return item;
}

std::vector<ide::Call> calls_of(engine::Context& context,
                                const std::vector<SpreadingDefinition>& definitions) {
  std::vector<ide::Call> calls;
  calls.reserve(definitions.size());
  for (const SpreadingDefinition& spreading : definitions) {
    if (auto item = item_of(context, spreading.definition)) {
      calls.push_back({*std::move(item), spreading.places});
    }
  }
  return calls;
}

}  // namespace

std::vector<ide::CallHierarchyItem> call_hierarchy_items_at(const Schema& schema, ide::FileId file,
                                                            const syntax::Tree& tree,
                                                            base::TextOffset offset) {
  std::vector<ide::CallHierarchyItem> items;
  const auto callable = callable_at(schema, file, tree, offset);
  if (auto item = callable ? item_of(schema.context(), *callable) : std::nullopt) {
    items.push_back(*std::move(item));
  }
  return items;
}

std::vector<ide::Call> incoming_calls_at(const Schema& schema, ide::FileId file,
                                         const syntax::Tree& tree, base::TextOffset offset) {
  const auto callable = callable_at(schema, file, tree, offset);
  if (!callable || schema.context().lookup(*callable).space != DefinitionSpace::fragment) {
    return {};
  }
  return calls_of(schema.context(), callers_of(schema.context(), schema.project(), *callable));
}

std::vector<ide::Call> outgoing_calls_at(const Schema& schema, ide::FileId file,
                                         const syntax::Tree& tree, base::TextOffset offset) {
  const auto callable = callable_at(schema, file, tree, offset);
  if (!callable) {
    return {};
  }
  return calls_of(schema.context(), callees_of(schema.context(), schema.project(), *callable));
}

}  // namespace troupe::graphql

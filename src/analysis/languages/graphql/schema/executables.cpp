#include "analysis/languages/graphql/schema/executables.hpp"

#include <algorithm>

#include "base/sort_unique.hpp"

namespace troupe::graphql {
namespace {

/// Whether `node` is the variable that a variable definition defines.
bool is_defined_by(syntax::NodeRef node) {
  const auto parent = node.parent();
  return parent && kind_of(*parent) == NodeKind::variable_definition;
}

void read_locals(const FragmentDefinition& fragment, ExecutableSummary& summary) {
  for (const VariableDefinition variable : fragment.variable_definitions()) {
    if (!variable.name().empty()) {
      summary.locals.emplace_back(variable.name());
    }
  }
  for (const Directive directive : fragment.directives()) {
    if (directive.name() == "argumentDefinitions") {
      for (const Argument argument : directive.arguments()) {
        summary.locals.emplace_back(argument.name());
      }
    }
  }
}

void read_uses(const syntax::Tree& tree, syntax::NodeRef definition, ExecutableSummary& summary) {
  for (std::uint32_t i = definition.index().value + 1; i < definition.subtree_end().value; ++i) {
    const syntax::NodeRef node = tree.node(syntax::NodeIndex{i});
    if (const auto variable = cast<Variable>(node)) {
      if (!variable->name().empty()) {
        (is_defined_by(node) ? summary.variables : summary.uses)
            .push_back({std::string(variable->name()), node.range()});
      }
    } else if (const auto spread = cast<FragmentSpread>(node)) {
      if (!spread->name().empty()) {
        summary.spreads.push_back({std::string(spread->name()), node.range()});
      }
    }
  }
}

}  // namespace

bool ExecutableSummary::has_local(std::string_view variable) const {
  return std::ranges::find(locals, variable) != locals.end();
}

ExecutableSummary DefinitionSummary::execute(engine::Context& context,
                                             const DefinitionId& definition) {
  const syntax::Tree& tree = context.get<DefinitionSyntax>(definition);
  ExecutableSummary summary;
  const std::optional<Definition> node = first_definition(tree);
  if (!node || !node->is_executable()) {
    return summary;
  }
  if (const auto fragment = node->as<FragmentDefinition>()) {
    if (const auto type = fragment->type_condition()) {
      summary.type_condition = type->name();
    }
    read_locals(*fragment, summary);
  }
  summary.is_broken = !tree.diagnostics().empty();
  const auto name = node->name_node();
  summary.name = name ? name->range() : node->node().first_token().range();
  read_uses(tree, node->node(), summary);
  return summary;
}

std::optional<std::string> FragmentType::execute(engine::Context& context,
                                                 const DefinitionId& definition) {
  const auto node = first_definition(context.get<DefinitionSyntax>(definition));
  const auto fragment = node ? node->as<FragmentDefinition>() : std::nullopt;
  if (!fragment) {
    return std::nullopt;
  }
  const auto type = fragment->type_condition();
  return std::string(type ? type->name() : std::string_view());
}

std::optional<FragmentShape> FragmentSignature::execute(engine::Context& context,
                                                        const DefinitionId& definition) {
  const auto node = first_definition(context.get<DefinitionSyntax>(definition));
  const auto fragment = node ? node->as<FragmentDefinition>() : std::nullopt;
  return fragment ? std::optional(shape_of(*fragment)) : std::nullopt;
}

std::optional<DefinitionId> find_fragment(engine::Context& context, ProjectId project, FileId from,
                                          std::string_view fragment) {
  const Sources& sources = context.get<FragmentSources>({project, std::string(fragment)});
  std::optional<FileId> file;
  if (std::ranges::find(sources.files, from) != sources.files.end()) {
    file = from;
  } else if (context.get<LocalFragment>({from, std::string(fragment)})) {
    file = from;
  } else if (!sources.files.empty()) {
    file = sources.files.front();
  }
  if (!file) {
    return std::nullopt;
  }
  return context.intern(DefinitionKey{*file, DefinitionSpace::fragment, 0, std::string(fragment)});
}

bool LocalFragment::execute(engine::Context& context, const Key& key) {
  const std::vector<DefinedName>& names = context.get<FileDefinitionNames>(key.first);
  return std::ranges::any_of(names, [&key](const DefinedName& name) {
    return name.space == DefinitionSpace::fragment && name.name == key.second;
  });
}

std::vector<std::string> fragment_names(engine::Context& context, ProjectId project, FileId from) {
  std::vector<std::string> names;
  for (const NameIndex::Entry& entry :
       context.get<DocumentNames>(project).names(DefinitionSpace::fragment)) {
    names.push_back(entry.name);
  }
  for (const DefinedName& name : context.get<FileDefinitionNames>(from)) {
    if (name.space == DefinitionSpace::fragment) {
      names.push_back(name.name);
    }
  }
  std::erase(names, "");
  base::sort_unique(names);
  return names;
}

}  // namespace troupe::graphql

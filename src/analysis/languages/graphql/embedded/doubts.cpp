#include "analysis/languages/graphql/embedded/doubts.hpp"

#include <algorithm>

#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/validation/core/reach.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view unused_variables = "graphql/no-unused-variables";
constexpr std::string_view undefined_variables = "graphql/no-undefined-variables";
constexpr std::string_view unknown_fragments = "graphql/known-fragment-names";
constexpr std::string_view unused_fragments = "graphql/no-unused-fragments";
constexpr std::string_view not_executable = "graphql/executable-definitions";
constexpr std::string_view missing_selection = "graphql/scalar-leafs";
constexpr std::string_view missing_arguments = "graphql/provided-required-arguments";

/// Whether nothing but white space stands in `text` between two offsets.
bool is_blank(std::string_view text, base::TextOffset begin, base::TextOffset end) {
  return begin <= end &&
         text.substr(begin, end - begin).find_first_not_of(" \t\r\n,") == std::string_view::npos;
}

/// Whether the text of a gap's placeholder overlaps a range.
bool overlap(const Gap& gap, base::TextRange range) {
  return gap.range.begin < range.end && range.begin < gap.range.end;
}

/// What follows a name in brackets: the arguments of a field or directive. Empty: there are none.
base::TextRange arguments_behind(const syntax::Tree& tree, base::TextRange name) {
  for (auto node = std::optional(tree.innermost_node(name)); node; node = node->parent()) {
    const auto arguments = node->child(static_cast<syntax::NodeKind>(NodeKind::arguments));
    if (arguments && arguments->range().begin >= name.end) {
      return arguments->range();
    }
    if (kind_of(*node) == NodeKind::field || kind_of(*node) == NodeKind::directive) {
      break;
    }
  }
  return {};
}

}  // namespace

bool Doubts::covers(const Finding& finding, base::TextRange where) const {
  if (finding.code == unused_variables && may_use_more_variables(finding.where.definition)) {
    return true;
  }
  if (finding.code == unused_fragments && may_be_spread()) {
    return true;
  }
  if (!is_host(*context_, file_)) {
    return false;
  }
  return (finding.code == unknown_fragments && may_have_more_documents()) ||
         (finding.code == not_executable && is_type_system_document(where)) ||
         is_at_gap(finding, where);
}

bool Doubts::is_at_gap(const Finding& finding, base::TextRange where) const {
  const Embedding& embedding = context_->get<FileEmbedding>(file_);
  const Region* region = embedding.region_around(where);
  if (region == nullptr) {
    return false;
  }
  if (finding.code == undefined_variables && has_placeholder(finding.where.definition)) {
    return true;
  }
  const base::TextRange arguments = finding.code == missing_arguments && !region->gaps.empty()
                                        ? arguments_behind(context_->get<FileSyntax>(file_), where)
                                        : base::TextRange();
  return std::ranges::any_of(region->gaps, [&](const Gap& gap) {
    if (!gap.is_placeholder) {
      return finding.code == unknown_fragments;
    }
    const bool is_selection = finding.code == missing_selection &&
                              is_blank(embedding.text.view(), where.end, gap.range.begin);
    return is_selection || overlap(gap, where) || overlap(gap, arguments);
  });
}

bool Doubts::has_placeholder(DefinitionId definition) const {
  return context_->get<DefinitionHasPlaceholder>(definition);
}

bool Doubts::may_use_more_variables(DefinitionId definition) const {
  const auto is_open = [this](DefinitionId id) {
    if (!is_host(*context_, context_->lookup(id).file)) {
      return false;
    }
    const auto project = context_->get<ProjectOf>(context_->lookup(id).file);
    return has_placeholder(id) ||
           std::ranges::any_of(
               context_->get<DefinitionSummary>(id).spreads, [&](const NameUse& spread) {
                 return !project ||
                        !find_fragment(*context_, *project, context_->lookup(id).file, spread.name);
               });
  };
  return is_open(definition) || std::ranges::any_of(context_->get<ReachedFragments>(definition),
                                                    is_open, &ReachedFragment::fragment);
}

bool Doubts::may_be_spread() const {
  const auto project = context_->get<ProjectOf>(file_);
  return (project && context_->get<ProjectHasPlaceholders>(*project)) ||
         (is_host(*context_, file_) && may_have_more_documents());
}

bool Doubts::is_type_system_document(base::TextRange where) const {
  const Region* region = context_->get<FileEmbedding>(file_).region_around(where);
  return region != nullptr &&
         std::ranges::none_of(context_->get<FileDefinitions>(file_).all(),
                              [region](const DefinitionEntry& entry) {
                                return region->range.contains(entry.range) &&
                                       (entry.space == DefinitionSpace::operation ||
                                        entry.space == DefinitionSpace::fragment);
                              });
}

bool Doubts::may_have_more_documents() const {
  const auto id = context_->get<ProjectOf>(file_);
  const Project* project = id ? find_project(*context_, *id) : nullptr;
  return project == nullptr || !project->has_documents;
}

bool DefinitionHasPlaceholder::execute(engine::Context& context, const DefinitionId& definition) {
  const FileId file = context.lookup(definition).file;
  if (!is_host(context, file)) {
    return false;
  }
  const DefinitionEntry* entry = find_definition(context, definition);
  const Region* region =
      entry != nullptr ? context.get<FileEmbedding>(file).region_around(entry->range) : nullptr;
  return region != nullptr && std::ranges::any_of(region->gaps, [entry](const Gap& gap) {
           return gap.is_placeholder && gap.range.begin < entry->range.end &&
                  entry->range.begin < gap.range.end;
         });
}

bool FileHasPlaceholders::execute(engine::Context& context, const FileId& file) {
  return std::ranges::any_of(context.get<FileEmbedding>(file).regions, [](const Region& region) {
    return std::ranges::any_of(region.gaps, &Gap::is_placeholder);
  });
}

bool ProjectHasPlaceholders::execute(engine::Context& context, const ProjectId& project) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  const auto has_placeholders = [&context](FileId file) {
    return is_host(context, file) && context.get<FileHasPlaceholders>(file);
  };
  return std::ranges::any_of(files.documents, has_placeholders) ||
         std::ranges::any_of(files.loose, has_placeholders);
}

}  // namespace troupe::graphql

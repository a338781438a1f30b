// The n-th definition of a name keeps its id while others come and go around it, so everything that
// is derived from one definition's text alone survives edits elsewhere in the file: its text is
// copied out, compared, and parsed again only when it differs. Parsing a definition a second time
// costs less than making trees that know nothing of where they stand.
#include "analysis/languages/graphql/schema/definitions.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "analysis/ide/lines.hpp"
#include "analysis/ide/nesting_limit.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/embedded/region_syntax.hpp"
#include "analysis/languages/graphql/introspection/introspection.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/additions.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/parse_options.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {
namespace {

constexpr std::size_t space_count = 5;

auto name_order(const DefinitionEntry& entry) {
  return std::tuple(entry.space, entry.name);
}

bool is_executable(DefinitionSpace space) {
  return space == DefinitionSpace::operation || space == DefinitionSpace::fragment;
}

}  // namespace

ParseOptions parse_options(engine::Context& context, FileId file) {
  const std::uint32_t* depth = context.find<ide::NestingLimit>({});
  return {.depth_limit = depth == nullptr ? ide::NestingLimit::normal
                                          : std::min(*depth, ide::NestingLimit::most),
          .fragment_arguments = context.get<FragmentArguments>(file)};
}

DefinitionSpace space_of(NodeKind definition) {
  switch (definition) {
    case NodeKind::operation_definition:
      return DefinitionSpace::operation;
    case NodeKind::fragment_definition:
      return DefinitionSpace::fragment;
    case NodeKind::schema_definition:
    case NodeKind::schema_extension:
      return DefinitionSpace::schema;
    case NodeKind::directive_definition:
    case NodeKind::directive_extension:
      return DefinitionSpace::directive;
    default:
      return DefinitionSpace::type;
  }
}

FileId built_in_file(engine::Context& context) {
  return context.intern(ide::FilePath{"graphql:built-in.graphql"});
}

bool is_built_in_file(engine::Context& context, FileId file) {
  return context.lookup(file).path.starts_with("graphql:");
}

syntax::Tree FileSyntax::execute(engine::Context& context, const FileId& file) {
  if (is_built_in_file(context, file)) {
    const auto project = project_of_additions(context, file);
    return parse(project ? context.get<SchemaAdditions>(*project) : built_in_text());
  }
  if (is_json_path(context.lookup(file).path)) {
    return parse(context.get<FileIntrospection>(file).sdl);
  }
  const ParseOptions options = parse_options(context, file);
  if (is_host(context, file)) {
    return parse_regions(context.get<FileEmbedding>(file), options);
  }
  const base::SourceText* text = context.find<ide::FileText>(file);
  return parse(text != nullptr ? *text : base::SourceText(), options);
}

DefinitionTable::DefinitionTable(syntax::Tree tree, std::vector<DefinitionEntry> entries)
    : tree_(std::move(tree)), entries_(std::move(entries)), by_name_(entries_.size()) {
  for (std::uint32_t i = 0; i < by_name_.size(); ++i) {
    by_name_[i] = i;
  }
  std::ranges::stable_sort(by_name_, {},
                           [this](std::uint32_t i) { return name_order(entries_[i]); });
}

std::vector<const DefinitionEntry*> DefinitionTable::named(DefinitionSpace space,
                                                           std::string_view name) const {
  const auto places =
      std::ranges::equal_range(by_name_, std::tuple(space, name), {},
                               [this](std::uint32_t i) { return name_order(entries_[i]); });
  std::vector<const DefinitionEntry*> found;
  for (const std::uint32_t i : places) {
    found.push_back(&entries_[i]);
  }
  return found;
}

const DefinitionEntry* DefinitionTable::find(DefinitionSpace space, std::string_view name,
                                             std::uint32_t occurrence) const {
  const auto places =
      std::ranges::equal_range(by_name_, std::tuple(space, name), {},
                               [this](std::uint32_t i) { return name_order(entries_[i]); });
  return occurrence < places.size() ? &entries_[places[occurrence]] : nullptr;
}

std::size_t DefinitionTable::memory_size() const {
  return entries_.capacity() * sizeof(DefinitionEntry) +
         by_name_.capacity() * sizeof(std::uint32_t);
}

DefinitionTable FileDefinitions::execute(engine::Context& context, const FileId& file) {
  const syntax::Tree& tree = context.get<FileSyntax>(file);
  std::unordered_map<std::string_view, std::uint32_t> counts[space_count];
  std::vector<DefinitionEntry> entries;
  for (const Definition definition : Document(tree).definitions()) {
    DefinitionEntry entry;
    entry.kind = definition.kind();
    entry.space = space_of(entry.kind);
    entry.name = definition.name();
    entry.range = definition.range();
    entry.node = definition.node().index();
    const std::uint32_t occurrence = counts[static_cast<std::size_t>(entry.space)][entry.name]++;
    entry.id =
        context.intern(DefinitionKey{file, entry.space, occurrence, std::string(entry.name)});
    entries.push_back(entry);
  }
  return {tree, std::move(entries)};
}

std::vector<DefinedName> FileDefinitionNames::execute(engine::Context& context,
                                                      const FileId& file) {
  const DefinitionTable& table = context.get<FileDefinitions>(file);
  std::vector<DefinedName> names;
  for (const DefinitionEntry& entry : table.by_name()) {
    if (names.empty() || names.back().space != entry.space || names.back().name != entry.name) {
      names.push_back({.space = entry.space, .name = std::string(entry.name)});
    }
    names.back().has_definition |= !entry.is_extension();
    ++names.back().count;
  }
  return names;
}

base::SourceText DefinitionText::execute(engine::Context& context, const DefinitionId& definition) {
  const DefinitionKey& key = context.lookup(definition);
  const DefinitionTable& table = context.get<FileDefinitions>(key.file);
  const DefinitionEntry* entry = table.find(key.space, key.name, key.occurrence);
  if (entry == nullptr) {
    return {};
  }
  return base::SourceText(std::string(base::slice(table.tree().text(), entry->range)));
}

syntax::Tree DefinitionSyntax::execute(engine::Context& context, const DefinitionId& definition) {
  const DefinitionKey& key = context.lookup(definition);
  const base::SourceText& text = context.get<DefinitionText>(definition);
  return is_executable(key.space) ? parse(text, parse_options(context, key.file)) : parse(text);
}

std::optional<Definition> first_definition(const syntax::Tree& tree) {
  const auto definitions = Document(tree).definitions();
  return definitions.empty() ? std::nullopt : std::optional(*definitions.begin());
}

const DefinitionEntry* find_definition(engine::Context& context, DefinitionId id) {
  const DefinitionKey& key = context.lookup(id);
  return context.get<FileDefinitions>(key.file).find(key.space, key.name, key.occurrence);
}

}  // namespace troupe::graphql

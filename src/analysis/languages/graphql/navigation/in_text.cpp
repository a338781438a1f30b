// A field set is read as a selection set on a type, so its places are those of a document, moved.
// An import comment that is being written is none yet: completion reads the line up to the cursor.
#include "analysis/languages/graphql/navigation/in_text.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/languages/graphql/features/completion_items.hpp"
#include "analysis/languages/graphql/features/definition.hpp"
#include "analysis/languages/graphql/features/documentation.hpp"
#include "analysis/languages/graphql/features/type_kinds.hpp"
#include "analysis/languages/graphql/navigation/field_sets.hpp"
#include "analysis/languages/graphql/navigation/links.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/syntax/character_scan.hpp"

namespace troupe::graphql {
namespace {

EntityUse use_of(const Subject& subject) {
  return {.entity = subject.entity,
          .range = subject.name,
          .node = subject.node,
          .is_definition = false};
}

ide::CompletionItem field_item(const TypeShape& type, const FieldShape& field) {
  ide::CompletionItem added = item(field.name, ide::SymbolKind::field, field.type.to_string());
  added.is_deprecated = field.is_deprecated;
  added.resolve_key = Entity{
      .kind = Entity::Kind::field,
      .type = std::string(type.name),
      .name = std::string(field.name),
      .argument = {}}.to_key();
  return added;
}

void add_fields(const Schema& schema, const TypeShape& type, CompletionItems& items) {
  for (const FieldShape& field : type.fields) {
    const auto kind =
        schema.context().get<KindOfType>({schema.project(), std::string(field.type.name)});
    const bool is_leaf = kind == TypeKind::scalar || kind == TypeKind::enumeration;
    ide::CompletionItem added = field_item(type, field);
    if (kind && !is_leaf) {
      added.snippet = std::string(field.name) + " { $0 }";
      added.retrigger = true;
    }
    items.add(field.is_deprecated ? Rank::deprecated : Rank::fitting, std::move(added));
  }
}

std::optional<ide::CompletionList> complete_field_set(const Schema& schema, FileId file,
                                                      base::TextOffset offset) {
  for (const FieldSet& set : schema.context().get<FileFieldSets>(file).all()) {
    // Its braces are not in the file.
    const auto size = static_cast<base::TextOffset>(set.tree.text().size());
    if (!set.in_file({1, size - 1}).touches(offset)) {
      continue;
    }
    CompletionPlace place = completion_place(set.tree, offset - set.shift);
    if (place.kind != PlaceKind::selection || place.path.empty()) {
      return ide::CompletionList();
    }
    place.path.front() = {.kind = PathStep::Kind::fragment, .name = set.type, .type = {}};
    CompletionItems items(set.in_file(place.replaced));
    const TypeShape* parent = follow(schema, place.path).parent;
    if (parent != nullptr && parent->is_composite()) {
      add_fields(schema, *parent, items);
    }
    return ide::CompletionList{.items = items.take(), .is_incomplete = false};
  }
  return std::nullopt;
}

/// The line of an import comment, as far as it is written before a cursor.
struct ImportLine {
  std::string_view before;  ///< from behind `import` up to the cursor
  std::string_view behind;  ///< up to the end of the line
};

std::optional<ImportLine> import_line(std::string_view text, base::TextOffset offset) {
  const std::size_t last = text.substr(0, offset).find_last_of("\r\n");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  const std::size_t end = std::min(text.find_first_of("\r\n", offset), text.size());
  std::string_view before = text.substr(begin, offset - begin);
  const auto skip_blanks = [&before] {
    before.remove_prefix(std::min(before.find_first_not_of(" \t"), before.size()));
  };
  skip_blanks();
  if (!before.starts_with('#')) {
    return std::nullopt;
  }
  before.remove_prefix(1);
  skip_blanks();
  constexpr std::string_view keyword = "import ";
  if (!before.starts_with(keyword)) {
    return std::nullopt;
  }
  return ImportLine{before.substr(keyword.size()), text.substr(offset, end - offset)};
}

/// `path` as seen from a folder.
std::string relative_path(std::string_view path, std::string_view folder) {
  std::string up;
  while (!folder.empty() &&
         !(path.starts_with(folder) && path.substr(folder.size()).starts_with('/'))) {
    folder = folder.substr(0, folder.rfind('/'));
    up += "../";
  }
  return (up.empty() ? "./" : up) + std::string(path.substr(folder.size() + 1));
}

void add_paths(const Schema& schema, FileId file, CompletionItems& items) {
  engine::Context& context = schema.context();
  const std::string& own = context.lookup(file).path;
  const std::string_view folder = std::string_view(own).substr(0, own.rfind('/'));
  const ProjectFiles::Files& files = context.get<ProjectFiles>(schema.project());
  std::vector<std::string> paths;
  for (const auto* list : {&files.schema, &files.documents, &files.loose}) {
    for (const FileId each : *list) {
      const std::string& path = context.lookup(each).path;
      if (each != file && path.starts_with('/') && is_graphql_path(path)) {
        paths.push_back(relative_path(path, folder));
      }
    }
  }
  std::ranges::sort(paths);
  const auto repeated = std::ranges::unique(paths);
  paths.erase(repeated.begin(), repeated.end());
  for (const std::string& path : paths) {
    items.add_by_name(Rank::fitting, item(path, ide::SymbolKind::file));
  }
}

void add_importable(const Schema& schema, FileId file, CompletionItems& items) {
  engine::Context& context = schema.context();
  for (const std::string& name : fragment_names(context, schema.project(), file)) {
    items.add_by_name(Rank::fitting, item(name, ide::SymbolKind::fragment));
  }
  for (const KnownType& type : context.get<KnownTypes>(schema.project())) {
    if (!is_built_in_type(type.name)) {
      items.add_by_name(Rank::fitting, type_item(type.name, type.kind));
    }
  }
}

std::optional<ide::CompletionList> complete_import(const Schema& schema, FileId file,
                                                   std::string_view text, base::TextOffset offset) {
  const auto line = import_line(text, offset);
  if (!line) {
    return std::nullopt;
  }
  const std::size_t quote = line->before.find_first_of("\"'");
  if (quote != std::string_view::npos) {
    const std::string_view written = line->before.substr(quote + 1);
    if (written.find(line->before[quote]) != std::string_view::npos) {
      return ide::CompletionList();
    }
    const std::size_t end = line->behind.find(line->before[quote]);
    CompletionItems items(
        {offset - static_cast<base::TextOffset>(written.size()),
         offset + static_cast<base::TextOffset>(end == std::string_view::npos ? 0 : end)});
    add_paths(schema, file, items);
    return ide::CompletionList{.items = items.take(), .is_incomplete = false};
  }
  const auto is_no_part = [](char c) { return !scan::is_name_part(c); };
  const std::string_view word_and_rest = line->before;
  const auto word = static_cast<std::size_t>(
      std::ranges::find_if(word_and_rest.rbegin(), word_and_rest.rend(), is_no_part) -
      word_and_rest.rbegin());
  const auto tail = static_cast<base::TextOffset>(std::ranges::find_if(line->behind, is_no_part) -
                                                  line->behind.begin());
  CompletionItems items({offset - static_cast<base::TextOffset>(word), offset + tail});
  std::string_view head = word_and_rest.substr(0, word_and_rest.size() - word);
  if (!head.ends_with('.')) {
    add_importable(schema, file, items);
  } else {
    head.remove_suffix(1);
    const std::size_t begin = head.find_last_of(", \t") + 1;
    const TypeShape* type = schema.find_type(head.substr(begin));
    if (type != nullptr) {
      add_fields(schema, *type, items);
    }
  }
  return ide::CompletionList{.items = items.take(), .is_incomplete = false};
}

}  // namespace

std::optional<ide::Hover> hover_in_text(const Schema& schema, FileId file, const syntax::Tree& tree,
                                        base::TextOffset offset) {
  const auto subject = subject_in_text(schema, file, tree, offset);
  if (!subject) {
    return std::nullopt;
  }
  ide::Documentation contents = documentation_of(schema, file, use_of(*subject));
  return contents.empty() ? std::nullopt
                          : std::optional(ide::Hover{subject->name, std::move(contents)});
}

std::vector<ide::DefinitionTarget> definitions_in_text(const Schema& schema, FileId file,
                                                       const syntax::Tree& tree,
                                                       base::TextOffset offset) {
  if (const auto subject = subject_in_text(schema, file, tree, offset)) {
    return definitions_of(schema, file, use_of(*subject));
  }
  engine::Context& context = schema.context();
  if (!import_line(tree.text(), offset)) {
    return {};
  }
  for (const ide::DocumentLink& link : document_links(context.lookup(file).path, tree.text())) {
    const FileId target = context.intern(ide::FilePath{link.target});
    if (link.range.touches(offset) && context.find<ide::FileText>(target) != nullptr) {
      return {{.selection = {target, {0, 0}}, .full = {0, 0}, .origin = link.range}};
    }
  }
  return {};
}

std::optional<ide::CompletionList> completions_in_text(const Schema& schema, FileId file,
                                                       const syntax::Tree& tree,
                                                       base::TextOffset offset) {
  auto in_field_set = complete_field_set(schema, file, offset);
  return in_field_set ? std::move(in_field_set)
                      : complete_import(schema, file, tree.text(), offset);
}

}  // namespace troupe::graphql

#include "analysis/languages/graphql/navigation/rename.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/languages/graphql/navigation/rename_checks.hpp"
#include "analysis/languages/graphql/navigation/search.hpp"

namespace troupe::graphql {
namespace {

using ide::Refusal;
using ide::TextEdit;

std::string_view text_at(const syntax::Tree& tree, base::TextRange range) {
  return base::slice(tree.text(), range);
}

/// The field whose alias the name is.
std::optional<Field> aliased_field(const Subject& subject) {
  const auto field = cast<Field>(subject.node);
  const auto alias = field ? field->alias_node() : std::nullopt;
  return alias && alias->range() == subject.name ? field : std::nullopt;
}

/// Whether what stands at the cursor is the thing's own name: the word `query` stands for a type.
bool is_name_of(const Subject& subject, const syntax::Tree& tree) {
  return text_at(tree, subject.name) == written_name(subject.entity);
}

/// The edit of a field where it is selected: its key in the response stays what it was.
TextEdit edit_of_selection(const Field& field, const FoundName& found, std::string_view text,
                           std::string_view new_name) {
  const auto alias = field.alias_node();
  if (!alias) {
    return {found.name, std::string(field.name()) + ": " + std::string(new_name)};
  }
  const base::TextRange whole = {alias->range().begin, found.name.end};
  const bool is_superfluous =
      alias->text() == new_name && base::slice(text, whole).find('#') == std::string_view::npos;
  return {is_superfluous ? whole : found.name, std::string(new_name)};
}

ide::WorkspaceEdit edits_of(engine::Context& context, const std::vector<FoundName>& names,
                            std::string_view new_name) {
  ide::WorkspaceEdit edits;
  for (const FoundName& found : names) {
    if (edits.empty() || edits.back().file != found.file) {
      edits.push_back({found.file, {}});
    }
    const std::string_view text = context.get<FileSyntax>(found.file).text();
    const auto field = found.is_in_text ? std::nullopt : cast<Field>(found.node);
    edits.back().edits.push_back(field ? edit_of_selection(*field, found, text, new_name)
                                       : TextEdit{found.name, std::string(new_name)});
  }
  return edits;
}

std::expected<ide::WorkspaceEdit, Refusal> rename_alias(const Subject& subject, const Field& field,
                                                        const syntax::Tree& tree,
                                                        std::string_view new_name) {
  if (auto objection = objection_to_name(Entity::Kind::field, new_name)) {
    return std::unexpected(Refusal{*std::move(objection)});
  }
  if (text_at(tree, subject.name) == new_name) {
    return ide::WorkspaceEdit();
  }
  if (auto objection = alias_collision(field, new_name)) {
    return std::unexpected(Refusal{*std::move(objection)});
  }
  return ide::WorkspaceEdit{{subject.file, {{subject.name, std::string(new_name)}}}};
}

}  // namespace

std::expected<std::optional<ide::RenameTarget>, Refusal> prepare_rename_at(
    const Schema& schema, ide::FileId file, const syntax::Tree& tree, base::TextOffset offset) {
  const auto subject = subject_at(schema, file, tree, offset);
  if (!subject) {
    return std::nullopt;
  }
  ide::RenameTarget target{subject->name, std::string(text_at(tree, subject->name))};
  if (aliased_field(*subject)) {
    return target;
  }
  if (!is_name_of(*subject, tree)) {
    return std::nullopt;
  }
  // Who asks may think better of it: where else it is named is looked for when a new name is there.
  const std::vector<FoundName> found = search_definitions(schema, *subject, Kinship::family);
  if (auto objection = objection_to_renaming(schema, *subject, found)) {
    return std::unexpected(Refusal{*std::move(objection)});
  }
  return target;
}

std::expected<ide::WorkspaceEdit, Refusal> rename_at(const Schema& schema, ide::FileId file,
                                                     const syntax::Tree& tree,
                                                     base::TextOffset offset,
                                                     std::string_view new_name) {
  const auto subject = subject_at(schema, file, tree, offset);
  if (!subject) {
    return ide::WorkspaceEdit();
  }
  // Whoever types the sign means the name behind it.
  if (new_name.starts_with('$') || new_name.starts_with('@')) {
    new_name.remove_prefix(1);
  }
  if (const auto field = aliased_field(*subject)) {
    return rename_alias(*subject, *field, tree, new_name);
  }
  if (!is_name_of(*subject, tree)) {
    return ide::WorkspaceEdit();
  }
  const std::vector<FoundName> found = search(schema, *subject, Kinship::family);
  auto objection = objection_to_renaming(schema, *subject, found);
  if (!objection) {
    objection = objection_to_name(subject->entity.kind, new_name);
  }
  if (!objection && text_at(tree, subject->name) == new_name) {
    return ide::WorkspaceEdit();
  }
  if (!objection) {
    objection = collision(schema, *subject, std::string(new_name));
  }
  if (objection) {
    return std::unexpected(Refusal{*std::move(objection)});
  }
  return edits_of(schema.context(), found, new_name);
}

}  // namespace troupe::graphql

#include "analysis/languages/graphql/actions/request.hpp"

#include <algorithm>
#include <ranges>

#include "analysis/languages/graphql/validation/core/diagnostics.hpp"

namespace troupe::graphql::actions {
namespace {

constexpr int deepest_placeholder = 4;

std::string placeholder_at(const Schema& schema, const TypeReference& type, int depth) {
  if (type.is_list() || (type.is_non_null() && type.nullable().is_list())) {
    return "[]";
  }
  const TypeShape* shape = schema.find_type(type.name);
  if (shape == nullptr || depth == deepest_placeholder) {
    return "null";
  }
  if (shape->kind == TypeKind::enumeration) {
    return shape->values.empty() ? "null" : std::string(shape->values.front().name);
  }
  if (shape->kind != TypeKind::input_object) {
    return shape->name == "Int" || shape->name == "Float" ? "0"
           : shape->name == "Boolean"                     ? "false"
                                                          : "\"\"";
  }
  std::string object;
  for (const InputValueShape& field : shape->input_fields) {
    if (field.is_required() || (shape->is_one_of && object.empty())) {
      object += (object.empty() ? " " : ", ") + std::string(field.name) + ": " +
                placeholder_at(schema, field.type, depth + 1);
    }
  }
  return object.empty() ? "{}" : "{" + object + " }";
}

}  // namespace

Request::Request(engine::Context& context, ProjectId project, FileId file, base::TextRange range)
    : schema_(context, project),
      file_(file),
      range_(range),
      table_(&context.get<FileDefinitions>(file)),
      diagnostics_(diagnostics_of(context, file)),
      linted_(lint::lint(context, file)) {
  std::erase_if(diagnostics_, [this](const ide::Diagnostic& each) { return !touches(each.range); });
}

const DefinitionEntry* Request::definition_at(base::TextOffset offset) const {
  const auto found = std::ranges::find_if(table_->all(), [offset](const DefinitionEntry& entry) {
    return entry.range.touches(offset);
  });
  return found == table_->all().end() ? nullptr : &*found;
}

const TypeShape* Request::parent_type_of(syntax::NodeRef selection_set) const {
  const auto owner = selection_set.parent();
  if (!owner) {
    return nullptr;
  }
  if (const auto operation = cast<OperationDefinition>(*owner)) {
    return schema_.root_type(operation->operation_type());
  }
  if (const auto fragment = cast<FragmentDefinition>(*owner)) {
    const auto type = fragment->type_condition();
    return type ? schema_.find_type(type->name()) : nullptr;
  }
  if (const auto fragment = cast<InlineFragment>(*owner)) {
    const auto type = fragment->type_condition();
    const auto set = owner->parent();
    if (!type) {
      return set ? parent_type_of(*set) : nullptr;
    }
    return schema_.find_type(type->name());
  }
  const auto field = cast<Field>(*owner);
  const FieldShape* shape = field ? shape_of_field(*field) : nullptr;
  return shape != nullptr ? schema_.find_type(shape->type.name) : nullptr;
}

const FieldShape* Request::shape_of_field(const Field& field) const {
  // From the outside in, so that nesting costs no stack.
  std::vector<Field> path = {field};
  std::optional<syntax::NodeRef> at = field.node().parent();
  const TypeShape* type = nullptr;
  for (; at; at = at->parent()) {
    const auto owner = at->parent();
    if (kind_of(*at) == NodeKind::selection_set && owner && kind_of(*owner) != NodeKind::field) {
      const auto inline_fragment = cast<InlineFragment>(*owner);
      if (!inline_fragment || inline_fragment->type_condition()) {
        type = parent_type_of(*at);
        break;
      }
    }
    if (const auto around = cast<Field>(*at)) {
      path.push_back(*around);
    }
  }
  const FieldShape* shape = nullptr;
  for (const auto& step : std::views::reverse(path)) {
    shape = type != nullptr ? schema_.find_field(*type, step.name()) : nullptr;
    type = shape != nullptr ? schema_.find_type(shape->type.name) : nullptr;
  }
  return shape;
}

base::TextOffset Request::line_start(base::TextOffset offset) const {
  const std::size_t at = text().substr(0, offset).find_last_of("\r\n");
  return at == std::string_view::npos ? 0 : static_cast<base::TextOffset>(at + 1);
}

std::string_view Request::indent_at(base::TextOffset offset) const {
  const std::string_view line = text().substr(line_start(offset));
  return line.substr(0, std::min(line.size(), line.find_first_not_of(" \t")));
}

ide::CodeAction Request::action(std::string title, ide::CodeAction::Kind kind,
                                std::vector<ide::TextEdit> edits) const {
  std::ranges::stable_sort(edits, {}, &ide::TextEdit::range);
  ide::CodeAction result;
  result.title = std::move(title);
  result.kind = kind;
  result.edit.push_back({file_, std::move(edits)});
  return result;
}

ide::CodeAction Request::fix(std::string title, const ide::Diagnostic& diagnostic,
                             std::vector<ide::TextEdit> edits) const {
  ide::CodeAction result =
      action(std::move(title), ide::CodeAction::Kind::quick_fix, std::move(edits));
  result.mends.push_back(diagnostic);
  return result;
}

std::string placeholder(const Schema& schema, const TypeReference& type) {
  return placeholder_at(schema, type, 0);
}

}  // namespace troupe::graphql::actions

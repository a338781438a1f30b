// Sets are taken from a queue, so that the fields of one stand together, and nesting needs no
// stack.
#include "analysis/languages/graphql/validation/merging/selection_outline.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"

namespace troupe::graphql {
namespace {

// NOLINTNEXTLINE(misc-no-recursion): as deep as values nest, which the parser limits.
void append_value(const Value& value, std::string& text) {
  if (const auto list = value.as<ListValue>()) {
    text += '[';
    for (const Value item : list->values()) {
      append_value(item, text);
      text += ',';
    }
    text += ']';
  } else if (const auto object = value.as<ObjectValue>()) {
    std::multimap<std::string_view, std::string> fields;
    for (const ObjectField field : object->fields()) {
      std::string inner;
      if (const auto field_value = field.value()) {
        append_value(*field_value, inner);
      }
      fields.emplace(field.name(), std::move(inner));
    }
    text += '{';
    for (const auto& [name, inner] : fields) {
      text.append(name).append(":").append(inner).append(",");
    }
    text += '}';
  } else if (const auto string = value.as<StringValue>()) {
    text.append(string->is_block() ? "\"\"\"" : "\"").append(string->value()).append("\"");
  } else {
    text.append(value.text());
  }
}

std::string normal_form(const Children<Argument>& arguments) {
  std::multimap<std::string_view, std::string> values;
  for (const Argument argument : arguments) {
    std::string text;
    if (const auto value = argument.value()) {
      append_value(*value, text);
    }
    values.emplace(argument.name(), std::move(text));
  }
  std::string form;
  for (const auto& [name, text] : values) {
    form.append(name).append(":").append(text).append("\n");
  }
  return form;
}

/// `size: 1, unit: M`, as it is written.
std::string written(const Children<Argument>& arguments) {
  std::string text;
  for (const Argument argument : arguments) {
    text.append(text.empty() ? "" : ", ").append(argument.name()).append(": ");
    if (const auto value = argument.value()) {
      text.append(value->text());
    }
  }
  return text;
}

auto parts(const SelectedField& field) {
  return std::tie(field.parent_type, field.type, field.list_depth, field.non_null, field.set);
}

}  // namespace

class SelectionOutlineBuilder {
 public:
  SelectionOutlineBuilder(engine::Context& context, ProjectId project, FileId file,
                          const syntax::Tree& tree)
      : schema_(context, project), file_(file) {
    outline_.tree_ = tree;
  }

  Selections build(const Definition& definition) {
    if (const auto operation = definition.as<OperationDefinition>()) {
      const TypeShape* root = schema_.root_type(operation->operation_type());
      add_set(operation->selection_set(), root != nullptr ? type_number(root->name) : 0);
    } else if (const auto fragment = definition.as<FragmentDefinition>()) {
      for (const VariableDefinition variable : fragment->variable_definitions()) {
        own_variables_.insert(variable.name());
      }
      outline_.has_variables = !own_variables_.empty();
      add_set(fragment->selection_set(), condition(fragment->type_condition()));
    }
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      schema_.context().checkpoint();
      SelectedSet set = outline_.sets[i];
      set.fields_begin = static_cast<std::uint32_t>(outline_.fields.size());
      set.spreads_begin = static_cast<std::uint32_t>(outline_.spreads.size());
      read(queue_[i].first, queue_[i].second);
      set.fields_end = static_cast<std::uint32_t>(outline_.fields.size());
      set.spreads_end = static_cast<std::uint32_t>(outline_.spreads.size());
      outline_.sets[i] = set;
    }
    return std::move(outline_);
  }

 private:
  std::uint32_t add_set(const std::optional<SelectionSet>& selections, std::uint32_t type) {
    if (!selections) {
      return SelectedField::no_set;
    }
    const Children<Selection> children = selections->selections();
    SelectedSet set;
    set.node = selections->node().index().value;
    set.is_alone = children.empty() || (children.size() == 1 &&
                                        (*children.begin()).kind() != NodeKind::inline_fragment);
    outline_.sets.push_back(set);
    queue_.emplace_back(*selections, type);
    return static_cast<std::uint32_t>(outline_.sets.size() - 1);
  }

  /// Inline fragments are opened on a stack of our own: the selections behind one come after those
  /// in it.
  void read(const SelectionSet& selections, std::uint32_t type) {
    using Iterator = Children<Selection>::Iterator;
    std::vector<std::tuple<Iterator, Iterator, std::uint32_t>> open;
    const auto enter = [&open](const SelectionSet& set, std::uint32_t set_type) {
      const Children<Selection> children = set.selections();
      open.emplace_back(children.begin(), children.end(), set_type);
    };
    enter(selections, type);
    while (!open.empty()) {
      auto& [at, end, parent] = open.back();
      if (at == end) {
        open.pop_back();
        continue;
      }
      const Selection selection = *at;
      ++at;
      const std::uint32_t parent_type = parent;
      if (const auto field = selection.as<Field>()) {
        add_field(*field, parent_type);
      } else if (const auto spread = selection.as<FragmentSpread>()) {
        add_spread(*spread);
      } else if (const auto inner = selection.as<InlineFragment>()) {
        if (const auto set = inner->selection_set()) {
          enter(*set, inner->type_condition() ? condition(inner->type_condition()) : parent_type);
        }
      }
    }
  }

  void add_spread(const FragmentSpread& node) {
    const auto fragment = find_fragment(schema_.context(), schema_.project(), file_, node.name());
    if (!fragment) {
      return;
    }
    SelectedSpread spread;
    spread.fragment = *fragment;
    spread.range = node.range();
    if (const Children<Argument> arguments = node.arguments(); !arguments.empty()) {
      spread.arguments = keep(normal_form(arguments));
      spread.uses_own_variables = use_own_variables(arguments);
      spread.text = keep(std::string(node.name()) + "(" + written(arguments) + ")");
    }
    outline_.spreads.push_back(spread);
  }

  /// Whether arguments use variables that the fragment defines for itself.
  [[nodiscard]] bool use_own_variables(const Children<Argument>& arguments) const {
    if (own_variables_.empty()) {
      return false;
    }
    return std::ranges::any_of(arguments, [this](const Argument& argument) {
      const syntax::NodeRef node = argument.node();
      for (std::uint32_t i = node.index().value; i < node.subtree_end().value; ++i) {
        const auto variable = cast<Variable>(syntax::NodeRef(node.tree(), syntax::NodeIndex{i}));
        if (variable && own_variables_.contains(variable->name())) {
          return true;
        }
      }
      return false;
    });
  }

  void add_field(const Field& node, std::uint32_t parent) {
    if (node.name().empty()) {
      return;
    }
    SelectedField field;
    field.response_name = node.response_name();
    field.name = node.name();
    field.arguments = keep(normal_form(node.arguments()));
    field.uses_own_variables = use_own_variables(node.arguments());
    field.range = head_range(node.node(), node.name_node());
    field.parent_type = parent;
    const TypeShape* shape = schema_.find_type(outline_.types[parent].name);
    const FieldShape* known = shape != nullptr ? shape->find_field(node.name()) : nullptr;
    if (known != nullptr && !known->type.name.empty()) {
      field.type = type_number(known->type.name);
      field.list_depth = known->type.list_depth;
      field.non_null = known->type.non_null;
    }
    for (const Directive directive : node.directives()) {
      if (directive.name() == "stream" && !field.is_streamed) {
        field.is_streamed = true;
        field.stream_arguments = keep(normal_form(directive.arguments()));
        field.uses_own_variables |= use_own_variables(directive.arguments());
      }
    }
    field.set = add_set(node.selection_set(), field.type);
    outline_.fields.push_back(field);
  }

  std::uint32_t condition(const std::optional<NamedType>& condition) {
    return condition ? type_number(condition->name()) : 0;
  }

  std::uint32_t type_number(std::string_view name) {
    if (const auto known = numbers_.find(name); known != numbers_.end()) {
      return known->second;
    }
    const TypeShape* shape = schema_.find_type(name);
    std::uint32_t number = 0;
    if (shape != nullptr) {
      number = static_cast<std::uint32_t>(outline_.types.size());
      outline_.types.push_back(
          {std::string(name), shape->kind == TypeKind::object, shape->is_composite()});
    }
    numbers_.emplace(name, number);
    return number;
  }

  std::string_view keep(std::string text) {
    if (text.empty()) {
      return {};
    }
    outline_.texts_.push_back(std::make_unique<const std::string>(std::move(text)));
    return *outline_.texts_.back();
  }

  Schema schema_;
  FileId file_;
  Selections outline_;
  std::unordered_set<std::string_view> own_variables_;         ///< of the fragment
  std::vector<std::pair<SelectionSet, std::uint32_t>> queue_;  ///< with the type selected from
  std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>> numbers_;
};

std::size_t Selections::memory_size() const {
  std::size_t size =
      fields.capacity() * sizeof(SelectedField) + sets.capacity() * sizeof(SelectedSet) +
      types.capacity() * sizeof(SelectedType) + spreads.capacity() * sizeof(SelectedSpread);
  for (const auto& text : texts_) {
    size += text->capacity();
  }
  return size;
}

bool operator==(const Selections& left, const Selections& right) {
  return left.tree_ == right.tree_ && left.types == right.types && left.spreads == right.spreads &&
         left.has_variables == right.has_variables &&
         std::ranges::equal(left.fields, right.fields, {}, parts, parts);
}

Selections SelectionOutline::execute(engine::Context& context, const DefinitionId& definition) {
  const syntax::Tree& tree = context.get<DefinitionSyntax>(definition);
  const auto first = first_definition(tree);
  const FileId file = context.lookup(definition).file;
  const auto project = context.get<ProjectOf>(file);
  if (!project || !first) {
    return {};
  }
  return SelectionOutlineBuilder(context, *project, file, tree).build(*first);
}

}  // namespace troupe::graphql

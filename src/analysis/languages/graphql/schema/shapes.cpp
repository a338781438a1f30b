// A shape is first filled with views into the tree (and into decoded strings that live beside it),
// then its characters are copied into one block of its own and every view is pointed there. One
// allocation for all names keeps shapes small and comparisons local.
#include "analysis/languages/graphql/schema/shapes.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <unordered_set>

#include "analysis/languages/graphql/syntax/string_value.hpp"
#include "base/check.hpp"

namespace troupe::graphql {
namespace {

template <typename Member>
std::string_view name_of(const Member& member) {
  return member.name;
}

/// Tells whether a name is seen for the first time.
class SeenNames {
 public:
  bool insert(std::string_view name) { return !name.empty() && names_.insert(name).second; }

 private:
  std::unordered_set<std::string_view> names_;
};

/// What @deprecated and its like say. Decoded strings are kept in `decoded` until the shape has its
/// own characters.
class DirectiveReader {
 public:
  std::optional<std::string_view> deprecation_reason(const Children<Directive>& directives) {
    for (const Directive directive : directives) {
      if (directive.name() == "deprecated") {
        return string_argument(directive, "reason").value_or("No longer supported");
      }
    }
    return std::nullopt;
  }

  std::optional<std::string_view> string_argument(const Directive& directive,
                                                  std::string_view argument_name) {
    for (const Argument argument : directive.arguments()) {
      const std::optional<Value> value = argument.value();
      if (argument.name() == argument_name && value && value->as<StringValue>()) {
        return decoded_.emplace_back(string_value(value->text()));
      }
    }
    return std::nullopt;
  }

 private:
  std::deque<std::string> decoded_;
};

template <typename Member, typename Node>
void read_deprecation(Member& member, const Node& node, DirectiveReader& reader) {
  if (const auto reason = reader.deprecation_reason(node.directives())) {
    member.is_deprecated = true;
    member.deprecation_reason = *reason;
  }
}

/// A part of which the type is not written yet has a type without a name, so that what uses it is
/// not told that there is no such part.
TypeReference reference_or_unknown(const std::optional<Type>& type) {
  return type ? type_reference_of(*type).value_or(TypeReference{}) : TypeReference{};
}

/// Of an InputValueDefinition or a VariableDefinition.
template <typename Node>
InputValueShape input_value(const Node& node, DirectiveReader& reader) {
  InputValueShape shape{.name = node.name(), .type = reference_or_unknown(node.type())};
  if (const auto value = node.default_value()) {
    shape.default_value = value->text();
  }
  read_deprecation(shape, node, reader);
  return shape;
}

template <typename Node>
std::vector<InputValueShape> input_values(const Children<Node>& nodes, DirectiveReader& reader) {
  std::vector<InputValueShape> shapes;
  SeenNames seen;
  for (const Node node : nodes) {
    if (seen.insert(node.name())) {
      shapes.push_back(input_value(node, reader));
    }
  }
  return shapes;
}

/// Collects the parts of a type; `seen` spans all parts.
class TypeCollector {
 public:
  explicit TypeCollector(TypeShape& shape) : shape_(&shape) {}

  void add(const TypeDefinition& part) {
    for (const NamedType interface_type : part.interfaces()) {
      if (seen_interfaces_.insert(interface_type.name())) {
        shape_->interfaces.push_back(interface_type.name());
      }
    }
    for (const NamedType member : part.member_types()) {
      if (seen_.insert(member.name())) {
        shape_->members.push_back(member.name());
      }
    }
    for (const FieldDefinition field : part.fields()) {
      if (seen_.insert(field.name())) {
        add_field(field);
      }
    }
    for (const InputValueDefinition field : part.input_fields()) {
      if (seen_.insert(field.name())) {
        shape_->input_fields.push_back(input_value(field, reader_));
      }
    }
    for (const EnumValueDefinition value : part.values()) {
      if (seen_.insert(value.name())) {
        EnumValueShape shape{.name = value.name()};
        read_deprecation(shape, value, reader_);
        shape_->values.push_back(shape);
      }
    }
    add_directives(part);
  }

 private:
  void add_field(const FieldDefinition& field) {
    FieldShape shape{.name = field.name(), .type = reference_or_unknown(field.type())};
    shape.arguments = input_values(field.arguments(), reader_);
    read_deprecation(shape, field, reader_);
    shape_->fields.push_back(std::move(shape));
  }

  void add_directives(const TypeDefinition& part) {
    for (const Directive directive : part.directives()) {
      if (directive.name() == "oneOf" && shape_->kind == TypeKind::input_object) {
        shape_->is_one_of = true;
      } else if (directive.name() == "specifiedBy" && shape_->kind == TypeKind::scalar) {
        shape_->specified_by_url = reader_.string_argument(directive, "url").value_or("");
      }
    }
  }

  TypeShape* shape_;
  DirectiveReader reader_;
  SeenNames seen_interfaces_;
  SeenNames seen_;
};

// Calls `visit` with a reference to each view of a shape.

template <typename Visit>
void each_view(std::vector<InputValueShape>& values, const Visit& visit) {
  for (InputValueShape& value : values) {
    visit(value.name);
    visit(value.type.name);
    visit(value.default_value);
    visit(value.deprecation_reason);
  }
}

template <typename Visit>
void each_view(TypeShape& shape, const Visit& visit) {
  visit(shape.name);
  visit(shape.specified_by_url);
  std::ranges::for_each(shape.interfaces, visit);
  std::ranges::for_each(shape.members, visit);
  for (FieldShape& field : shape.fields) {
    visit(field.name);
    visit(field.type.name);
    visit(field.deprecation_reason);
    each_view(field.arguments, visit);
  }
  each_view(shape.input_fields, visit);
  for (EnumValueShape& value : shape.values) {
    visit(value.name);
    visit(value.deprecation_reason);
  }
}

template <typename Visit>
void each_view(DirectiveShape& shape, const Visit& visit) {
  visit(shape.name);
  each_view(shape.arguments, visit);
  std::ranges::for_each(shape.locations, visit);
}

template <typename Visit>
void each_view(FragmentShape& shape, const Visit& visit) {
  visit(shape.name);
  each_view(shape.arguments, visit);
}

template <typename Shape>
void own_characters(Shape& shape) {
  std::size_t size = 0;
  each_view(shape, [&size](std::string_view& view) { size += view.size(); });
  shape.text = ShapeText(size);
  each_view(shape, [&shape](std::string_view& view) { view = shape.text.add(view); });
}

/// Whether there is a syntax error in a node.
bool is_broken(syntax::NodeRef node) {
  const base::TextRange range = node.range();
  return std::ranges::any_of(node.tree().diagnostics, [range](const auto& mistake) {
    return mistake.range.begin <= range.end && range.begin <= mistake.range.end;
  });
}

const InputValueShape* find_by_name(const std::vector<InputValueShape>& values,
                                    std::string_view name) {
  const auto found = std::ranges::find(values, name, &InputValueShape::name);
  return found == values.end() ? nullptr : &*found;
}

}  // namespace

template <typename Member>
NameOrder::NameOrder(const std::vector<Member>& members) {
  if (members.size() <= linear_limit) {
    return;
  }
  sorted_.resize(members.size());
  for (std::uint32_t i = 0; i < sorted_.size(); ++i) {
    sorted_[i] = i;
  }
  std::ranges::sort(sorted_, {}, [&members](std::uint32_t i) { return name_of(members[i]); });
}

template <typename Member>
const Member* NameOrder::find(const std::vector<Member>& members, std::string_view name) const {
  if (members.size() <= linear_limit) {
    const auto found = std::ranges::find_if(
        members, [name](const Member& member) { return name_of(member) == name; });
    return found == members.end() ? nullptr : &*found;
  }
  const auto found = std::ranges::lower_bound(
      sorted_, name, {}, [&members](std::uint32_t i) { return name_of(members[i]); });
  return found == sorted_.end() || name_of(members[*found]) != name ? nullptr : &members[*found];
}

std::string_view ShapeText::add(std::string_view from) {
  if (from.empty()) {
    return {};
  }
  base::check(used_ + from.size() <= size_, "a shape's characters were counted");
  char* const place = text_.get() + used_;
  std::memcpy(place, from.data(), from.size());
  used_ += from.size();
  return {place, from.size()};
}

const InputValueShape* FieldShape::find_argument(std::string_view argument) const {
  return find_by_name(arguments, argument);
}

const InputValueShape* DirectiveShape::find_argument(std::string_view argument) const {
  return find_by_name(arguments, argument);
}

const InputValueShape* FragmentShape::find_argument(std::string_view argument) const {
  return find_by_name(arguments, argument);
}

bool DirectiveShape::has_location(std::string_view location) const {
  return std::ranges::find(locations, location) != locations.end();
}

const FieldShape* TypeShape::find_field(std::string_view field) const {
  return member_order.find(fields, field);
}

const InputValueShape* TypeShape::find_input_field(std::string_view field) const {
  return member_order.find(input_fields, field);
}

const EnumValueShape* TypeShape::find_value(std::string_view value) const {
  return member_order.find(values, value);
}

bool TypeShape::implements(std::string_view interface_name) const {
  return std::ranges::find(interfaces, interface_name) != interfaces.end();
}

std::size_t TypeShape::memory_size() const {
  std::size_t size = text.size() + interfaces.capacity() * sizeof(std::string_view) +
                     fields.capacity() * sizeof(FieldShape) +
                     input_fields.capacity() * sizeof(InputValueShape) +
                     members.capacity() * sizeof(std::string_view) +
                     values.capacity() * sizeof(EnumValueShape) + member_order.memory_size();
  for (const FieldShape& field : fields) {
    size += field.arguments.capacity() * sizeof(InputValueShape);
  }
  return size;
}

bool operator==(const TypeShape& left, const TypeShape& right) {
  return left.kind == right.kind && left.name == right.name &&
         left.interfaces == right.interfaces && left.fields == right.fields &&
         left.input_fields == right.input_fields && left.members == right.members &&
         left.values == right.values && left.is_broken == right.is_broken &&
         left.is_one_of == right.is_one_of && left.specified_by_url == right.specified_by_url;
}

bool operator==(const DirectiveShape& left, const DirectiveShape& right) {
  return left.name == right.name && left.arguments == right.arguments &&
         left.locations == right.locations && left.is_repeatable == right.is_repeatable;
}

bool operator==(const FragmentShape& left, const FragmentShape& right) {
  return left.name == right.name && left.arguments == right.arguments;
}

TypeShape shape_of(std::span<const TypeDefinition> parts) {
  base::check(!parts.empty(), "a type has at least one part");
  TypeShape shape;
  shape.kind = parts.front().type_kind();
  shape.name = parts.front().name();
  TypeCollector collector(shape);
  for (const TypeDefinition& part : parts) {
    if (part.type_kind() == shape.kind) {
      collector.add(part);
      shape.is_broken |= is_broken(part.node());
    }
  }
  own_characters(shape);
  switch (shape.kind) {
    case TypeKind::object:
    case TypeKind::interface:
      shape.member_order = NameOrder(shape.fields);
      break;
    case TypeKind::input_object:
      shape.member_order = NameOrder(shape.input_fields);
      break;
    case TypeKind::enumeration:
      shape.member_order = NameOrder(shape.values);
      break;
    case TypeKind::scalar:
    case TypeKind::union_type:
      break;
  }
  return shape;
}

DirectiveShape shape_of(const DirectiveDefinition& directive) {
  DirectiveShape shape;
  DirectiveReader reader;
  shape.name = directive.name();
  shape.arguments = input_values(directive.arguments(), reader);
  for (const Name location : directive.locations()) {
    shape.locations.push_back(location.text());
  }
  shape.is_repeatable = directive.is_repeatable();
  own_characters(shape);
  return shape;
}

FragmentShape shape_of(const FragmentDefinition& fragment) {
  FragmentShape shape;
  DirectiveReader reader;
  shape.name = fragment.name();
  shape.arguments = input_values(fragment.variable_definitions(), reader);
  own_characters(shape);
  return shape;
}

}  // namespace troupe::graphql

#include "analysis/languages/graphql/changes/schema_text.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/names.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"

namespace troupe::graphql {
namespace {

/// Pieces of source with something between them.
class Joined {
 public:
  Joined(std::string_view before, std::string_view between) : text_(before), between_(between) {}
  void add(std::string_view piece) {
    text_.append(is_empty_ ? "" : between_).append(piece);
    is_empty_ = false;
  }
  [[nodiscard]] bool is_empty() const { return is_empty_; }
  /// Nothing where nothing was added.
  [[nodiscard]] std::string text(std::string_view after = {}) const {
    return is_empty_ ? std::string() : text_ + std::string(after);
  }

 private:
  std::string text_;
  std::string between_;
  bool is_empty_ = true;
};

class Printer {
 public:
  explicit Printer(const Schema& schema) : schema_(schema) {}

  std::string print() {
    print_schema_definition();
    for (const std::string_view name : schema_.directive_names()) {
      print_directive(name);
    }
    for (const std::string_view name : schema_.type_names()) {
      schema_.context().checkpoint();
      if (!is_built_in_type(name)) {
        print_type(name);
      }
    }
    return std::move(text_);
  }

 private:
  void add(const std::string& definition) {
    text_.append(text_.empty() ? "" : "\n\n").append(definition);
  }

  template <typename Views, typename Piece>
  static void add_pieces(Joined& list, std::set<std::string>& seen, const Views& views,
                         const Piece& piece) {
    for (const auto& view : views) {
      if (seen.emplace(piece(view)).second) {
        list.add(view.text());
      }
    }
  }

  void print_type(std::string_view name) {
    const auto parts = type_origins(schema_.context(), schema_.project(), name);
    if (parts.empty()) {
      return;
    }
    const TypeKind kind = parts.front().node.type_kind();
    std::string head;
    Joined interfaces(" implements ", " & ");
    Joined directives(" ", " ");
    Joined members(kind == TypeKind::union_type ? " = " : " {\n",
                   kind == TypeKind::union_type ? " | " : "\n");
    std::set<std::string> seen_interfaces;
    std::set<std::string> seen;
    for (const Origin<TypeDefinition>& part : parts) {
      const TypeDefinition& type = part.node;
      if (type.type_kind() != kind) {
        continue;
      }
      if (head.empty() && type.description()) {
        head.append(type.description()->text()).append("\n");
      }
      const auto own_name = [](const auto& view) { return std::string(view.name()); };
      add_pieces(interfaces, seen_interfaces, type.interfaces(), own_name);
      for (const Directive directive : type.directives()) {
        directives.add(directive.text());
      }
      add_pieces(members, seen, type.fields(), own_name);
      add_pieces(members, seen, type.input_fields(), own_name);
      add_pieces(members, seen, type.member_types(), own_name);
      add_pieces(members, seen, type.values(), own_name);
    }
    head.append(parts.front().node.is_extension() ? "extend " : "");
    head.append(word_for(kind)).append(" ").append(name);
    add(head + interfaces.text() + directives.text() +
        members.text(kind == TypeKind::union_type ? "" : "\n}"));
  }

  void print_directive(std::string_view name) {
    const auto origin = directive_origin(schema_.context(), schema_.project(), name);
    if (origin && !is_built_in_file(schema_.context(), origin->file)) {
      add(std::string(origin->node.text()));
    }
  }

  void print_schema_definition() {
    std::string description;
    Joined directives(" ", " ");
    Joined roots(" {\n", "\n");
    bool is_defined = false;
    std::set<std::string> seen;
    const auto& files = schema_.context().get<ProjectFiles>(schema_.project());
    for (const bool extensions : {false, true}) {
      for (const FileId file : files.schema) {
        const DefinitionTable& table = schema_.context().get<FileDefinitions>(file);
        for (const DefinitionEntry& entry : table.all()) {
          if (entry.space != DefinitionSpace::schema || entry.is_extension() != extensions) {
            continue;
          }
          const SchemaDefinition part(table.node(entry));
          is_defined = is_defined || !extensions;
          if (part.description() && description.empty()) {
            description.append(part.description()->text()).append("\n");
          }
          for (const Directive directive : part.directives()) {
            directives.add(directive.text());
          }
          add_pieces(roots, seen, part.root_operation_types(), [](const RootOperationType& root) {
            return std::string(root.name_node() ? root.name_node()->text() : std::string_view());
          });
        }
      }
    }
    if (is_defined || !directives.is_empty() || !roots.is_empty()) {
      add(description + (is_defined ? "schema" : "extend schema") + directives.text() +
          roots.text("\n}"));
    }
  }

  const Schema& schema_;
  std::string text_;
};

}  // namespace

std::string schema_text(const Schema& schema) {
  return Printer(schema).print();
}

}  // namespace troupe::graphql

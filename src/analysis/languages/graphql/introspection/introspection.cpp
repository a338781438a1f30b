// JSON's escapes are GraphQL's, so strings are copied as they are written.
#include "analysis/languages/graphql/introspection/introspection.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <string>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/introspection/json.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"

namespace troupe::graphql {
namespace {

using Index = JsonDocument::Index;

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// Whether a block string can say it, which strips common indentation and blank lines at both ends,
/// and knows no escapes.
bool fits_block_string(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const auto is_blank = [&](std::string_view line) {
    return line.find_first_not_of(blanks) == std::string_view::npos;
  };
  if (is_blank(text.substr(0, text.find('\n'))) || is_blank(text.substr(text.rfind('\n') + 1)) ||
      std::ranges::any_of(text, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
      })) {
    return false;
  }
  return std::ranges::any_of(std::views::split(text, '\n'), [&](const auto& line) {
    return !line.empty() && !blanks.contains(*line.begin());
  });
}

class SdlWriter {
 public:
  explicit SdlWriter(const JsonDocument& json) : json_(json) {}

  Introspection write(Index schema) {
    write_schema(schema);
    for (const Index directive : json_.items(json_.member(schema, "directives"))) {
      write_directive(directive);
    }
    const std::vector<Index> types = json_.items(json_.member(schema, "types"));
    for (const Index type : types) {
      write_type(type);
    }
    result_.is_understood = !types.empty();
    result_.sdl = base::SourceText(std::move(text_));
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view string(Index object, std::string_view key) const {
    const auto member = json_.member(object, key);
    return member ? json_.raw(*member) : std::string_view();
  }
  [[nodiscard]] bool flag(Index object, std::string_view key) const {
    const auto member = json_.member(object, key);
    return member && json_.is_true(*member);
  }

  void write_schema(Index schema) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> roots = {
        {{"query", "queryType"},
         {"mutation", "mutationType"},
         {"subscription", "subscriptionType"}}};
    std::string body;
    bool is_usual = string(schema, "description").empty();  // what no schema definition means
    for (const auto& [word, key] : roots) {
      const auto type = json_.member(schema, key);
      const std::string_view name = type ? string(*type, "name") : std::string_view();
      const std::string usual =
          std::string(1, static_cast<char>(word.front() - 'a' + 'A')) + std::string(word.substr(1));
      is_usual = is_usual && (name == usual || (name.empty() && !has_type(schema, usual)));
      if (is_name(name)) {
        body.append("  ").append(word).append(": ").append(name).append("\n");
      }
    }
    if (!body.empty() && !is_usual) {
      write_description(schema, "");
      text_.append("schema {\n").append(body).append("}\n\n");
    }
  }

  [[nodiscard]] bool has_type(Index schema, std::string_view name) const {
    return std::ranges::any_of(json_.items(json_.member(schema, "types")),
                               [&](Index type) { return string(type, "name") == name; });
  }

  void write_description(Index object, std::string_view indentation) {
    const std::string_view text = string(object, "description");
    if (text.empty()) {
      return;
    }
    const std::string value = json_.text(*json_.member(object, "description"));
    if (fits_block_string(value)) {
      write_block_string(value, indentation);
    } else {
      text_.append(indentation).append("\"").append(text).append("\"\n");
    }
  }

  void write_block_string(std::string_view value, std::string_view indentation) {
    constexpr std::string_view quotes = R"(""")";
    text_.append(indentation).append(quotes).append("\n");
    for (const auto line : std::views::split(value, '\n')) {
      std::string_view rest(line.begin(), line.end());
      text_.append(rest.empty() ? std::string_view() : indentation);
      for (std::size_t at = 0; (at = rest.find(quotes)) != std::string_view::npos;) {
        text_.append(rest.substr(0, at)).append("\\").append(quotes);
        rest.remove_prefix(at + quotes.size());
      }
      text_.append(rest).append("\n");
    }
    text_.append(indentation).append(quotes).append("\n");
  }

  /// The name of a definition, with its place.
  void write_name(Index object) {
    const auto name = json_.member(object, "name");
    if (name) {
      result_.anchors.push_back(
          {static_cast<base::TextOffset>(text_.size()), json_.node(*name).range});
      text_.append(json_.raw(*name));
    }
  }

  void write_deprecation(Index object) {
    if (flag(object, "isDeprecated")) {
      const std::string_view reason = string(object, "deprecationReason");
      text_.append(" @deprecated");
      if (!reason.empty()) {
        text_.append("(reason: \"").append(reason).append("\")");
      }
    }
  }

  /// A type reference: wrappers around a name.
  void write_reference(std::optional<Index> type) {
    constexpr std::string_view list = "LIST";
    constexpr std::string_view non_null = "NON_NULL";
    std::string behind;
    for (; type; type = json_.member(type, "ofType")) {
      const std::string_view kind = string(*type, "kind");
      if (kind == list) {
        text_.append("[");
        behind.append("]");
      } else if (kind == non_null) {
        behind.append("!");
      } else {
        const std::string_view name = string(*type, "name");
        text_.append(is_name(name) ? name : "String");
        std::ranges::reverse(behind);
        text_.append(behind);
        return;
      }
    }
    std::ranges::reverse(behind);
    text_.append("String").append(behind);
  }

  void write_input(Index value) {
    write_name(value);
    text_.append(": ");
    write_reference(json_.member(value, "type"));
    if (const auto initial = json_.member(value, "defaultValue")) {
      text_.append(" = ").append(json_.text(*initial));
    }
    write_deprecation(value);
  }

  void write_arguments(Index owner, std::string_view indentation) {
    const std::vector<Index> arguments = named(json_.member(owner, "args"));
    if (arguments.empty()) {
      return;
    }
    const std::string deeper = std::string(indentation) + "  ";
    text_.append("(\n");
    for (const Index argument : arguments) {
      write_description(argument, deeper);
      text_.append(deeper);
      write_input(argument);
      text_.append("\n");
    }
    text_.append(indentation).append(")");
  }

  /// The items that have a name.
  [[nodiscard]] std::vector<Index> named(std::optional<Index> list) const {
    std::vector<Index> items = json_.items(list);
    std::erase_if(items, [this](Index item) { return !is_name(string(item, "name")); });
    return items;
  }

  void write_directive(Index directive) {
    const std::string_view name = string(directive, "name");
    const std::vector<Index> locations = json_.items(json_.member(directive, "locations"));
    if (!is_name(name) || is_built_in_directive(name) || locations.empty()) {
      return;
    }
    write_description(directive, "");
    text_.append("directive @");
    write_name(directive);
    write_arguments(directive, "");
    text_.append(flag(directive, "isRepeatable") ? " repeatable on" : " on");
    for (const Index location : locations) {
      text_.append(location == locations.front() ? " " : " | ").append(json_.raw(location));
    }
    text_.append("\n\n");
  }

  void write_type(Index type) {
    const std::string_view name = string(type, "name");
    if (!is_name(name) || is_built_in_type(name)) {
      return;
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words = {
        {{"SCALAR", "scalar"},
         {"OBJECT", "type"},
         {"INTERFACE", "interface"},
         {"UNION", "union"},
         {"ENUM", "enum"},
         {"INPUT_OBJECT", "input"}}};
    const std::string_view kind = string(type, "kind");
    const auto* const word =
        std::ranges::find(words, kind, &std::pair<std::string_view, std::string_view>::first);
    if (word == words.end()) {
      return;
    }
    write_description(type, "");
    text_.append(word->second).append(" ");
    write_name(type);
    write_head(type);
    write_members(type);
    text_.append("\n\n");
  }

  /// What stands between a type's name and its members.
  void write_head(Index type) {
    write_names(json_.member(type, "interfaces"), " implements ", " & ");
    if (const std::string_view url = string(type, "specifiedByURL"); !url.empty()) {
      text_.append(" @specifiedBy(url: \"").append(url).append("\")");
    }
    if (flag(type, "isOneOf")) {
      text_.append(" @oneOf");
    }
    if (string(type, "kind") == "UNION") {
      write_names(json_.member(type, "possibleTypes"), " = ", " | ");
    }
  }

  void write_names(std::optional<Index> list, std::string_view first, std::string_view then) {
    for (const Index item : named(list)) {
      text_.append(first).append(string(item, "name"));
      first = then;
    }
  }

  void write_members(Index type) {
    const std::vector<Index> fields = named(json_.member(type, "fields"));
    const std::vector<Index> inputs = named(json_.member(type, "inputFields"));
    const std::vector<Index> values = named(json_.member(type, "enumValues"));
    if (fields.empty() && inputs.empty() && values.empty()) {
      return;
    }
    text_.append(" {\n");
    for (const Index field : fields) {
      write_description(field, "  ");
      text_.append("  ");
      write_name(field);
      write_arguments(field, "  ");
      text_.append(": ");
      write_reference(json_.member(field, "type"));
      write_deprecation(field);
      text_.append("\n");
    }
    for (const Index input : inputs) {
      write_description(input, "  ");
      text_.append("  ");
      write_input(input);
      text_.append("\n");
    }
    for (const Index value : values) {
      write_description(value, "  ");
      text_.append("  ");
      write_name(value);
      write_deprecation(value);
      text_.append("\n");
    }
    text_.append("}");
  }

  const JsonDocument& json_;
  std::string text_;
  Introspection result_;
};

}  // namespace

Introspection read_introspection(std::string_view json) {
  const auto document = JsonDocument::read(json);
  if (!document) {
    return {};
  }
  auto schema = document->member(0, "__schema");
  if (!schema) {
    schema = document->member(document->member(0, "data"), "__schema");
  }
  return schema ? SdlWriter(*document).write(*schema) : Introspection();
}

bool is_json_path(std::string_view path) {
  return path.ends_with(".json");
}

Introspection FileIntrospection::execute(engine::Context& context, const ide::FileId& file) {
  return read_introspection(ide::text_of(context, file));
}

bool IntrospectionIsUnderstood::execute(engine::Context& context, const ide::FileId& file) {
  return context.get<FileIntrospection>(file).is_understood;
}

ide::FileRange shown_place(engine::Context& context, ide::FileRange place) {
  if (!is_json_path(context.lookup(place.file).path)) {
    return place;
  }
  const std::vector<Introspection::Anchor>& anchors =
      context.get<FileIntrospection>(place.file).anchors;
  const auto after =
      std::ranges::lower_bound(anchors, place.range.end, {}, &Introspection::Anchor::sdl);
  const auto exact =
      std::ranges::lower_bound(anchors, place.range.begin, {}, &Introspection::Anchor::sdl);
  if (anchors.empty()) {
    return {place.file, {0, 0}};
  }
  // The first name in the place, or the last one before it.
  const auto& anchor = exact != after || exact == anchors.begin() ? *exact : *(exact - 1);
  return {place.file, anchor.json};
}

}  // namespace troupe::graphql

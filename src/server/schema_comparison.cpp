#include "server/schema_comparison.hpp"

#include <array>
#include <utility>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/changes/schema_text.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "protocol/json_writer.hpp"
#include "server/display.hpp"

namespace troupe::server {

namespace {

using graphql::SchemaChange;
using Impact = SchemaChange::Impact;

std::string_view name_of(Impact impact) {
  constexpr std::array<std::string_view, 3> names = {"breaking", "dangerous", "safe"};
  return names.at(static_cast<std::size_t>(impact));
}

std::array<std::size_t, 3> count(const std::vector<SchemaChange>& changes) {
  std::array<std::size_t, 3> counts{};
  for (const SchemaChange& change : changes) {
    ++counts.at(static_cast<std::size_t>(change.impact));
  }
  return counts;
}

std::string painted(Impact impact, bool colors) {
  constexpr std::array<std::string_view, 3> paints = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[32m"};
  const std::string name(name_of(impact));
  return colors ? std::string(paints.at(static_cast<std::size_t>(impact))) + name + "\x1b[0m"
                : name;
}

void write_position(protocol::JsonWriter& writer, std::string_view name,
                    base::LinePosition position) {
  writer.key(name);
  writer.object([&] {
    writer.member("line", position.line);
    writer.member("character", position.character);
  });
}

}  // namespace

std::string printed_schema(const SchemaSource& source) {
  engine::Context context = source.context();
  std::string text = graphql::schema_text(graphql::Schema(context, source.project()));
  return graphql::formatted(graphql::parse(base::SourceText(std::move(text))), {});
}

SchemaComparison::SchemaComparison(SchemaSource before, SchemaSource after, std::string directory)
    : before_(std::move(before)), after_(std::move(after)), directory_(std::move(directory)) {
  engine::Context old_context = before_.context();
  engine::Context new_context = after_.context();
  changes_ = compare_schemas(graphql::Schema(old_context, before_.project()),
                             graphql::Schema(new_context, after_.project()));
}

std::optional<SchemaComparison::ShownPlace> SchemaComparison::place(
    const SchemaChange& change, base::PositionEncoding encoding) const {
  const SchemaSource& side = change.is_in_old ? before_ : after_;
  if (!change.where || side.is_nowhere()) {
    return std::nullopt;
  }
  engine::Context context = side.context();
  const auto& [file, range] = *change.where;
  const std::string_view text = ide::text_of(context, file);
  const base::LineIndex& lines = context.get<ide::FileLines>(file);
  return ShownPlace{side.shown_path(context.lookup(file).path, directory_),
                    lines.position(text, range.begin, encoding),
                    lines.position(text, range.end, encoding)};
}

std::string SchemaComparison::as_text(bool colors) const {
  if (changes_.empty()) {
    return "No changes\n";
  }
  std::string text;
  for (const SchemaChange& change : changes_) {
    if (const auto shown = place(change, base::PositionEncoding::utf32)) {
      text.append(printable(shown->path)).append(":");
      text.append(std::to_string(shown->start.line + 1)).append(":");
      text.append(std::to_string(shown->start.character + 1)).append(": ");
    }
    text.append(painted(change.impact, colors)).append(": ").append(printable(change.message));
    text.append(" [").append(change.kind).append("]\n");
  }
  const auto counts = count(changes_);
  return text.append("\n" + std::to_string(counts[0]) + " breaking, " + std::to_string(counts[1]) +
                     " dangerous, " + std::to_string(counts[2]) + " safe\n");
}

std::string SchemaComparison::as_json() const {
  std::string json;
  protocol::JsonWriter writer(json);
  writer.object([&] {
    writer.key("changes");
    writer.array([&] {
      for (const SchemaChange& change : changes_) {
        writer.object([&] {
          writer.member("impact", name_of(change.impact));
          writer.member("kind", change.kind);
          writer.member("coordinate", change.coordinate);
          writer.member("message", change.message);
          if (const auto shown = place(change, base::PositionEncoding::utf16)) {
            writer.member("side", change.is_in_old ? "old" : "new");
            writer.member("path", shown->path);
            writer.key("range");
            writer.object([&] {
              write_position(writer, "start", shown->start);
              write_position(writer, "end", shown->end);
            });
          }
        });
      }
    });
    const auto counts = count(changes_);
    writer.key("summary");
    writer.object([&] {
      for (const Impact impact : {Impact::breaking, Impact::dangerous, Impact::safe}) {
        writer.member(name_of(impact), counts.at(static_cast<std::size_t>(impact)));
      }
    });
  });
  return json.append("\n");
}

}  // namespace troupe::server

#include "server/schema_command.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/changes/schema_changes.hpp"
#include "analysis/languages/graphql/changes/schema_text.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "base/uri.hpp"
#include "protocol/json_writer.hpp"
#include "server/display.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/schema_source.hpp"

namespace troupe::server {

namespace {

using graphql::SchemaChange;
using Impact = SchemaChange::Impact;

int finish(const std::string& text, int code) {
  return write_out(text)
             ? code
             : fail(std::string("cannot write to standard output: ") + std::strerror(errno));
}

std::string current_directory() {
  std::error_code error;
  return base::normalise_path(std::filesystem::current_path(error).string());
}

std::string_view name_of(Impact impact) {
  constexpr std::array<std::string_view, 3> names = {"breaking", "dangerous", "safe"};
  return names.at(static_cast<std::size_t>(impact));
}

/// Where a change stands, for people and for programs.
struct ShownPlace {
  std::string path;
  base::LinePosition start;
  base::LinePosition end;
};

/// Both schemas and what is needed to show places in them.
class Sides {
 public:
  Sides(SchemaSource before, SchemaSource after, std::string directory)
      : before_(std::move(before)), after_(std::move(after)), directory_(std::move(directory)) {}

  [[nodiscard]] std::vector<SchemaChange> compare() const {
    engine::Context before = before_.context();
    engine::Context after = after_.context();
    return compare_schemas(graphql::Schema(before, before_.project()),
                           graphql::Schema(after, after_.project()));
  }

  [[nodiscard]] std::optional<ShownPlace> place(const SchemaChange& change,
                                                base::PositionEncoding encoding) const {
    if (!change.where) {
      return std::nullopt;
    }
    const SchemaSource& side = change.is_in_old ? before_ : after_;
    engine::Context context = side.context();
    const auto& [file, range] = *change.where;
    const std::string_view text = ide::text_of(context, file);
    const base::LineIndex& lines = context.get<ide::FileLines>(file);
    return ShownPlace{side.shown_path(context.lookup(file).path, directory_),
                      lines.position(text, range.begin, encoding),
                      lines.position(text, range.end, encoding)};
  }

 private:
  SchemaSource before_;
  SchemaSource after_;
  std::string directory_;
};

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

std::string as_text(const Sides& sides, const std::vector<SchemaChange>& changes, bool colors) {
  if (changes.empty()) {
    return "No changes\n";
  }
  std::string text;
  for (const SchemaChange& change : changes) {
    if (const auto place = sides.place(change, base::PositionEncoding::utf32)) {
      text.append(printable(place->path)).append(":");
      text.append(std::to_string(place->start.line + 1)).append(":");
      text.append(std::to_string(place->start.character + 1)).append(": ");
    }
    text.append(painted(change.impact, colors)).append(": ").append(printable(change.message));
    text.append(" [").append(change.kind).append("]\n");
  }
  const auto counts = count(changes);
  return text.append("\n" + std::to_string(counts[0]) + " breaking, " + std::to_string(counts[1]) +
                     " dangerous, " + std::to_string(counts[2]) + " safe\n");
}

void write_position(protocol::JsonWriter& writer, std::string_view name,
                    base::LinePosition position) {
  writer.key(name);
  writer.object([&] {
    writer.member("line", position.line);
    writer.member("character", position.character);
  });
}

std::string as_json(const Sides& sides, const std::vector<SchemaChange>& changes) {
  std::string json;
  protocol::JsonWriter writer(json);
  writer.object([&] {
    writer.key("changes");
    writer.array([&] {
      for (const SchemaChange& change : changes) {
        writer.object([&] {
          writer.member("impact", name_of(change.impact));
          writer.member("kind", change.kind);
          writer.member("coordinate", change.coordinate);
          writer.member("message", change.message);
          if (const auto place = sides.place(change, base::PositionEncoding::utf16)) {
            writer.member("side", change.is_in_old ? "old" : "new");
            writer.member("path", place->path);
            writer.key("range");
            writer.object([&] {
              write_position(writer, "start", place->start);
              write_position(writer, "end", place->end);
            });
          }
        });
      }
    });
    const auto counts = count(changes);
    writer.key("summary");
    writer.object([&] {
      for (const Impact impact : {Impact::breaking, Impact::dangerous, Impact::safe}) {
        writer.member(name_of(impact), counts.at(static_cast<std::size_t>(impact)));
      }
    });
  });
  return json.append("\n");
}

bool fails(const SchemaDiffCommand& command, const std::vector<SchemaChange>& changes) {
  switch (command.fail_on) {
    case SchemaDiffCommand::FailOn::never:
      return false;
    case SchemaDiffCommand::FailOn::dangerous:
      return !changes.empty() && changes.front().impact <= Impact::dangerous;
    case SchemaDiffCommand::FailOn::breaking:
      return !changes.empty() && changes.front().impact == Impact::breaking;
  }
  return false;
}

}  // namespace

int run_schema_print(const SchemaPrintCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto source =
      load_schema(command.path, command.project, current_directory(), process_environment());
  if (!source) {
    return fail(source.error().message);
  }
  engine::Context context = source->context();
  std::string text = graphql::schema_text(graphql::Schema(context, source->project()));
  return finish(graphql::formatted(graphql::parse(base::SourceText(std::move(text))), {}),
                exit_code::clean);
}

int run_schema_diff(const SchemaDiffCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  if (command.before == "-" && command.after == "-") {
    return fail("only one of the two schemas can come from standard input");
  }
  const std::string directory = current_directory();
  const Environment environment = process_environment();
  auto before = load_schema(command.before, command.project, directory, environment);
  if (!before) {
    return fail(before.error().message);
  }
  auto after = load_schema(command.after, command.project, directory, environment);
  if (!after) {
    return fail(after.error().message);
  }
  const Sides sides(std::move(*before), std::move(*after), directory);
  const std::vector<SchemaChange> changes = sides.compare();
  const bool colors = wants_colors(command.color, ::isatty(STDOUT_FILENO) == 1, environment);
  return finish(command.json ? as_json(sides, changes) : as_text(sides, changes, colors),
                fails(command, changes) ? exit_code::errors_found : exit_code::clean);
}

}  // namespace troupe::server

#include "protocol/json_writer.hpp"
#include "server/report.hpp"

namespace troupe::server {

namespace {

using protocol::JsonWriter;

void write_position(JsonWriter& writer, std::string_view name, base::LinePosition position) {
  writer.key(name);
  writer.object([&] {
    writer.member("line", position.line);
    writer.member("character", position.character);
  });
}

void write_range(JsonWriter& writer, const Place& place) {
  writer.key("range");
  writer.object([&] {
    write_position(writer, "start", place.start);
    write_position(writer, "end", place.end);
  });
}

void write_related(JsonWriter& writer, Texts& texts, const actors::CheckedDiagnostic& checked,
                   const Presentation& presentation) {
  if (checked.diagnostic.related.empty()) {
    return;
  }
  writer.key("related");
  writer.array([&] {
    for (std::size_t i = 0; i < checked.diagnostic.related.size(); ++i) {
      const ide::RelatedInformation& related = checked.diagnostic.related[i];
      const std::string& path = checked.related_paths[i];
      writer.object([&] {
        writer.member("path", shown_path(path, presentation.directory));
        if (const auto place =
                texts.place(path, related.where.range, base::PositionEncoding::utf16)) {
          write_range(writer, *place);
        }
        writer.member("message", related.message);
      });
    }
  });
}

void write_diagnostic(JsonWriter& writer, Texts& texts, const actors::CheckedFile& file,
                      const actors::CheckedDiagnostic& checked, const Presentation& presentation) {
  const ide::Diagnostic& diagnostic = checked.diagnostic;
  writer.object([&] {
    writer.member("path", shown_path(file.path, presentation.directory));
    write_range(writer, *texts.place(file.path, diagnostic.range, base::PositionEncoding::utf16));
    writer.member("severity", severity_name(diagnostic.severity));
    writer.member("code", diagnostic.code);
    writer.member("message", diagnostic.message);
    write_related(writer, texts, checked, presentation);
  });
}

}  // namespace

std::string format_json(const actors::CheckReport& report, const Presentation& presentation) {
  Texts texts(report, presentation);
  std::string json;
  JsonWriter writer(json);
  writer.object([&] {
    writer.key("diagnostics");
    writer.array([&] {
      for (const actors::CheckedFile& file : report.files) {
        for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
          write_diagnostic(writer, texts, file, checked, presentation);
        }
      }
    });
    const Summary summary = summarise(report);
    writer.key("summary");
    writer.object([&] {
      writer.member("files", summary.files);
      writer.member("errors", summary.errors);
      writer.member("warnings", summary.warnings);
    });
  });
  json += '\n';
  return json;
}

}  // namespace troupe::server

// SARIF 2.1.0 (OASIS), as code scanning services read it: lines and columns from 1, columns in
// UTF-16 units, paths relative to %SRCROOT%, which the reader sets to the checkout.
#include <algorithm>
#include <set>

#include "base/uri.hpp"
#include "protocol/json_writer.hpp"
#include "server/report.hpp"

namespace troupe::server {

namespace {

using protocol::JsonWriter;

std::string_view level_of(ide::Severity severity) {
  switch (severity) {
    case ide::Severity::error:
      return "error";
    case ide::Severity::warning:
      return "warning";
    case ide::Severity::information:
    case ide::Severity::hint:
      break;
  }
  return "note";
}

/// The codes that occur, each once, sorted: SARIF's rules.
std::vector<std::string> rules_of(const actors::CheckReport& report) {
  std::set<std::string> codes;
  for (const actors::CheckedFile& file : report.files) {
    for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
      codes.insert(checked.diagnostic.code);
    }
  }
  return {codes.begin(), codes.end()};
}

class SarifWriter {
 public:
  SarifWriter(const actors::CheckReport& report, const Presentation& presentation)
      : report_(&report),
        presentation_(&presentation),
        texts_(report, presentation),
        rules_(rules_of(report)),
        writer_(json_) {}

  std::string run() {
    writer_.object([&] {
      writer_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      writer_.member("version", "2.1.0");
      writer_.key("runs");
      writer_.array([&] { writer_.object([&] { write_run(); }); });
    });
    json_ += '\n';
    return std::move(json_);
  }

 private:
  void write_run() {
    writer_.key("tool");
    writer_.object([&] {
      writer_.key("driver");
      writer_.object([&] {
        writer_.member("name", "troupe");
        writer_.member("version", TROUPE_VERSION);
        writer_.key("rules");
        writer_.array([&] {
          for (const std::string& rule : rules_) {
            writer_.object([&] { writer_.member("id", rule); });
          }
        });
      });
    });
    writer_.member("columnKind", "utf16CodeUnits");
    writer_.key("results");
    writer_.array([&] {
      for (const actors::CheckedFile& file : report_->files) {
        for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
          writer_.object([&] { write_result(file, checked); });
        }
      }
    });
  }

  void write_result(const actors::CheckedFile& file, const actors::CheckedDiagnostic& checked) {
    const ide::Diagnostic& diagnostic = checked.diagnostic;
    const auto rule = std::ranges::lower_bound(rules_, diagnostic.code) - rules_.begin();
    writer_.member("ruleId", diagnostic.code);
    writer_.member("ruleIndex", static_cast<std::int64_t>(rule));
    writer_.member("level", level_of(diagnostic.severity));
    write_message(diagnostic.message);
    writer_.key("locations");
    writer_.array([&] { writer_.object([&] { write_location(file.path, diagnostic.range); }); });
    if (diagnostic.related.empty()) {
      return;
    }
    writer_.key("relatedLocations");
    writer_.array([&] {
      for (std::size_t i = 0; i < diagnostic.related.size(); ++i) {
        writer_.object([&] {
          writer_.member("id", i);
          write_location(checked.related_paths[i], diagnostic.related[i].where.range);
          write_message(diagnostic.related[i].message);
        });
      }
    });
  }

  void write_message(std::string_view text) {
    writer_.key("message");
    writer_.object([&] { writer_.member("text", text); });
  }

  void write_location(const std::string& path, base::TextRange range) {
    writer_.key("physicalLocation");
    writer_.object([&] {
      writer_.key("artifactLocation");
      writer_.object([&] { write_artifact(path); });
      const auto place = texts_.place(path, range, base::PositionEncoding::utf16);
      if (!place) {
        return;
      }
      writer_.key("region");
      writer_.object([&] {
        writer_.member("startLine", place->start.line + 1);
        writer_.member("startColumn", place->start.character + 1);
        writer_.member("endLine", place->end.line + 1);
        writer_.member("endColumn", place->end.character + 1);
      });
    });
  }

  void write_artifact(const std::string& path) {
    const auto relative = base::path_below(path, presentation_->directory);
    if (relative) {
      constexpr std::string_view scheme_and_root = "file:///";
      writer_.member(
          "uri", base::uri_of_path("/" + std::string(*relative)).substr(scheme_and_root.size()));
      writer_.member("uriBaseId", "%SRCROOT%");
    } else {
      writer_.member("uri", base::uri_of_path(path));
    }
  }

  const actors::CheckReport* report_;
  const Presentation* presentation_;
  Texts texts_;
  std::vector<std::string> rules_;
  std::string json_;
  JsonWriter writer_;
};

}  // namespace

std::string format_sarif(const actors::CheckReport& report, const Presentation& presentation) {
  return SarifWriter(report, presentation).run();
}

}  // namespace troupe::server

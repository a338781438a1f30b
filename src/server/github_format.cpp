// GitHub's workflow commands: `::error file=F,line=L,...::message`. What would end a property or
// the line is percent-encoded, as the runner decodes it; without that a file name could forge
// commands.
#include "server/report.hpp"

namespace troupe::server {

namespace {

std::string escaped(std::string_view text, bool is_property) {
  std::string result;
  for (const char character : text) {
    switch (character) {
      case '%':
        result += "%25";
        break;
      case '\r':
        result += "%0D";
        break;
      case '\n':
        result += "%0A";
        break;
      case ':':
        result += is_property ? "%3A" : ":";
        break;
      case ',':
        result += is_property ? "%2C" : ",";
        break;
      default:
        result += character;
    }
  }
  return result;
}

std::string_view command_of(ide::Severity severity) {
  switch (severity) {
    case ide::Severity::error:
      return "error";
    case ide::Severity::warning:
      return "warning";
    case ide::Severity::information:
    case ide::Severity::hint:
      break;
  }
  return "notice";
}

void append_property(std::string& line, std::string_view name, std::string_view value) {
  line += line.ends_with(' ') ? "" : ",";
  line += name;
  line += '=';
  line += escaped(value, true);
}

/// Columns are shown by GitHub only for ranges on one line, and refused for others.
void append_place(std::string& line, const Place& place) {
  append_property(line, "line", std::to_string(place.start.line + 1));
  append_property(line, "endLine", std::to_string(place.end.line + 1));
  if (place.start.line == place.end.line) {
    append_property(line, "col", std::to_string(place.start.character + 1));
    append_property(line, "endColumn", std::to_string(place.end.character + 1));
  }
}

}  // namespace

std::string format_github(const actors::CheckReport& report, const Presentation& presentation) {
  Texts texts(report, presentation);
  std::string out;
  for (const actors::CheckedFile& file : report.files) {
    for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
      const ide::Diagnostic& diagnostic = checked.diagnostic;
      std::string line = "::";
      line += command_of(diagnostic.severity);
      line += ' ';
      append_property(line, "file", shown_path(file.path, presentation.directory));
      append_place(line, *texts.place(file.path, diagnostic.range, base::PositionEncoding::utf16));
      append_property(line, "title", diagnostic.code);
      out += line + "::" + escaped(diagnostic.message, false) + "\n";
    }
  }
  return out;
}

}  // namespace troupe::server

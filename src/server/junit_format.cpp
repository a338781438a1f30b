// JUnit's XML, as continuous integration servers read it: a test suite for each file with findings,
// a failed test case for each error and warning, and a passed one for each file without any. What
// XML cannot hold is shown as U+FFFD.
#include <string>
#include <string_view>

#include "server/report.hpp"

namespace troupe::server {

namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char character : text) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\n':
        result += "&#10;";
        break;
      case '\t':
        result += "&#9;";
        break;
      default:
        result += static_cast<unsigned char>(character) < 0x20 || character == 0x7F
                      ? std::string("\xEF\xBF\xBD")
                      : std::string(1, character);
    }
  }
  return result;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

bool counts(const actors::CheckedDiagnostic& checked) {
  return checked.diagnostic.severity == ide::Severity::error ||
         checked.diagnostic.severity == ide::Severity::warning;
}

std::string case_of(const actors::CheckedFile& file, const actors::CheckedDiagnostic& checked,
                    const std::string& path, Texts& texts) {
  const ide::Diagnostic& diagnostic = checked.diagnostic;
  const Place place =
      texts.place(file.path, diagnostic.range, base::PositionEncoding::utf32).value_or(Place());
  const std::string line = std::to_string(place.start.line + 1);
  const std::string where = path + ":" + line + ":" + std::to_string(place.start.character + 1);
  std::string out = "    <testcase";
  out += attribute("classname", path) + attribute("name", diagnostic.code + " " + where) +
         attribute("file", path) + attribute("line", line) + ">\n      <failure";
  out += attribute("type", severity_name(diagnostic.severity)) +
         attribute("message", diagnostic.message) + ">";
  out += escaped(where + ": " + std::string(severity_name(diagnostic.severity)) + ": " +
                 diagnostic.message + " [" + diagnostic.code + "]");
  return out + "</failure>\n    </testcase>\n";
}

}  // namespace

std::string format_junit(const actors::CheckReport& report, const Presentation& presentation) {
  Texts texts(report, presentation);
  std::string suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const actors::CheckedFile& file : report.files) {
    const std::string path = shown_path(file.path, presentation.directory);
    std::string cases;
    std::size_t failed = 0;
    for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
      if (counts(checked)) {
        cases += case_of(file, checked, path, texts);
        ++failed;
      }
    }
    const std::size_t count = failed == 0 ? 1 : failed;
    if (failed == 0) {
      cases = "    <testcase" + attribute("classname", path) + attribute("name", path) +
              attribute("file", path) + "/>\n";
    }
    suites += "  <testsuite" + attribute("name", path) + attribute("tests", std::to_string(count)) +
              attribute("failures", std::to_string(failed)) + attribute("errors", "0") + ">\n" +
              cases + "  </testsuite>\n";
    tests += count;
    failures += failed;
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "troupe") +
         attribute("tests", std::to_string(tests)) +
         attribute("failures", std::to_string(failures)) + attribute("errors", "0") + ">\n" +
         suites + "</testsuites>\n";
}

}  // namespace troupe::server

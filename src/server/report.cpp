#include "server/report.hpp"

#include <algorithm>

#include "base/uri.hpp"

namespace troupe::server {

Summary summarise(const actors::CheckReport& report) {
  Summary summary{report.files.size(), 0, 0};
  for (const actors::CheckedFile& file : report.files) {
    for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
      summary.errors += checked.diagnostic.severity == ide::Severity::error ? 1 : 0;
      summary.warnings += checked.diagnostic.severity == ide::Severity::warning ? 1 : 0;
    }
  }
  return summary;
}

bool has_configuration_error(const actors::CheckReport& report) {
  const auto is_configuration_error = [](const actors::CheckedDiagnostic& checked) {
    const std::string_view code = checked.diagnostic.code;
    const std::size_t slash = code.find('/');
    const std::string_view rule =
        slash == std::string_view::npos ? std::string_view() : code.substr(slash + 1);
    constexpr std::string_view prefix = "configuration";
    return checked.diagnostic.severity == ide::Severity::error && rule.starts_with(prefix) &&
           (rule.size() == prefix.size() || rule[prefix.size()] == '-' ||
            rule[prefix.size()] == '/');
  };
  return std::ranges::any_of(report.files, [&](const actors::CheckedFile& file) {
    return std::ranges::any_of(file.diagnostics, is_configuration_error);
  });
}

std::string_view severity_name(ide::Severity severity) {
  switch (severity) {
    case ide::Severity::error:
      return "error";
    case ide::Severity::warning:
      return "warning";
    case ide::Severity::information:
      return "information";
    case ide::Severity::hint:
      return "hint";
  }
  return "error";
}

std::string shown_path(std::string_view path, std::string_view directory) {
  return std::string(base::path_below(path, directory).value_or(path));
}

Texts::Texts(const actors::CheckReport& report, const Presentation& presentation) {
  for (const actors::CheckedFile& file : report.files) {
    texts_.emplace(file.path, file.text.view());
  }
  for (const auto& [path, text] : presentation.more_texts) {
    texts_.emplace(path, text.view());
  }
}

const Texts::Entry* Texts::find(std::string_view path) {
  const auto known = entries_.find(path);
  if (known != entries_.end()) {
    return &known->second;
  }
  const auto text = texts_.find(path);
  if (text == texts_.end()) {
    return nullptr;
  }
  return &entries_.emplace(text->first, Entry{text->second, base::LineIndex(text->second)})
              .first->second;
}

std::optional<Place> Texts::place(std::string_view path, base::TextRange range,
                                  base::PositionEncoding encoding) {
  const Entry* const entry = find(path);
  if (entry == nullptr) {
    return std::nullopt;
  }
  return Place{entry->lines.position(entry->text, range.begin, encoding),
               entry->lines.position(entry->text, range.end, encoding)};
}

}  // namespace troupe::server

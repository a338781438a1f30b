// The other program is given a file, so the session is written down as a test case. This one plays
// what it reads back, since a test case counts time in microseconds: what both play is the same to
// the bit, and whatever differs in what they write is the doing of their code.
//
// A wrong edit may show only in an answer that nobody asked for. So the questions that tell most
// about a text are asked behind the last message: outline, tokens and diagnostics.
#include "server/trace_other.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"
#include "server/trace_case.hpp"
#include "server/trace_documents.hpp"
#include "server/trace_failure.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using actors::Rehearsed;

constexpr std::array<std::string_view, 3> questions{
    "textDocument/documentSymbol", "textDocument/semanticTokens/full", "textDocument/diagnostic"};

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) {
    text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return text.append("'");
}

/// What a command prints; nothing if it fails.
std::optional<std::string> output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) {
    return std::nullopt;
  }
  std::string output;
  std::array<char, std::size_t{64} * 1024> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), count);
  }
  return ::pclose(pipe) == 0 ? std::optional(std::move(output)) : std::nullopt;
}

/// A file for the other program, which goes when it has been read.
class PassingFile {
 public:
  explicit PassingFile(std::string_view text) {
    const char* const folder = std::getenv("TMPDIR");
    path_ = std::string(folder != nullptr ? folder : "/tmp") + "/troupe-XXXXXX";
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor < 0) {
      return;
    }
    is_written_ =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(descriptor);
  }
  ~PassingFile() { ::unlink(path_.c_str()); }
  PassingFile(const PassingFile&) = delete;
  PassingFile& operator=(const PassingFile&) = delete;

  [[nodiscard]] bool is_written() const { return is_written_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_written_ = false;
};

/// All documents that were ever open: what is closed shows what the disk holds.
std::set<std::string> documents_of(const Rehearsal& rehearsal) {
  std::set<std::string> uris;
  for (const Rehearsal::Step& step : rehearsal.steps) {
    TracedDocuments documents;
    if (const std::string uri = documents.see_client(step.body); !uri.empty()) {
      uris.insert(uri);
    }
  }
  return uris;
}

Rehearsal with_questions(Rehearsal rehearsal) {
  // Long enough for everything else to come to rest.
  constexpr actors::Duration later = std::chrono::seconds(1);
  const std::set<std::string> uris = documents_of(rehearsal);
  std::size_t number = 0;
  for (const std::string& uri : uris) {
    for (const std::string_view method : questions) {
      std::string params;
      protocol::JsonWriter writer(params);
      writer.object([&] {
        writer.key("textDocument");
        writer.object([&] { writer.member("uri", uri); });
      });
      Rehearsal::Step step;
      step.at = rehearsal.steps.back().at + later;
      step.body =
          protocol::encode_request("troupe/question-" + std::to_string(++number), method, params);
      rehearsal.steps.push_back(std::move(step));
    }
  }
  return rehearsal;
}

/// Without what is written about the first message, `initialize`.
std::string_view behind_first(std::string_view lines) {
  constexpr std::array<std::string_view, 2> beginnings{R"({"after":0,)", R"({"after":1,)"};
  while (lines.starts_with(beginnings[0]) || lines.starts_with(beginnings[1])) {
    const std::size_t end = lines.find('\n');
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return lines;
}

}  // namespace

base::Result<std::string> answers_of_other(const std::string& program, const std::string& file,
                                           std::optional<std::uint32_t> order) {
  std::string command = quoted(program) + " replay --answers";
  if (order) {
    command.append(" --order ").append(std::to_string(*order));
  }
  auto answers = output_of(command.append(" -- ").append(quoted(file)));
  if (!answers) {
    return base::failure(program + " replay --answers failed");
  }
  return std::move(*answers);
}

base::Result<bool> answers_differ(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
                                  const std::string& program, std::optional<std::uint32_t> order) {
  if (rehearsal.steps.empty()) {
    return false;
  }
  const std::string text = case_text({.rehearsal = with_questions(rehearsal)});
  const auto played = parse_case(text);
  const PassingFile file(text);
  if (!played || !file.is_written()) {
    return base::failure("the session cannot be written down for " + program);
  }
  const auto theirs = answers_of_other(program, file.path(), order);
  if (!theirs) {
    return std::unexpected(theirs.error());
  }
  actors::RehearsalOptions options;
  options.seed = order;
  const std::string ours = answer_lines(actors::rehearse(played->rehearsal, languages, options));
  return behind_first(ours) != behind_first(*theirs);
}

}  // namespace troupe::server

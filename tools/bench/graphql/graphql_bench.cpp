// Does one task again and again for some seconds, inside of one thread of one process, and prints
// as JSON the median time of a turn and the processor time that a turn took on average, both in
// nanoseconds, with how many things came out and what they are. `tools/bench/graphql/run` calls
// this in turn with the programs in rivals/, which do the same and print the same.
//
//   parse PATH           the text, or each of a folder, to a tree; counts syntax errors
//   format PATH          the text, or each of a folder, to formatted text; counts bytes
//   documents FOLDER DOCUMENTS
//                        the schema of the workspace FOLDER is known; each text of the folder
//                        DOCUMENTS in turn becomes that of one and the same document and is checked
//   workspace FOLDER     a whole workspace that nothing is known of yet is checked, schema included
//
// It takes the least time that a task may take, in seconds, as its last argument.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/resource.h>

#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "tools/bench/graphql/workspace.hpp"

namespace {

using namespace troupe;
using Clock = std::chrono::steady_clock;

/// Of the whole process, user and system, in nanoseconds.
double processor_time() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto microseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return (microseconds(usage.ru_utime) + microseconds(usage.ru_stime)) * 1e3;
}

struct Times {
  double median = 0;
  double processor = 0;
};

template <typename Turn>
Times measure(double seconds, Turn turn) {
  turn();  // Memory that has been asked for once is at hand, as in a process that lives on.
  std::vector<double> times;
  const double processor = processor_time();
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < end || times.empty()) {
    const auto begin = Clock::now();
    turn();
    times.push_back(std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
  }
  const double per_turn = (processor_time() - processor) / static_cast<double>(times.size());
  std::ranges::sort(times);
  return {.median = times[times.size() / 2], .processor = per_turn};
}

/// What a task came to.
struct Outcome {
  Times times;
  std::size_t count = 0;
  std::vector<std::string> lines;  ///< sorted
};

std::vector<base::SourceText> sources(const std::string& path) {
  const std::vector<bench::TextFile> files = bench::read_texts(path);
  std::vector<base::SourceText> result;
  result.reserve(files.size());
  std::ranges::transform(files, std::back_inserter(result),
                         [](const bench::TextFile& file) { return base::SourceText(file.text); });
  return result;
}

Outcome parse(const std::string& path, double seconds) {
  Outcome outcome;
  const std::vector<base::SourceText> texts = sources(path);
  outcome.times = measure(seconds, [&] {
    outcome.count = 0;
    for (const base::SourceText& text : texts) {
      outcome.count += graphql::parse(text).diagnostics().empty() ? 0 : 1;
    }
  });
  return outcome;
}

Outcome format(const std::string& path, double seconds) {
  Outcome outcome;
  const std::vector<base::SourceText> texts = sources(path);
  outcome.times = measure(seconds, [&] {
    outcome.count = 0;
    for (const base::SourceText& text : texts) {
      outcome.count += graphql::formatted(graphql::parse(text), graphql::FormatStyle()).size();
    }
  });
  return outcome;
}

Outcome check_documents(const std::string& folder, const std::string& documents, double seconds) {
  const ide::LanguageSet languages = registry::make_language_set();
  const std::vector<bench::TextFile> texts = bench::read_texts(documents);
  const std::string path = folder + "/documents/document.graphql";
  bench::Workspace workspace(folder, bench::read_workspace(folder));
  Outcome outcome;
  bool is_odd = false;
  outcome.times = measure(seconds, [&] {
    outcome.count = 0;
    is_odd = !is_odd;  // A document that comes again and again is a new text each time.
    for (const bench::TextFile& file : texts) {
      workspace.set_text(path, is_odd ? file.text + "\n" : file.text);
      outcome.count += workspace.diagnostics(languages, path).size();
    }
  });
  for (const bench::TextFile& file : texts) {
    workspace.set_text(path, file.text);
    const std::string name = file.path.substr(file.path.rfind('/') + 1) + ":";
    std::ranges::transform(
        workspace.diagnostics(languages, path), std::back_inserter(outcome.lines),
        [&](const ide::Diagnostic& one) { return name + workspace.line_of(path, one); });
  }
  std::ranges::sort(outcome.lines);
  return outcome;
}

Outcome check_workspace(const std::string& folder, double seconds) {
  const ide::LanguageSet languages = registry::make_language_set();
  const std::vector<bench::TextFile> files = bench::read_workspace(folder);
  Outcome outcome;
  outcome.times = measure(seconds, [&] {
    bench::Workspace workspace(folder, files);
    bench::Workspace::Report report = workspace.check(languages);
    outcome.count = report.count;
    outcome.lines = std::move(report.lines);
  });
  return outcome;
}

/// A JSON string. Messages have no control characters but, now and then, a line end.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') {
      result += '\\';
    }
    if (static_cast<unsigned char>(character) < 0x20) {
      result += ' ';
    } else {
      result += character;
    }
  }
  return result + "\"";
}

void print(const Outcome& outcome) {
  std::cout << R"({"median": )" << outcome.times.median << R"(, "cpu": )" << outcome.times.processor
            << R"(, "count": )" << outcome.count << R"(, "lines": [)";
  for (std::size_t index = 0; index < outcome.lines.size(); ++index) {
    std::cout << (index == 0 ? "" : ", ") << quoted(outcome.lines[index]);
  }
  std::cout << "]}\n";
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  const std::string task = words.empty() ? "" : words.front();
  const double seconds = words.empty() ? 0 : std::atof(words.back().c_str());
  if (task == "parse" && words.size() == 3) {
    print(parse(words[1], seconds));
  } else if (task == "format" && words.size() == 3) {
    print(format(words[1], seconds));
  } else if (task == "documents" && words.size() == 4) {
    print(check_documents(words[1], words[2], seconds));
  } else if (task == "workspace" && words.size() == 3) {
    print(check_workspace(words[1], seconds));
  } else {
    std::cerr << "usage: graphql_bench parse|format|documents|workspace PATH... SECONDS\n";
    return 2;
  }
  return 0;
}

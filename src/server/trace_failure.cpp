// Each look is a process of its own: what is looked for may be a crash or a hang, and a rehearsal
// must not be changed by the one before it. The child never returns from fork: it leaves with its
// verdict.
//
// Slowness is found by the kernel: a timer is wound up before each message, and a child that it
// kills was too slow. What never ends is found in the same way, but by the time that it computes:
// on a busy machine a long session may take long.
#include "server/trace_failure.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"
#include "server/trace_documents.hpp"
#include "server/trace_other.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using actors::Rehearsed;
using protocol::ErrorCode;

constexpr int shows_code = 10;
constexpr std::uint64_t longest_us = 60'000'000;          ///< of computing
constexpr std::uint64_t longest_wait_us = 1'200'000'000;  ///< for what waits for ever

void wind_up(std::uint64_t microseconds, decltype(ITIMER_REAL) clock = ITIMER_REAL) {
  constexpr std::uint64_t million = 1'000'000;
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(microseconds / million);
  timer.it_value.tv_usec = static_cast<suseconds_t>(microseconds % million);
  ::setitimer(clock, &timer, nullptr);
}

/// Errors that tell of a defect, not of what the client took back.
bool is_error_response(const std::string& body) {
  const FrameSummary frame = summarize_frame(body);
  if (frame.type != FrameSummary::Type::error || !frame.code) {
    return false;
  }
  const auto code = static_cast<ErrorCode>(*frame.code);
  return code != ErrorCode::RequestCancelled && code != ErrorCode::ContentModified &&
         code != ErrorCode::ServerCancelled;
}

/// Nothing is published after the end.
bool is_end(const Rehearsal::Step& step) {
  const std::string method = summarize_frame(step.body).method;
  return step.type == Rehearsal::Step::Type::input_ended || method == "shutdown" ||
         method == "exit";
}

/// A request that has no answer, or two.
bool lacks_answer(const Rehearsal& rehearsal, const Rehearsed& rehearsed) {
  std::map<std::string, std::pair<int, int>> counts;  // id -> requests, answers
  for (const Rehearsal::Step& step : rehearsal.steps) {
    const FrameSummary frame = summarize_frame(step.body);
    counts[frame.id].first += frame.type == FrameSummary::Type::request ? 1 : 0;
  }
  for (const Rehearsed::Frame& written : rehearsed.written) {
    const FrameSummary frame = summarize_frame(written.body);
    const bool is_answer =
        frame.type == FrameSummary::Type::response || frame.type == FrameSummary::Type::error;
    counts[frame.id].second += is_answer ? 1 : 0;
  }
  return std::ranges::any_of(counts, [](const auto& count) {
    return count.second.first > 0 && count.second.first != count.second.second;
  });
}

bool is_about_texts(const FrameSummary& frame) {
  return frame.type == FrameSummary::Type::request
             ? frame.method != "initialize"
             : frame.method == "textDocument/didOpen" || frame.method == "textDocument/didChange" ||
                   frame.method == "textDocument/didClose" || frame.method == "exit";
}

/// The session of a client that opens the last texts and does nothing else.
Rehearsal fresh_session(const Rehearsal& rehearsal, const TracedDocuments& documents) {
  Rehearsal fresh = rehearsal;
  fresh.steps.clear();
  for (const Rehearsal::Step& step : rehearsal.steps) {
    for (const auto& [path, file] : step.disk) {
      fresh.disk[path] = file;
      const auto place = std::ranges::lower_bound(fresh.listed, path);
      const bool is_listed = place != fresh.listed.end() && *place == path;
      if (file.state == actors::FileState::present && !is_listed) {
        fresh.listed.insert(place, path);
      } else if (file.state == actors::FileState::missing && is_listed) {
        fresh.listed.erase(place);
      }
    }
    if (step.type == Rehearsal::Step::Type::frame && !is_about_texts(summarize_frame(step.body))) {
      fresh.steps.push_back(step);
    }
  }
  for (const auto& [uri, document] : documents.open()) {
    Rehearsal::Step step;
    step.at = rehearsal.steps.back().at;
    step.body = open_notification(uri, document);
    fresh.steps.push_back(std::move(step));
  }
  return fresh;
}

/// Whether the diagnostics that the client was left with are those of its texts.
bool has_wrong_diagnostics(const Rehearsal& rehearsal, const Rehearsed& rehearsed,
                           const ide::LanguageSet& languages) {
  if (rehearsal.steps.empty()) {
    return false;
  }
  TracedDocuments documents;
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    documents.see_server(frame.body);
  }
  for (const Rehearsal::Step& step : rehearsal.steps) {
    documents.see_client(step.body);
  }
  using Published = std::map<std::string, std::string>;
  const Published left = last_published(rehearsed);
  const Published right =
      last_published(actors::rehearse(fresh_session(rehearsal, documents), languages));
  return std::ranges::any_of(documents.open(), [&](const auto& document) {
    const auto of = [&](const Published& published) {
      const auto found = published.find(document.first);
      return found == published.end() ? std::string("[]") : found->second;
    };
    return of(left) != of(right);
  });
}

bool succeeds(const std::string& command, const std::string& input) {
  std::FILE* pipe = ::popen(command.c_str(), "w");
  if (pipe == nullptr) {
    return false;
  }
  std::fwrite(input.data(), 1, input.size(), pipe);
  return ::pclose(pipe) == 0;
}

/// "200ms", "2s".
std::uint64_t parse_duration_us(std::string_view words) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(words.data() + words.size() - end));
  const std::uint64_t factor = unit == "ms" ? 1'000 : unit == "s" ? 1'000'000 : 0;
  return error == std::errc() && number <= longest_us ? number * factor : 0;
}

}  // namespace

std::map<std::string, std::string> last_published(const Rehearsed& rehearsed) {
  std::map<std::string, std::string> published;
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    protocol::JsonReader reader;
    const protocol::Message message = protocol::read_message(reader, frame.body);
    const auto* notification = std::get_if<protocol::NotificationMessage>(&message);
    if (notification != nullptr && notification->params &&
        notification->method == "textDocument/publishDiagnostics") {
      const std::string uri(notification->params->find("uri").as_string().value_or(""));
      published[uri] = notification->params->find("diagnostics").to_json();
    }
  }
  return published;
}

Rehearsal without_end(Rehearsal rehearsal) {
  std::erase_if(rehearsal.steps, is_end);
  return rehearsal;
}

std::string answer_lines(const Rehearsed& rehearsed) {
  std::string lines;
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    protocol::JsonWriter writer(lines);
    writer.object([&] {
      writer.member("after", frame.step);
      writer.key("message");
      writer.raw(frame.body);
    });
    lines.push_back('\n');
  }
  return lines;
}

base::Result<FailureTest> FailureTest::parse(std::string_view words,
                                             std::optional<std::uint32_t> order) {
  FailureTest test;
  test.order_ = order;
  constexpr std::string_view slow = "slow > ";
  constexpr std::string_view other = "answers differ from ";
  if (words == "crash") {
    test.what_ = What::crash;
  } else if (words == "error response") {
    test.what_ = What::error;
  } else if (words == "no answer") {
    test.what_ = What::no_answer;
  } else if (words == "wrong diagnostics") {
    test.what_ = What::diagnostics;
  } else if (words.starts_with(slow)) {
    test.what_ = What::slow;
    test.patience_us_ = parse_duration_us(words.substr(slow.size()));
    if (test.patience_us_ == 0) {
      return base::failure("'" + std::string(words) + "' is no time: write 'slow > 200ms'");
    }
  } else if (words.starts_with(other)) {
    test.what_ = What::other;
    test.command_ = words.substr(other.size());
    if (::access(test.command_.c_str(), X_OK) != 0) {
      return base::failure("'" + test.command_ +
                           "' is no program: give the path of another troupe");
    }
  } else if (words.empty()) {
    return base::failure("--fails-when needs words");
  } else {
    test.what_ = What::command;
    test.command_ = words;
  }
  return test;
}

FailureTest::Patience::Patience(const FailureTest& test) {
  wind_up(test.what_ == What::slow ? test.patience_us_ : longest_wait_us);
  wind_up(longest_us, ITIMER_PROF);
}

FailureTest::Patience::~Patience() {
  wind_up(0);
  wind_up(0, ITIMER_PROF);
}

actors::RehearsalOptions FailureTest::options() const {
  actors::RehearsalOptions options;
  options.seed = order_;
  if (what_ == What::slow) {
    options.before_step = [this](std::size_t) { wind_up(patience_us_); };
  }
  return options;
}

bool FailureTest::passes_over(const Rehearsal::Step& step) const {
  return (what_ == What::diagnostics || what_ == What::other) && is_end(step);
}

bool FailureTest::shows(const Rehearsal& played, const Rehearsed& rehearsed,
                        const ide::LanguageSet& languages) const {
  switch (what_) {
    case What::error:
      return std::ranges::any_of(rehearsed.written, [](const Rehearsed::Frame& frame) {
        return is_error_response(frame.body);
      });
    case What::no_answer:
      return lacks_answer(played, rehearsed);
    case What::diagnostics:
      return has_wrong_diagnostics(played, rehearsed, languages);
    case What::other: {
      const auto differ = answers_differ(played, languages, command_, order_);
      if (!differ) {
        throw std::runtime_error(differ.error().message);
      }
      return *differ;
    }
    case What::command:
      return succeeds(command_, answer_lines(rehearsed));
    default:
      return false;  // It is the process that fails.
  }
}

bool FailureTest::is_failure(const std::function<bool()>& shows) const {
  int signal = 0;
  const int code = in_child(
      [&] {
        const Patience patience(*this);
        return shows() ? shows_code : 0;
      },
      signal);
  switch (what_) {
    case What::crash:
      return code < 0;
    case What::slow:
      return code < 0 && signal == SIGALRM;
    case What::other:  // One that dies answers nothing.
      return code < 0 || code == shows_code;
    default:
      return code == shows_code;
  }
}

bool FailureTest::fails(const Rehearsal& rehearsal, const ide::LanguageSet& languages) const {
  return is_failure([&] {
    Rehearsal played = rehearsal;
    std::erase_if(played.steps, [this](const Rehearsal::Step& step) { return passes_over(step); });
    return shows(played, actors::rehearse(played, languages, options()), languages);
  });
}

int in_child(const std::function<int()>& child, int& signal) {
  std::fflush(nullptr);
  const pid_t process = ::fork();
  if (process == 0) {
    const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    for (const int fatal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGALRM, SIGPROF}) {
      std::signal(fatal, SIG_DFL);
    }
    int code = 1;
    try {
      code = child();
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "troupe: %s\n", failure.what());
    }
    std::fflush(nullptr);
    ::_exit(code);
  }
  int status = 0;
  if (process < 0 || ::waitpid(process, &status, 0) != process) {
    return 1;
  }
  if (WIFSIGNALED(status)) {
    signal = WTERMSIG(status);
    return -1;
  }
  return WEXITSTATUS(status);
}

}  // namespace troupe::server

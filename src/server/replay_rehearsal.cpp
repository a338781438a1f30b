// Answers are compared, not frames: when diagnostics are published, and how often, is a matter of
// timing, and a cancelled request may or may not have been answered before.
#include "server/replay_rehearsal.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "actors/trace_rehearsal.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "protocol/rpc.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/trace_failure.hpp"
#include "server/trace_other.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using actors::Rehearsed;
using Answers = std::map<std::string, std::string>;  ///< what for -> body

/// What a client is left with: an answer to each request, the last diagnostics of each document.
Answers answers_of(const Rehearsed& rehearsed) {
  Answers answers;
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    const FrameSummary summary = summarize_frame(frame.body);
    const bool is_answer =
        summary.type == FrameSummary::Type::response || summary.type == FrameSummary::Type::error;
    if (is_answer) {
      answers["request " + summary.id] = frame.body;
    }
  }
  for (const auto& [uri, diagnostics] : last_published(rehearsed)) {
    answers["diagnostics of " + uri] = diagnostics;
  }
  return answers;
}

bool was_taken_back(const std::string& body) {
  const auto code = summarize_frame(body).code;
  return code && (*code == static_cast<std::int64_t>(protocol::ErrorCode::RequestCancelled) ||
                  *code == static_cast<std::int64_t>(protocol::ErrorCode::ContentModified));
}

/// What for two runs have different answers; nothing: they agree.
std::optional<std::string> disagreement(const Answers& one, const Answers& other) {
  for (const auto& [what, body] : one) {
    const auto found = other.find(what);
    const std::string theirs = found == other.end() ? std::string() : found->second;
    const bool is_nothing = body == "[]" && theirs.empty();
    if (body != theirs && !is_nothing && !was_taken_back(body) && !was_taken_back(theirs)) {
      return what + "\n  in order: " + body + "\n  then:     " + theirs + "\n";
    }
  }
  return std::nullopt;
}

int say(const std::string& words, int code) {
  return write_out(words) ? code : fail("cannot write to standard output");
}

int explore(std::uint32_t orders, const Rehearsal& rehearsal, const ide::LanguageSet& languages) {
  const Answers plain = answers_of(actors::rehearse(rehearsal, languages));
  for (std::uint32_t seed = 1; seed <= orders; ++seed) {
    actors::RehearsalOptions options;
    options.seed = seed;
    const auto parted =
        disagreement(plain, answers_of(actors::rehearse(rehearsal, languages, options)));
    if (parted) {
      return say("Order " + std::to_string(seed) + " answers something else: " + *parted,
                 exit_code::errors_found);
    }
  }
  return say(std::to_string(orders) + " orders, " + std::to_string(plain.size()) +
                 " answers each: they agree\n",
             exit_code::clean);
}

int compare(const ReplayCommand& command, const std::string& ours) {
  const auto theirs = answers_of_other(command.other, command.file, command.order);
  if (!theirs) {
    return fail(theirs.error().message);
  }
  if (ours == *theirs) {
    return say(std::to_string(std::ranges::count(ours, '\n')) + " frames written: both the same\n",
               exit_code::clean);
  }
  const auto differ = std::ranges::mismatch(ours, *theirs);
  const auto at = static_cast<std::size_t>(differ.in1 - ours.begin());
  const auto line = [at](const std::string& text) {
    const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::string found = text.substr(begin, text.find('\n', begin) - begin);
    return found.empty() ? std::string("nothing") : found;
  };
  const auto number = std::count(ours.begin(), differ.in1, '\n') + 1;
  return say("Frame " + std::to_string(number) + " is another one\n  this build:  " + line(ours) +
                 "\n  the other: " + line(*theirs) + "\n",
             exit_code::errors_found);
}

}  // namespace

int run_rehearsal(const ReplayCommand& command, const Rehearsal& rehearsal) {
  const ide::LanguageSet languages = registry::make_language_set();
  if (command.explore) {
    return explore(*command.explore, without_end(rehearsal), languages);
  }
  actors::RehearsalOptions options;
  options.seed = command.order;
  const std::string ours = answer_lines(actors::rehearse(rehearsal, languages, options));
  return command.other.empty() ? say(ours, exit_code::clean) : compare(command, ours);
}

}  // namespace troupe::server

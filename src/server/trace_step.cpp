// Checkpoints stand a thirtieth of the trace apart, and one a few messages before each place that
// was jumped to, since whoever jumps there often wants to see how it came to that.
#include "server/trace_step.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <unistd.h>

#include "actors/trace_replay.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/trace_checkpoints.hpp"
#include "server/trace_inspect.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Delivery;
using protocol::trace::Session;

constexpr const char* help =
    R"(n [K]     the next message, or K on      p [K]     the one before, or K back
g N       go to message N                a NAME    the next one to an actor with NAME in its path
/ TEXT    the next one with TEXT in it   ? TEXT    the last one before with TEXT in it
m         what came and went, in full    i         what there is: actors, mailboxes, engine ...
l [K]     K messages around              q         leave
An empty line is n.
)";

/// A line of standard input without its end; byte by byte, for another process may read the next.
std::optional<std::string> read_line() {
  std::string line;
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) == 1) {
    if (c == '\n') {
      return line;
    }
    line.push_back(c);
  }
  return line.empty() ? std::nullopt : std::optional(std::move(line));
}

class Stepper {
 public:
  explicit Stepper(const Session& session)
      : session_(session), languages_(registry::make_language_set()), replay_(session, languages_) {
    const auto end = std::ranges::find(session.deliveries, "exit_msg", &Delivery::kind);
    last_ = static_cast<std::uint64_t>(end - session.deliveries.begin());
  }

  [[noreturn]] void run() {
    arrive(checkpoints_.hold(0, 0));
    for (;;) {
      if (::isatty(STDIN_FILENO) == 1) {
        say("> ");
      }
      const std::optional<std::string> line = read_line();
      if (!line || *line == "q") {
        Checkpoints::leave(parted_ ? exit_code::errors_found : exit_code::clean);
      }
      obey(*line);
    }
  }

 private:
  static void say(const std::string& words) {
    if (!write_out(words)) {
      Checkpoints::leave(exit_code::usage);
    }
  }
  [[nodiscard]] std::uint64_t here() const { return replay_.delivered(); }
  [[nodiscard]] const Delivery& delivery(std::uint64_t number) const {
    return session_.deliveries[number - 1];
  }

  void obey(const std::string& line) {
    const std::string_view rest =
        line.size() > 2 ? std::string_view(line).substr(2) : std::string_view();
    switch (line.empty() ? 'n' : line.front()) {
      case 'n':
        return go_to(std::min(last_, here() + number(rest, 1)));
      case 'p':
        return go_to(here() - std::min(here(), number(rest, 1)));
      case 'g':
        return go_to(std::min(last_, number(rest, here())));
      case 'a':
        return go_to_next(
            [&](const Delivery& one) { return one.receiver.find(rest) != std::string::npos; });
      case '/':
        return go_to_next([&](const Delivery& one) { return holds(one, rest); });
      case '?':
        return go_to_last([&](const Delivery& one) { return holds(one, rest); });
      case 'l':
        return list(number(rest, 10));
      case 'm':
        return say_whole_message();
      case 'i':
        return say(session_state(session_, here(), replay_.mail(), replay_.engine()));
      default:
        return say(help);
    }
  }
  static std::uint64_t number(std::string_view words, std::uint64_t otherwise) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
    return error == std::errc() ? value : otherwise;
  }
  [[nodiscard]] bool holds(const Delivery& one, std::string_view text) const {
    const auto has = [&](const std::string& words) {
      return words.find(text) != std::string::npos;
    };
    return has(delivery_line(session_, one)) || has(one.details.text) ||
           std::ranges::any_of(one.written, has);
  }

  void go_to_next(const std::function<bool(const Delivery&)>& is_wanted) {
    for (std::uint64_t at = here() + 1; at <= last_; ++at) {
      if (is_wanted(delivery(at))) {
        return go_to(at);
      }
    }
    say("There is none after this one.\n");
  }
  void go_to_last(const std::function<bool(const Delivery&)>& is_wanted) {
    for (std::uint64_t at = here(); at > 1; --at) {
      if (is_wanted(delivery(at - 1))) {
        return go_to(at - 1);
      }
    }
    say("There is none before this one.\n");
  }

  void go_to(std::uint64_t target) {
    if (target < here()) {
      checkpoints_.seek(target);
    }
    arrive({.target = target, .died_of = 0});
  }
  /// Plays on, in this process or in those that it becomes a checkpoint for.
  void arrive(Checkpoints::Arrival arrival) {
    constexpr std::uint64_t parts = 30;
    constexpr std::uint64_t shortest = 100;
    constexpr std::uint64_t near = 30;
    const std::uint64_t spacing = std::max(shortest, last_ / parts);
    while (!parted_ && here() < arrival.target) {
      const std::uint64_t target = arrival.target;
      const std::uint64_t regular = held_ + spacing;
      const std::uint64_t before = target - here() > 2 * near ? target - near : target;
      const std::uint64_t stop = std::min({regular, before, target});
      parted_ = replay_.run(stop);
      if (!parted_ && here() == stop && (stop == regular || stop != target)) {
        held_ = stop;
        arrival = checkpoints_.hold(stop, target);
      }
      tell_death(arrival);
    }
    tell_death(arrival);
    if (parted_) {
      say(divergence_words(session_, *parted_));
    } else {
      say(here() == 0 ? "Before message 1 of " + std::to_string(last_) + "; h tells the commands\n"
                      : delivery_line(session_, delivery(here())));
    }
  }
  static void tell_death(Checkpoints::Arrival& arrival) {
    if (arrival.died_of != 0) {
      say("It died of signal " + std::to_string(arrival.died_of) +
          " on the way; this is a checkpoint before.\n");
      arrival.died_of = 0;
    }
  }

  void list(std::uint64_t count) const {
    const std::uint64_t first = here() - std::min(here(), count / 2);
    for (std::uint64_t at = std::max<std::uint64_t>(first, 1); at <= std::min(last_, first + count);
         ++at) {
      say((at == here() ? "> " : "  ") + delivery_line(session_, delivery(at)));
    }
  }
  void say_whole_message() const {
    if (here() == 0) {
      return say("Nothing has come yet.\n");
    }
    const Delivery& one = delivery(here());
    std::string words = one.details.text.empty() ? "" : "<- " + one.details.text + "\n";
    for (const std::string& body : one.written) {
      words.append("-> ").append(body).append("\n");
    }
    say(words.empty() ? "It holds no text.\n" : words);
  }

  const Session& session_;
  const ide::LanguageSet languages_;
  actors::TraceReplay replay_;
  Checkpoints checkpoints_;
  std::uint64_t last_ = 0;  ///< the last message that can be gone to
  std::uint64_t held_ = 0;  ///< the nearest checkpoint
  std::optional<actors::Divergence> parted_;
};

}  // namespace

void step_through(const Session& session) {
  Stepper(session).run();
}

}  // namespace troupe::server

#include "server/replay_command.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <limits>
#include <optional>
#include <thread>

#include "actors/trace_rehearsal.hpp"
#include "actors/trace_replay.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/replay_rehearsal.hpp"
#include "server/trace_case.hpp"
#include "server/trace_inspect.hpp"
#include "server/trace_resumption.hpp"
#include "server/trace_step.hpp"
#include "server/trace_view.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using protocol::trace::Delivery;
using protocol::trace::Session;

/// Lets pass what passed between the messages of the recording, and shows what comes and goes.
class Pace {
 public:
  Pace(const Session& session, double speed) : session_(session), speed_(speed) {}

  [[nodiscard]] bool show(const Delivery& delivery) const {
    using std::chrono::duration_cast;
    const std::uint64_t since = delivery.at - std::min(delivery.at, session_.deliveries.front().at);
    const std::chrono::duration<double, std::nano> due(static_cast<double>(since) / speed_);
    std::this_thread::sleep_until(began_ + duration_cast<Clock::duration>(due));
    const std::string time = "+" + duration_words(since);
    std::string words;
    if (delivery.kind == "FrameArrived") {
      words.append(time).append("  -> ").append(frame_words(delivery.details.text)).append("\n");
    }
    for (const std::string& body : delivery.written) {
      words.append(time).append("  <- ").append(frame_words(body)).append("\n");
    }
    return write_out(words);
  }

 private:
  using Clock = std::chrono::steady_clock;
  const Session& session_;
  double speed_;
  Clock::time_point began_ = Clock::now();
};

std::string notes_on(const Session& session) {
  std::string notes;
  if (!session.damage.empty()) {
    notes += "The file is not whole: " + session.damage + ".\n";
  }
  if (!session.exit_code) {
    notes += "The recorded process did not end in order.\n";
  }
  std::string running;
  for (const Delivery& delivery : session.deliveries) {
    running += delivery.ended ? "" : "  " + delivery_line(session, delivery);
  }
  return running.empty() ? notes : notes + "Still being handled when it ended:\n" + running;
}

/// Plays a session with a beginning as it was recorded, and shows what is asked for.
int replay_whole(const ReplayCommand& command, const Session& session,
                 const ide::LanguageSet& languages) {
  if (command.step) {
    step_through(session);
  }
  bool is_written = true;
  actors::TraceReplay replay(session, languages);
  const std::optional<Pace> pace =
      command.speed ? std::optional<Pace>(std::in_place, session, *command.speed) : std::nullopt;
  const auto show = [&](const Delivery& delivery) {
    if (pace) {
      is_written = pace->show(delivery) && is_written;
    }
    if (!command.actor.empty() && delivery.receiver.find(command.actor) != std::string::npos) {
      is_written = write_out(delivery_line(session, delivery)) && is_written;
    }
  };
  const auto parted =
      replay.run(command.until.value_or(std::numeric_limits<std::uint64_t>::max()), show);
  if (command.inspect) {
    is_written =
        write_out(session_state(session, replay.delivered(), replay.mail(), replay.engine())) &&
        is_written;
  }
  const std::string verdict = parted ? divergence_words(session, *parted)
                                     : std::to_string(replay.delivered()) + " messages, " +
                                           std::to_string(replay.written().size()) +
                                           " frames written: as recorded\n";
  if (!write_out(verdict) || !is_written) {
    return fail("cannot write to standard output");
  }
  return parted ? exit_code::errors_found : exit_code::clean;
}

std::string resumption_words(const Session& session, const Rehearsal& rehearsal) {
  const auto told = std::ranges::count(rehearsal.steps, std::uint64_t{0}, &Rehearsal::Step::seq);
  return "It begins in the middle and is taken up at its checkpoint, message " +
         std::to_string(session.resumption->checkpoint.seq) + ", where " + std::to_string(told) +
         " messages tell what the client had said.\n";
}

/// In the recorded course first; what is different there may be the same in another order.
Comparison compared(const Session& session, const Rehearsal& rehearsal,
                    const ide::LanguageSet& languages) {
  constexpr std::uint32_t orders = 50;
  const Rehearsal course = actors::recorded_course_of(session);
  Comparison comparison(session, course);
  comparison.add(actors::rehearse(course, languages));
  for (std::uint32_t seed = 0; seed <= orders && !comparison.is_same(); ++seed) {
    actors::RehearsalOptions options;
    if (seed > 0) {
      options.seed = seed;
    }
    comparison.add(actors::rehearse(rehearsal, languages, options));
  }
  return comparison;
}

/// Takes up a session at its checkpoint. Whoever wants to look inside looks at that session, which
/// has numbers of its own; otherwise what the client was told is compared.
int replay_resumed(const ReplayCommand& command, const Session& session,
                   const ide::LanguageSet& languages) {
  const Rehearsal rehearsal = actors::rehearsal_of(session);
  const bool is_looked_into =
      command.step || command.inspect || command.until || command.speed || !command.actor.empty();
  const bool is_written =
      write_out(resumption_words(session, rehearsal) +
                (is_looked_into ? "Numbers are those of the session that is played from there.\n"
                                : "Compared is what the client was told: answers byte for byte, "
                                  "diagnostics by version of the document.\n"));
  if (is_looked_into) {
    const auto anew = played_anew(rehearsal, languages);
    return anew ? replay_whole(command, *anew, languages) : fail(anew.error().message);
  }
  const Comparison comparison = compared(session, rehearsal, languages);
  const std::string verdict = comparison.is_same() ? std::to_string(rehearsal.steps.size()) +
                                                         " messages of the client, " +
                                                         comparison.counts() + ": as recorded\n"
                                                   : comparison.difference();
  if (!write_out(verdict) || !is_written) {
    return fail("cannot write to standard output");
  }
  return comparison.is_same() ? exit_code::clean : exit_code::errors_found;
}

}  // namespace

int run_replay(const ReplayCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  if (command.answers) {
    if (const auto text = read_whole_file(command.file)) {
      if (const auto test_case = parse_case(*text)) {
        return run_rehearsal(command, test_case->rehearsal);
      }
    }
  }
  const auto session = load_whole_trace(command.file);
  if (!session) {
    return fail(session.error().message);
  }
  if (command.answers || command.explore || !command.other.empty()) {
    return run_rehearsal(command, actors::rehearsal_of(*session));
  }
  // Said before anything is run: a message that hung or crashed does so again.
  if (!write_out(notes_on(*session))) {
    return fail("cannot write to standard output");
  }
  const ide::LanguageSet languages = registry::make_language_set();
  return session->has_beginning() ? replay_whole(command, *session, languages)
                                  : replay_resumed(command, *session, languages);
}

}  // namespace troupe::server

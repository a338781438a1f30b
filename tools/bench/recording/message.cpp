// What the threads of actors pay for each message of a session that is recorded, in memory, while
// the recorder's own thread does its part: to note that it was sent, that it is being handled and
// that it was handled.
//
//     recording_message [--batches N]
//
// Instructions: valgrind --tool=callgrind --toggle-collect='*note_all*' recording_message --batches
// 5
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actors/messages.hpp"
#include "actors/session_config.hpp"
#include "actors/trace_recorder.hpp"
#include "analysis/ide/language.hpp"

namespace troupe::actors {

/// One that recordings do not know: nothing of it is kept but that it was there.
struct Stranger {};

}  // namespace troupe::actors

TROUPE_ACTOR_MESSAGE(Stranger)

namespace troupe::actors {
namespace {

using Clock = std::chrono::steady_clock;
using Elements = std::vector<compat::MailboxElementPtr>;
constexpr std::size_t batch_size = 1000;

template <typename Message>
compat::MailboxElementPtr element(Message message) {
  return caf::make_mailbox_element(nullptr, caf::make_message_id(), {}, std::move(message));
}

struct Kind {
  const char* name;
  std::function<compat::MailboxElementPtr()> make;
};

std::shared_ptr<const Job> make_job() {
  auto job = std::make_shared<Job>();
  job->id = JobId{1};
  job->label = "textDocument/hover";
  return job;
}

std::vector<Kind> make_kinds() {
  const auto text = [](std::size_t size) { return std::make_shared<const std::string>(size, 'x'); };
  return {
      {.name = "of an unknown kind", .make = [] { return element(Stranger{}); }},
      {.name = "FrameArrived, 200 B",
       .make = [=] { return element(FrameArrived{text(200), monotonic_now()}); }},
      {.name = "FrameArrived, 2 kB",
       .make = [=] { return element(FrameArrived{text(2000), monotonic_now()}); }},
      {.name = "SubmitJob", .make = [] { return element(SubmitJob{make_job(), {}}); }},
      {.name = "RunJob", .make = [] { return element(RunJob{make_job(), {}, {}}); }},
      {.name = "JobFinished, 200 B",
       .make =
           [] {
             return element(JobFinished{JobId{1},
                                        std::make_shared<const JobOutcome>(
                                            JobResult(handlers::Response(std::string(200, 'x')))),
                                        monotonic_now()});
           }},
      {.name = "WorkerFree", .make = [] { return element(WorkerFree{1, monotonic_now()}); }},
  };
}

/// Of a batch: nanoseconds for each message.
struct Costs {
  std::vector<double> sent;
  std::vector<double> handled;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// By these names callgrind finds them.
[[gnu::noinline]] void note_all_sent(MessageObserver& observer, const Elements& elements) {
  for (const auto& element : elements) {
    observer.on_sent(*element);
  }
}
[[gnu::noinline]] void note_all_handled(MessageObserver& observer, const Elements& elements,
                                        std::uint64_t& seq) {
  for (const auto& element : elements) {
    observer.on_begin(++seq, 1, *element);
    observer.on_end(seq);
  }
}

template <typename Act>
double timed(const Act& act) {
  const auto began = Clock::now();
  act();
  return std::chrono::duration<double, std::nano>(Clock::now() - began).count() / batch_size;
}

/// Until the recorder's thread has all there is.
void flush(TraceRecorder& recorder) {
  std::promise<void> flushed;
  recorder.dump([&](const std::string&, bool) { flushed.set_value(); });
  flushed.get_future().wait();
}

int run(int batches) {
  const ide::LanguageSet languages({});
  SessionConfig config;
  config.languages = &languages;
  TraceRecorder recorder(config, "1", TraceRecorder::Memory{.bytes = std::size_t{1} << 16U});
  std::printf("ns a message, median of %d batches of %zu\n", batches, batch_size);
  std::printf("  %-24s %8s %12s\n", "", "sent", "begin, end");
  std::uint64_t seq = 0;
  for (const Kind& kind : make_kinds()) {
    Costs costs;
    for (int batch = 0; batch < batches; ++batch) {
      Elements elements(batch_size);
      std::ranges::generate(elements, kind.make);
      costs.sent.push_back(timed([&] { note_all_sent(recorder, elements); }));
      costs.handled.push_back(timed([&] { note_all_handled(recorder, elements, seq); }));
      flush(recorder);
    }
    std::printf("  %-24s %8.1f %12.1f\n", kind.name, median(costs.sent), median(costs.handled));
  }
  std::vector<double> written;
  for (int batch = 0; batch < batches; ++batch) {
    std::vector<transport::Outbound> frames(batch_size);
    for (auto& frame : frames) {
      frame.bytes = "Content-Length: 200\r\n\r\n" + std::string(200, 'x');
    }
    written.push_back(timed([&] {
      for (auto& frame : frames) {
        config.write(std::move(frame));
      }
    }));
    flush(recorder);
  }
  std::printf("  %-24s %21.1f\n", "a frame written, 200 B", median(written));
  recorder.finish(0);
  return 0;
}

}  // namespace
}  // namespace troupe::actors

int main(int argc, char** argv) {
  const bool is_plain = argc == 1;
  if (!is_plain && (argc != 3 || std::string_view(argv[1]) != "--batches")) {
    std::fprintf(stderr, "usage: recording_message [--batches N]\n");
    return 2;
  }
  constexpr int usual = 200;
  return troupe::actors::run(is_plain ? usual : std::max(1, std::atoi(argv[2])));
}

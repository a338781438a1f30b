// One overload of take() for each message that has something to tell; describe() and make() where
// there is more than numbers. A kind that is in none of them is recorded by its name alone.
#include "actors/trace_kinds.hpp"

#include <array>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "actors/messages.hpp"
#include "base/check.hpp"

namespace troupe::actors {

namespace {

using protocol::trace::Details;
using protocol::trace::FileEntry;
using Strings = std::vector<std::string>;

std::uint64_t number_of(Instant at) {
  return static_cast<std::uint64_t>(at.count());
}
Instant instant_of(const Details& details) {
  return Instant(static_cast<Instant::rep>(details.stamp.value_or(0)));
}

template <typename Value>
const Value& object_of(const TraceTaken& taken) {
  return *static_cast<const Value*>(taken.object.get());
}

std::shared_ptr<const std::string> shared_text(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

// take(): what stays of a message.

void take(const FrameArrived& m, TraceTaken& taken) {
  taken.stamp = number_of(m.at);
  taken.object = m.body;
  taken.weight = m.body->size();
}
void take(const FramingLost& m, TraceTaken& taken) {
  taken.object = shared_text(m.what);
}
void take(const InputEnded& m, TraceTaken& taken) {
  taken.stamp = number_of(m.at);
}
void take(const OutputBroken& m, TraceTaken& taken) {
  taken.object = shared_text(m.why);
}
void take(const OutputRecovered& m, TraceTaken& taken) {
  taken.object = m.documents;
}
void take(const TimerFired& m, TraceTaken& taken) {
  taken.stamp = number_of(m.at);
}
void take(const ShareMemory& m, TraceTaken& taken) {
  taken.number = m.bytes;
}
void take(const ChangeDisk& m, TraceTaken& taken) {
  taken.number = m.change->files.size();
  taken.stamp = number_of(m.at);
}
void take(const SubmitJob& m, TraceTaken& taken) {
  taken.job = m.job->id.value;
  taken.stamp = number_of(m.job->received_at);
  taken.object = m.job;
}
void take(const RunJob& m, TraceTaken& taken) {
  taken.job = m.job->id.value;
}
void take(const CancelJob& m, TraceTaken& taken) {
  taken.job = m.job.value;
}
void take(const WorkerFree& m, TraceTaken& taken) {
  taken.number = m.worker;
  taken.stamp = number_of(m.at);
}
void take(const JobFinished& m, TraceTaken& taken) {
  taken.job = m.job.value;
  taken.stamp = number_of(m.at);
  taken.object = m.outcome;
}
void take(const JobPartialResult& m, TraceTaken& taken) {
  taken.job = m.job.value;
  taken.object = m.value;
}
void take(const JobProgress& m, TraceTaken& taken) {
  taken.job = m.job.value;
  taken.stamp = number_of(m.at);
}
void take(const PathsChanged& m, TraceTaken& taken) {
  taken.stamp = number_of(m.at);
  taken.object = m.paths;
}
void take(const SetFolders& m, TraceTaken& taken) {
  taken.stamp = number_of(m.at);
  taken.object = m.folders;
}
void take(const TreeListed& m, TraceTaken& taken) {
  taken.number = m.load;
  taken.stamp = number_of(m.at);
  taken.object = m.listing;
}
void take(const FilesRead& m, TraceTaken& taken) {
  taken.number = m.load;
  taken.flag = m.last ? 1 : 0;
  taken.stamp = number_of(m.at);
  taken.object = m.files;
}
void take(const LoadProgress& m, TraceTaken& taken) {
  taken.number = m.done;
  taken.flag = m.finished ? 1 : 0;
  taken.stamp = number_of(m.at);
}
void take(const PublishDiagnostics& m, TraceTaken& taken) {
  taken.object = m.report;
}
void take(const StatusGathered& m, TraceTaken& taken) {
  taken.object = m.answer;
}
void take(const LogLine& m, TraceTaken& taken) {
  taken.object = shared_text(m.text);
}
void take(const SessionEnded& m, TraceTaken& taken) {
  taken.number = static_cast<std::uint64_t>(m.exit_code);
}

// describe(): what objects say, by the type of what take() kept. `Message` picks the overload.

template <typename Message>
struct Of {};

template <typename Message>
  requires(std::is_same_v<Message, FrameArrived> || std::is_same_v<Message, FramingLost> ||
           std::is_same_v<Message, OutputBroken> || std::is_same_v<Message, StatusGathered> ||
           std::is_same_v<Message, LogLine>)
void describe(Of<Message> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  details.text = object_of<std::string>(taken);
}
template <typename Message>
  requires(std::is_same_v<Message, OutputRecovered> || std::is_same_v<Message, PathsChanged> ||
           std::is_same_v<Message, SetFolders>)
void describe(Of<Message> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  details.paths = object_of<Strings>(taken);
}
void describe(Of<SubmitJob> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  details.text = object_of<Job>(taken).label;
}
void describe(Of<JobFinished> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  const OutcomeMark mark = mark_of(object_of<JobOutcome>(taken));
  details.outcome = static_cast<std::uint64_t>(mark.outcome);
  details.hash = mark.hash;
}
void describe(Of<JobPartialResult> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  details.hash = protocol::trace::content_hash(object_of<std::string>(taken));
}
void describe(Of<PublishDiagnostics> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  details.text = object_of<DocumentReport>(taken).uri;
}
void describe(Of<TreeListed> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& /*keep*/) {
  const auto& listing = object_of<Listing>(taken);
  details.paths = listing.files;
  details.problems = listing.problems;
}
void describe(Of<FilesRead> /*message*/, const TraceTaken& taken, Details& details,
              const KeepText& keep) {
  const auto& files = object_of<std::vector<DiskFile>>(taken);
  details.files.reserve(files.size());
  for (const DiskFile& file : files) {
    details.files.push_back({.path = file.path,
                             .state = static_cast<std::uint64_t>(file.state),
                             .blob = keep(file.text.view())});
  }
}

// The table of all kinds.

template <typename Message>
constexpr bool is_taken = requires(const Message& m, TraceTaken& taken) { take(m, taken); };
template <typename Message>
constexpr bool is_described =
    requires(const TraceTaken& taken, Details& details, const KeepText& keep) {
      describe(Of<Message>(), taken, details, keep);
    };

template <typename Message>
TraceKind kind(std::string_view name) {
  TraceKind made{.name = name, .type = &typeid(Message), .take = nullptr, .describe = nullptr};
  if constexpr (is_taken<Message>) {
    made.take = [](const void* message, TraceTaken& taken) {
      take(*static_cast<const Message*>(message), taken);
    };
  }
  if constexpr (is_described<Message>) {
    made.describe = [](const TraceTaken& taken, Details& details, const KeepText& keep) {
      describe(Of<Message>(), taken, details, keep);
    };
  }
  return made;
}

const std::vector<TraceKind>& all_kinds() {
  static const std::vector<TraceKind> kinds = {
      kind<Introduce>("Introduce"),
      kind<FrameArrived>("FrameArrived"),
      kind<FramingLost>("FramingLost"),
      kind<InputEnded>("InputEnded"),
      kind<OutputBroken>("OutputBroken"),
      kind<OutputRecovered>("OutputRecovered"),
      kind<ClientDied>("ClientDied"),
      kind<TimerFired>("TimerFired"),
      kind<ChangeBuffer>("ChangeBuffer"),
      kind<ChangeDisk>("ChangeDisk"),
      kind<SubmitJob>("SubmitJob"),
      kind<ListFiles>("ListFiles"),
      kind<FilesLoaded>("FilesLoaded"),
      kind<RevisionMade>("RevisionMade"),
      kind<RunJob>("RunJob"),
      kind<CancelJob>("CancelJob"),
      kind<WorkerFree>("WorkerFree"),
      kind<JobFinished>("JobFinished"),
      kind<JobPartialResult>("JobPartialResult"),
      kind<JobProgress>("JobProgress"),
      kind<PublishDiagnostics>("PublishDiagnostics"),
      kind<RefreshDiagnostics>("RefreshDiagnostics"),
      kind<DiagnosticsMode>("DiagnosticsMode"),
      kind<RepublishDiagnostics>("RepublishDiagnostics"),
      kind<SetFolders>("SetFolders"),
      kind<PathsChanged>("PathsChanged"),
      kind<TreeListed>("TreeListed"),
      kind<FilesRead>("FilesRead"),
      kind<LoadProgress>("LoadProgress"),
      kind<WatchPatterns>("WatchPatterns"),
      kind<ReportMemory>("ReportMemory"),
      kind<ShareMemory>("ShareMemory"),
      kind<RenewWorkers>("RenewWorkers"),
      kind<StatusGathered>("StatusGathered"),
      kind<LogLine>("LogLine"),
      kind<SessionEnded>("SessionEnded"),
      kind<caf::exit_msg>("exit_msg"),
      kind<caf::down_msg>("down_msg"),
  };
  return kinds;
}

/// CAF's own messages have a number in place of a type.
std::size_t system_kind(const caf::type_erased_tuple& content) {
  const std::size_t last = all_kinds().size();
  if (content.match_element<caf::exit_msg>(0)) {
    return last - 1;
  }
  return content.match_element<caf::down_msg>(0) ? last : 0;
}

Strings paths_of(const Details& details) {
  return details.paths;
}

std::shared_ptr<const std::vector<DiskFile>> make_files(
    const Details& details, const std::map<std::uint64_t, std::string>& blobs) {
  auto files = std::make_shared<std::vector<DiskFile>>();
  files->reserve(details.files.size());
  for (const FileEntry& entry : details.files) {
    DiskFile file{.path = entry.path, .state = static_cast<FileState>(entry.state), .text = {}};
    const auto text = blobs.find(entry.blob);
    if (file.state == FileState::present && text != blobs.end()) {
      file.text = base::SourceText(text->second);
    }
    files->push_back(std::move(file));
  }
  return files;
}

/// A frame's body as the decoder gives it: with room behind it.
std::shared_ptr<const std::string> make_body(const std::string& text) {
  std::string body;
  constexpr std::size_t padding = 64;
  body.reserve(text.size() + padding);
  body = text;
  return shared_text(std::move(body));
}

std::uint64_t hash_of(const JobResult& result) {
  using protocol::trace::content_hash;
  if (const auto* response = std::get_if<handlers::Response>(&result)) {
    return content_hash(*response ? **response : response->error().message);
  }
  if (const auto* report = std::get_if<DocumentReport>(&result)) {
    return content_hash(report->items) ^ content_hash(report->uri) ^
           static_cast<std::uint64_t>(report->version.value_or(-1));
  }
  std::string text;
  if (const auto* plan = std::get_if<SourcePlan>(&result)) {
    for (const Strings* names : {&plan->files, &plan->more_roots}) {
      for (const std::string& name : *names) {
        text.append(name).push_back('\n');
      }
    }
  }
  return content_hash(text);
}

}  // namespace

std::size_t trace_kind_of(const compat::MailboxElement& element) {
  static const std::unordered_map<const std::type_info*, std::size_t> numbers = [] {
    std::unordered_map<const std::type_info*, std::size_t> made;
    for (std::size_t index = 0; index < all_kinds().size(); ++index) {
      made.emplace(all_kinds()[index].type, index + 1);
    }
    return made;
  }();
  const caf::type_erased_tuple& content = element.content();
  if (content.size() == 0) {
    return 0;
  }
  const std::type_info* type = content.type(0).second;
  if (type == nullptr) {
    return system_kind(content);
  }
  const auto found = numbers.find(type);
  return found == numbers.end() ? 0 : found->second;
}

const TraceKind& trace_kind(std::size_t number) {
  base::check(number > 0 && number <= all_kinds().size(), "a kind has a number");
  return all_kinds()[number - 1];
}

std::size_t trace_kinds() {
  return all_kinds().size();
}

std::optional<caf::message> make_message(std::string_view kind, const Details& details,
                                         const std::map<std::uint64_t, std::string>& blobs) {
  const Instant at = instant_of(details);
  if (kind == "FrameArrived") {
    return caf::make_message(FrameArrived{make_body(details.text), at});
  }
  if (kind == "TimerFired") {
    return caf::make_message(TimerFired{at});
  }
  if (kind == "FilesRead") {
    return caf::make_message(FilesRead{details.number.value_or(0), make_files(details, blobs),
                                       details.flag.value_or(0) != 0, at});
  }
  if (kind == "TreeListed") {
    return caf::make_message(TreeListed{details.number.value_or(0),
                                        std::make_shared<const Listing>(Listing{
                                            .files = details.paths, .problems = details.problems}),
                                        at});
  }
  if (kind == "PathsChanged") {
    return caf::make_message(PathsChanged{std::make_shared<const Strings>(paths_of(details)), at});
  }
  if (kind == "OutputRecovered") {
    return caf::make_message(OutputRecovered{std::make_shared<const Strings>(paths_of(details))});
  }
  if (kind == "FramingLost") {
    return caf::make_message(FramingLost{details.text});
  }
  if (kind == "InputEnded") {
    return caf::make_message(InputEnded{at});
  }
  if (kind == "OutputBroken") {
    return caf::make_message(OutputBroken{details.text});
  }
  if (kind == "ReportMemory") {  // Whoever asked in the recording had the answer.
    return caf::make_message(
        ReportMemory{std::make_shared<const std::function<void(const engine::MemoryReport&)>>(
            [](const engine::MemoryReport&) {})});
  }
  if (kind == "ShareMemory") {
    return caf::make_message(ShareMemory{static_cast<std::size_t>(details.number.value_or(0))});
  }
  if (kind == "StatusGathered") {
    return caf::make_message(StatusGathered{shared_text(details.text)});
  }
  if (kind == "RenewWorkers") {
    return caf::make_message(RenewWorkers{});
  }
  if (kind == "ClientDied") {
    return caf::make_message(ClientDied{});
  }
  return std::nullopt;
}

Details details_of(const compat::MailboxElement& element) {
  const std::size_t number = trace_kind_of(element);
  Details details;
  if (number == 0 || trace_kind(number).take == nullptr) {
    return details;
  }
  TraceTaken taken;
  trace_kind(number).take(element.content().get(0), taken);
  details.stamp = taken.stamp;
  details.job = taken.job;
  details.number = taken.number;
  details.flag = taken.flag;
  if (taken.object && trace_kind(number).describe != nullptr) {
    trace_kind(number).describe(taken, details, protocol::trace::content_hash);
  }
  return details;
}

OutcomeMark mark_of(const JobOutcome& outcome) {
  using protocol::trace::Outcome;
  if (const auto* result = std::get_if<JobResult>(&outcome)) {
    return {Outcome::result, hash_of(*result)};
  }
  if (const auto* cancelled = std::get_if<JobCancelled>(&outcome)) {
    const bool is_stale = cancelled->reason == engine::CancelReason::stale;
    return {is_stale ? Outcome::stale : Outcome::cancelled, 0};
  }
  if (const auto* failed = std::get_if<JobFailed>(&outcome)) {
    return {Outcome::failed, protocol::trace::content_hash(failed->what)};
  }
  return {Outcome::overdue, 0};
}

}  // namespace troupe::actors

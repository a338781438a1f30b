// One overload of take() for each message that has something to tell; describe() and make() where
// there is more than numbers. A kind that is in none of them is recorded by its name alone.
#include "actors/trace_kinds.hpp"

#include <array>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "actors/messages.hpp"
#include "base/check.hpp"

namespace troupe::actors {

namespace {

using protocol::trace::Details;
using protocol::trace::FileEntry;
using Field = TraceTaken::Field;
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

// take(): what stays of a message. A text up to this size costs less to copy than to hold.

constexpr std::size_t copied_text = 512;

void take_text(const std::shared_ptr<const std::string>& text, TraceTaken& taken) {
  if (text->size() <= copied_text) {
    taken.text = *text;
  } else {
    taken.object = text;
    taken.weight = text->size();
  }
}

void take(const FrameArrived& m, TraceTaken& taken) {
  taken.add(Field::stamp, number_of(m.at));
  take_text(m.body, taken);
}
void take(const FramingLost& m, TraceTaken& taken) {
  taken.text = m.what;
}
void take(const InputEnded& m, TraceTaken& taken) {
  taken.add(Field::stamp, number_of(m.at));
}
void take(const OutputBroken& m, TraceTaken& taken) {
  taken.text = m.why;
}
void take(const OutputRecovered& m, TraceTaken& taken) {
  taken.object = m.documents;
}
void take(const TimerFired& m, TraceTaken& taken) {
  taken.add(Field::stamp, number_of(m.at));
}
void take(const ShareMemory& m, TraceTaken& taken) {
  taken.add(Field::number, m.bytes);
}
void take(const ChangeDisk& m, TraceTaken& taken) {
  taken.add(Field::number, m.change->files.size());
  taken.add(Field::stamp, number_of(m.at));
}
void take(const SubmitJob& m, TraceTaken& taken) {
  taken.add(Field::job, m.job->id.value);
  taken.add(Field::stamp, number_of(m.job->received_at));
  taken.text = m.job->label;
}
void take(const RunJob& m, TraceTaken& taken) {
  taken.add(Field::job, m.job->id.value);
}
void take(const CancelJob& m, TraceTaken& taken) {
  taken.add(Field::job, m.job.value);
}
void take(const WorkerFree& m, TraceTaken& taken) {
  taken.add(Field::number, m.worker);
  taken.add(Field::stamp, number_of(m.at));
}
/// The outcome of a job if there is not much to it. Where a text cannot be copied as it is, but has
/// hardly any bytes, it is hashed at once.
bool take_short(const JobOutcome& outcome, TraceTaken& taken) {
  constexpr std::size_t hashed_text = 128;
  const auto* result = std::get_if<JobResult>(&outcome);
  const auto* response = result != nullptr ? std::get_if<handlers::Response>(result) : nullptr;
  const auto* report = result != nullptr ? std::get_if<DocumentReport>(result) : nullptr;
  if (response != nullptr) {
    const std::string& text = *response ? **response : response->error().message;
    if (text.size() > copied_text) {
      taken.weight = text.size();
      return false;
    }
    taken.add(Field::outcome, static_cast<std::uint64_t>(protocol::trace::Outcome::result));
    taken.text = text;
    taken.is_text_hashed = true;
    return true;
  }
  const std::size_t reported = report != nullptr ? report->items.size() + report->uri.size() : 0;
  if (result == nullptr || (report != nullptr && reported <= hashed_text)) {
    const OutcomeMark mark = mark_of(outcome);
    taken.add(Field::outcome, static_cast<std::uint64_t>(mark.outcome));
    taken.add(Field::hash, mark.hash);
    return true;
  }
  taken.weight = reported;
  return false;
}
void take(const JobFinished& m, TraceTaken& taken) {
  taken.add(Field::job, m.job.value);
  taken.add(Field::stamp, number_of(m.at));
  if (!take_short(*m.outcome, taken)) {
    taken.object = m.outcome;
  }
}
void take(const JobPartialResult& m, TraceTaken& taken) {
  taken.add(Field::job, m.job.value);
  taken.is_text_hashed = true;
  take_text(m.value, taken);
}
void take(const JobProgress& m, TraceTaken& taken) {
  taken.add(Field::job, m.job.value);
  taken.add(Field::stamp, number_of(m.at));
}
void take(const PathsChanged& m, TraceTaken& taken) {
  taken.add(Field::stamp, number_of(m.at));
  taken.object = m.paths;
}
void take(const SetFolders& m, TraceTaken& taken) {
  taken.add(Field::stamp, number_of(m.at));
  taken.object = m.folders;
}
void take(const TreeListed& m, TraceTaken& taken) {
  taken.add(Field::number, m.load);
  taken.add(Field::stamp, number_of(m.at));
  taken.object = m.listing;
}
void take(const FilesRead& m, TraceTaken& taken) {
  taken.add(Field::number, m.load);
  taken.add(Field::flag, m.last ? 1 : 0);
  taken.add(Field::stamp, number_of(m.at));
  taken.object = m.files;
}
void take(const LoadProgress& m, TraceTaken& taken) {
  taken.add(Field::number, m.done);
  taken.add(Field::flag, m.finished ? 1 : 0);
  taken.add(Field::stamp, number_of(m.at));
}
void take(const PublishDiagnostics& m, TraceTaken& taken) {
  taken.text = m.report->uri;
}
void take(const StatusGathered& m, TraceTaken& taken) {
  take_text(m.answer, taken);
}
void take(const LogLine& m, TraceTaken& taken) {
  taken.text = m.text;
}
void take(const SessionEnded& m, TraceTaken& taken) {
  taken.add(Field::number, static_cast<std::uint64_t>(m.exit_code));
}

// describe(): what objects say, by the type of what take() kept. `Message` picks the overload.

template <typename Message>
struct Of {};

template <typename Message>
  requires(std::is_same_v<Message, FrameArrived> || std::is_same_v<Message, StatusGathered>)
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

namespace {

/// Finds a kind by its type, faster than a map: whoever handles a message waits for it.
class KindTable {
 public:
  struct Place {
    const std::type_info* type = nullptr;
    std::size_t number = 0;
    void (*take)(const void* message, TraceTaken& taken) = nullptr;
  };

  KindTable() {
    for (std::size_t index = 0; index < all_kinds().size(); ++index) {
      const TraceKind& kind = all_kinds()[index];
      places_[index_of(kind.type)] = {.type = kind.type, .number = index + 1, .take = kind.take};
    }
  }
  /// The place of this type, or an empty one.
  [[nodiscard]] const Place& find(const std::type_info* type) const {
    return places_[index_of(type)];
  }

 private:
  static constexpr unsigned bits = 7;  // There are some forty kinds.
  [[nodiscard]] std::size_t index_of(const std::type_info* type) const {
    constexpr std::uint64_t prime = 0x9E3779B97F4A7C15U;
    std::size_t index = reinterpret_cast<std::uintptr_t>(type) * prime >> (64U - bits);
    while (places_[index].type != type && places_[index].type != nullptr) {
      index = (index + 1) % places_.size();
    }
    return index;
  }

  std::array<Place, std::size_t{1} << bits> places_{};
};

KindTable::Place place_of(const caf::type_erased_tuple& content) {
  static const KindTable table;
  if (content.size() == 0) {
    return {};
  }
  const std::type_info* type = content.type(0).second;
  return type == nullptr ? KindTable::Place{.number = system_kind(content)} : table.find(type);
}

}  // namespace

std::size_t trace_kind_of(const compat::MailboxElement& element) {
  return place_of(element.content()).number;
}

std::size_t take_message(const compat::MailboxElement& element, TraceTaken& taken) {
  const caf::type_erased_tuple& content = element.content();
  const KindTable::Place place = place_of(content);
  if (place.take != nullptr) {
    place.take(content.get(0), taken);
  }
  return place.number;
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

Details details_of(std::size_t kind, const TraceTaken& taken, const KeepText& keep) {
  Details details;
  const std::array members{&Details::stamp, &Details::job,     &Details::number,
                           &Details::flag,  &Details::outcome, &Details::hash};
  unsigned fields = taken.fields;
  for (std::size_t index = 0; index < taken.count; ++index) {
    details.*members.at((fields & ((1U << TraceTaken::field_bits) - 1)) - 1) = taken.numbers[index];
    fields >>= TraceTaken::field_bits;
  }
  if (taken.object) {
    trace_kind(kind).describe(taken, details, keep);
  } else if (taken.is_text_hashed) {
    details.hash = protocol::trace::content_hash(taken.text);
  } else {
    details.text = taken.text;
  }
  return details;
}

Details details_of(const compat::MailboxElement& element) {
  TraceTaken taken;
  const std::size_t kind = take_message(element, taken);
  return details_of(kind, taken, protocol::trace::content_hash);
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

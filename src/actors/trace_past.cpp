// Everything is done when a block is dropped, by the thread that dropped it: to keep what may be
// needed costs nothing while the recording is whole.
//
// What the recording says of each message is looked at once, in the order of the messages, by what
// the server itself reads it with. Requests that had no answer are told again behind the documents:
// one that hangs is what somebody may be looking for, however long ago it came. They meet the texts
// of now, not those that they were asked about.
#include "actors/trace_past.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <variant>

#include "actors/file_system.hpp"
#include "protocol/message_outline.hpp"
#include "protocol/rpc.hpp"

namespace troupe::actors {

namespace {

namespace trace = protocol::trace;

constexpr std::string_view configuration_method = "workspace/configuration";
constexpr std::size_t node_bytes = 100;  ///< of a map, with what it costs to have memory

bool is_present(const trace::FileEntry& file) {
  return file.state == static_cast<std::uint64_t>(FileState::present);
}

std::size_t bytes_of(const trace::Begin& begin) {
  std::size_t bytes = sizeof begin + begin.details.text.size();
  for (const std::string& path : begin.details.paths) {
    bytes += sizeof(std::string) + path.size();
  }
  for (const trace::FileEntry& file : begin.details.files) {
    bytes += sizeof file + file.path.size();
  }
  return bytes;
}

}  // namespace

void TracePast::take(const std::vector<trace::Record>& records) {
  if (!obstacle_.empty()) {
    return;
  }
  for (const trace::Record& record : records) {
    if (const auto* kind = std::get_if<trace::Kind>(&record)) {
      kinds_[kind->number] = kind->name;
    } else if (const auto* given = std::get_if<trace::Begin>(&record)) {
      begin(*given);
    } else if (const auto* frame = std::get_if<trace::Written>(&record)) {
      written(frame->seq, frame->body);
    }
  }
  fold();
}

void TracePast::lose(std::string why) {
  if (obstacle_.empty()) {
    *this = TracePast(0);
    obstacle_ = std::move(why);
  }
}

std::size_t TracePast::bytes() const {
  std::size_t bytes = memory_.bytes() + waiting_bytes() + places_bytes_ + shutdown_.size() +
                      configuration_.size() + uses_.size() * node_bytes;
  for (const auto& [id, body] : unanswered_) {
    bytes += id.size() + body.size();
  }
  return bytes;
}

void TracePast::begin(const trace::Begin& begin) {
  begun_.push(begin.seq);
  if (begin.sender == 0 && begin.seq > seq_) {
    waiting_[begin.seq].from_outside = begin;
    waiting_bytes_ += bytes_of(begin);
    std::ranges::for_each(begin.details.files, [this](const auto& file) { use(file); });
  }
}

/// Of what is written only the envelope is looked at: diagnostics may be long.
void TracePast::written(std::uint64_t seq, std::string_view body) {
  using Kind = protocol::MessageOutline::Kind;
  const protocol::MessageOutline outline = protocol::outline_message(body);
  if (outline.id.empty() || outline.kind == Kind::unknown) {
    return;
  }
  Said said{.type = outline.kind == Kind::request ? Said::Type::request
                    : outline.kind == Kind::error ? Said::Type::error
                                                  : Said::Type::result,
            .id = std::string(outline.id),
            .method = std::string(outline.method)};
  if (seq <= seq_) {
    hear(said);
  } else {
    waiting_[seq].said.push_back(std::move(said));
  }
}

void TracePast::fold() {
  for (; !begun_.empty() && begun_.top() <= seq_ + 1; begun_.pop()) {
    seq_ = std::max(seq_, begun_.top());
    const auto found = waiting_.find(begun_.top());
    if (found == waiting_.end()) {
      continue;
    }
    const Message message = std::move(found->second);
    waiting_.erase(found);
    if (message.from_outside) {
      waiting_bytes_ -= bytes_of(*message.from_outside);
      fold(*message.from_outside);
    }
    std::ranges::for_each(message.said, [this](const Said& said) { hear(said); });
  }
}

void TracePast::fold(const trace::Begin& begin) {
  const std::string& kind = kinds_[begin.kind];
  const trace::Details& details = begin.details;
  at_ = std::max(at_, details.stamp.value_or(begin.at));
  if (kind == "FrameArrived") {
    frame(details.text);
  } else if (kind == "TreeListed") {
    listed(details);
  } else if (kind == "FilesRead") {
    read(details);
  }
}

void TracePast::hear(const Said& said) {
  constexpr std::size_t remembered = 1000;
  if (said.type == Said::Type::request) {
    if (asked_.size() < remembered) {
      asked_[said.id] = said.method;
    }
    return;
  }
  std::erase_if(unanswered_, [&](const auto& request) { return request.first == said.id; });
  if (said.type == Said::Type::error && said.id == initialize_id_) {
    memory_.forget_initialize();
  }
}

void TracePast::frame(const std::string& body) {
  const protocol::Message message = protocol::read_message(reader_, body);
  if (const auto* request = std::get_if<protocol::RequestMessage>(&message)) {
    if (request->method == "initialize") {
      initialize_id_ = request->id.to_string();
      memory_.note_initialize(request->params);
    } else if (request->method == "shutdown") {
      shutdown_ = body;
    } else {
      unanswered_.emplace_back(request->id.to_string(), body);
    }
  } else if (const auto* notification = std::get_if<protocol::NotificationMessage>(&message)) {
    memory_.note(notification->method, notification->params);
  } else if (const auto* response = std::get_if<protocol::ResponseMessage>(&message)) {
    const auto asked = asked_.find(response->id ? response->id->to_string() : std::string());
    if (asked == asked_.end()) {
      return;
    }
    if (asked->second == configuration_method && response->result) {
      configuration_ = response->result->to_json();
    }
    asked_.erase(asked);
  }
}

/// The listing of a load tells everything, one without a load what appeared.
void TracePast::listed(const trace::Details& details) {
  if (details.number.value_or(0) != 0) {
    for (auto& [path, place] : places_) {
      place.is_listed = false;
    }
  }
  for (const std::string& path : details.paths) {
    place(path).is_listed = true;
  }
}

/// What is read outside of a load has come, changed or gone.
void TracePast::read(const trace::Details& details) {
  const bool is_news = details.number.value_or(0) == 0;
  for (const trace::FileEntry& file : details.files) {
    Place& known = place(file.path);
    if (known.read) {
      release(*known.read);
    }
    known.read = file;
    known.is_listed = is_news ? is_present(file) : known.is_listed;
  }
}

TracePast::Place& TracePast::place(const std::string& path) {
  const auto [found, is_new] = places_.try_emplace(path);
  if (is_new) {
    places_bytes_ += node_bytes + sizeof(Place) + 2 * path.size();
  }
  return found->second;
}

void TracePast::use(const trace::FileEntry& file) {
  if (is_present(file)) {
    ++uses_[file.blob];
  }
}

void TracePast::release(const trace::FileEntry& file) {
  const auto found = uses_.find(file.blob);
  if (is_present(file) && found != uses_.end() && --found->second == 0) {
    uses_.erase(found);
  }
}

std::vector<std::string> TracePast::frames() const {
  std::vector<std::string> frames = memory_.replay("troupe/checkpoint");
  if (!configuration_.empty() && frames.size() > 1) {
    constexpr std::ptrdiff_t behind_initialized = 2;
    frames.insert(frames.begin() + behind_initialized,
                  protocol::encode_response("troupe/checkpoint", configuration_));
  }
  for (const auto& [id, body] : unanswered_) {
    frames.push_back(body);
  }
  if (!shutdown_.empty()) {
    frames.push_back(shutdown_);
  }
  return frames;
}

std::string TracePast::records() const {
  std::string records;
  if (!obstacle_.empty()) {
    trace::Checkpoint none;
    none.obstacle = obstacle_;
    trace::encode(records, none);
    return records;
  }
  trace::World world;
  for (const auto& [path, place] : places_) {
    if (place.is_listed) {
      world.listed.push_back(path);
    }
    if (place.read) {
      world.files.push_back(*place.read);
    }
  }
  trace::encode(records, world);
  for (const auto& [seq, message] : waiting_) {
    if (message.from_outside) {
      trace::encode(records, *message.from_outside);
    }
  }
  trace::Checkpoint checkpoint{
      .seq = seq_, .at = at_, .frames = frames(), .asked = {}, .obstacle = {}};
  for (const auto& [id, method] : asked_) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (error == std::errc() && end == id.data() + id.size()) {
      checkpoint.asked.emplace_back(method, number);
    }
  }
  trace::encode(records, checkpoint);
  return records;
}

}  // namespace troupe::actors

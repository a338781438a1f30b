#include "protocol/trace_session.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace troupe::protocol::trace {

namespace {

/// Takes records in the order of the file.
class Assembly {
 public:
  void operator()(Header& header) { session.header = std::move(header); }
  void operator()(Actor& actor) { actors_[actor.id] = std::move(actor.path); }
  void operator()(Kind& kind) { kinds_[kind.number] = std::move(kind.name); }
  void operator()(Variable& variable) {
    session.environment[std::move(variable.name)] = std::move(variable.value);
  }
  void operator()(Blob& blob) { session.blobs[blob.hash] = std::move(blob.bytes); }
  void operator()(Begin& begin) { begins_.push_back(std::move(begin)); }
  void operator()(End& end) { effects_[end.seq].ended = end.at; }
  void operator()(Written& written) {
    effects_[written.seq].written.push_back(std::move(written.body));
  }
  void operator()(Armed& armed) { effects_[armed.seq].armed.push_back(armed.due); }
  void operator()(Logged& logged) { effects_[logged.seq].logged.push_back(std::move(logged)); }
  void operator()(Finish& finish) { session.exit_code = finish.exit_code; }
  void operator()(Gap& gap) { gap_ = std::max(gap_, gap.seq); }
  void operator()(Checkpoint& checkpoint) { checkpoint_ = std::move(checkpoint); }
  void operator()(World& world) {
    std::ranges::move(world.listed, std::back_inserter(world_.listed));
    std::ranges::move(world.files, std::back_inserter(world_.files));
  }

  void finish() {
    std::ranges::sort(begins_, {}, &Begin::seq);
    if (gap_ > 0 && (begins_.empty() || begins_.front().seq != 1)) {
      resume();
      std::erase_if(begins_, [this](const Begin& begin) { return begin.seq <= gap_; });
    }
    const std::uint64_t first = gap_ > 0 && !begins_.empty() ? begins_.front().seq : 1;
    session.deliveries.reserve(begins_.size());
    for (Begin& begin : begins_) {
      if (begin.seq != first + session.deliveries.size()) {
        break;
      }
      session.deliveries.push_back(delivery_of(begin));
    }
    if (session.deliveries.size() < begins_.size()) {
      session.exit_code.reset();
      if (first == 1 && gap_ > 0) {
        session.damage = "messages were lost while it was recorded";
      }
    }
  }

  Session session;

 private:
  Delivery delivery_of(Begin& begin) {
    Delivery delivery = std::move(effects_[begin.seq]);
    delivery.seq = begin.seq;
    delivery.receiver = actors_[begin.receiver];
    delivery.sender = begin.sender == 0 ? std::string() : actors_[begin.sender];
    delivery.kind = kinds_[begin.kind];
    delivery.at = begin.at;
    delivery.waited = begin.waited;
    delivery.details = std::move(begin.details);
    return delivery;
  }
  /// The world stands before its checkpoint, so a file that was cut off in between has none.
  void resume() {
    if (!checkpoint_) {
      return;
    }
    Resumption resumption{
        .checkpoint = std::move(*checkpoint_), .world = std::move(world_), .prelude = {}};
    const std::uint64_t done = std::max<std::uint64_t>(resumption.checkpoint.seq, 1);
    for (Begin& begin : begins_) {
      if (begin.sender == 0 && begin.seq > done && begin.seq <= gap_) {
        resumption.prelude.push_back(delivery_of(begin));
      }
    }
    session.resumption = std::move(resumption);
  }

  std::unordered_map<std::uint64_t, std::string> actors_;
  std::unordered_map<std::uint64_t, std::string> kinds_;
  std::unordered_map<std::uint64_t, Delivery> effects_;
  std::vector<Begin> begins_;
  std::optional<Checkpoint> checkpoint_;
  World world_;
  std::uint64_t gap_ = 0;  ///< the last one's
};

/// Gives out numbers for names, and a record with each new one.
template <typename Named>
class Numbers {
 public:
  std::uint64_t of(const std::string& name, std::vector<Record>& records) {
    const auto [found, added] = numbers_.try_emplace(name, numbers_.size() + 1);
    if (added) {
      records.emplace_back(Named{found->second, name});
    }
    return found->second;
  }

 private:
  std::unordered_map<std::string, std::uint64_t> numbers_;
};

/// Makes records of deliveries.
class Telling {
 public:
  explicit Telling(std::vector<Record>& records) : records_(records) {}

  void tell(const Delivery& delivery) {
    const std::uint64_t receiver = actors_.of(delivery.receiver, records_);
    const std::uint64_t sender =
        delivery.sender.empty() ? 0 : actors_.of(delivery.sender, records_);
    const std::uint64_t kind = kinds_.of(delivery.kind, records_);
    records_.emplace_back(Begin{.seq = delivery.seq,
                                .receiver = receiver,
                                .sender = sender,
                                .kind = kind,
                                .at = delivery.at,
                                .waited = delivery.waited,
                                .details = delivery.details});
    for (const std::string& body : delivery.written) {
      records_.emplace_back(Written{delivery.seq, body});
    }
    for (const std::uint64_t due : delivery.armed) {
      records_.emplace_back(Armed{delivery.seq, due});
    }
    for (const Logged& logged : delivery.logged) {
      records_.emplace_back(logged);
    }
    if (delivery.ended) {
      records_.emplace_back(End{delivery.seq, *delivery.ended});
    }
  }

 private:
  std::vector<Record>& records_;
  Numbers<Actor> actors_;
  Numbers<Kind> kinds_;
};

}  // namespace

std::uint64_t Session::setting(std::string_view name, std::uint64_t otherwise) const {
  const auto found =
      std::ranges::find(header.settings, name, &std::pair<std::string, std::uint64_t>::first);
  return found == header.settings.end() ? otherwise : found->second;
}

Session assemble(Contents contents) {
  Assembly assembly;
  for (Record& record : contents.records) {
    std::visit(assembly, record);
  }
  assembly.finish();
  if (!contents.damage.empty()) {
    assembly.session.damage = std::move(contents.damage);
  }
  return std::move(assembly.session);
}

base::Result<Session> read_session(std::string_view file) {
  base::Result<Contents> contents = decode_file(file);
  if (!contents) {
    return std::unexpected(contents.error());
  }
  if (contents->records.empty() || !std::holds_alternative<Header>(contents->records.front())) {
    return base::failure("the trace holds nothing: it is cut off before its first record");
  }
  return assemble(std::move(*contents));
}

std::vector<Record> records_of(const Session& session) {
  std::vector<Record> records{session.header};
  for (const auto& [name, value] : session.environment) {
    records.emplace_back(Variable{name, value});
  }
  for (const auto& [hash, bytes] : session.blobs) {
    records.emplace_back(Blob{hash, bytes});
  }
  Telling telling(records);
  if (!session.has_beginning()) {
    const auto& resumption = session.resumption;
    const bool is_told = resumption && session.deliveries.empty();
    const std::uint64_t last_told = !is_told ? session.deliveries.front().seq - 1
                                    : resumption->prelude.empty() ? resumption->checkpoint.seq
                                                                  : resumption->prelude.back().seq;
    records.emplace_back(Gap{std::max<std::uint64_t>(last_told, 1)});
  }
  if (session.resumption) {
    records.emplace_back(session.resumption->world);
    for (const Delivery& delivery : session.resumption->prelude) {
      telling.tell(delivery);
    }
    records.emplace_back(session.resumption->checkpoint);
  }
  for (const Delivery& delivery : session.deliveries) {
    telling.tell(delivery);
  }
  if (session.exit_code) {
    records.emplace_back(Finish{*session.exit_code});
  }
  return records;
}

std::string describe(const Delivery& delivery) {
  return std::to_string(delivery.seq) + " " + delivery.receiver + " " + delivery.kind;
}

}  // namespace troupe::protocol::trace

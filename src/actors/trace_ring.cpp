// A text is recorded once, in the block of the first message that told it, and later messages refer
// to it by its hash. When that block is dropped and a block that stays, or what the dropped ones
// came to, refers to the text, a block of such texts is made of it and carried on, until the last
// one that refers to them goes; when most of its texts are no longer referred to, it is made anew.
// What is no longer there is forgotten, and written again by the next message that tells it.
//
// The past needs its room, too: open documents as they are, not deflated, for the next edit changes
// them. Where that and the texts of the workspace leave next to nothing for the newest part, that
// part is worth more.
#include "actors/trace_ring.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "protocol/trace_file.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::actors {

namespace trace = protocol::trace;

void TraceRing::append(std::string block, const Facts& facts) {
  const std::uint64_t number = next_++;
  for (const std::uint64_t hash : facts.blobs) {
    blobs_[hash] = number;
  }
  for (const std::uint64_t hash : facts.uses) {
    if (const auto found = blobs_.find(hash); found != blobs_.end()) {
      found->second = number;
    }
  }
  bytes_ += block.size();
  blocks_.push_back({.number = number,
                     .last_seq = facts.last_seq,
                     .bytes = std::move(block),
                     .blobs = facts.blobs});
  fit();
}

void TraceRing::set_capacity(std::size_t capacity) {
  capacity_ = capacity;
  fit();
}

/// The newest block stays, however large it is.
void TraceRing::fit() {
  while (bytes() > capacity_ && blocks_.size() > 1) {
    drop_oldest();
  }
  if (bytes() > capacity_ && carried_bytes_ > most_beside_blocks()) {
    drop_carried();
  }
}

void TraceRing::begin_after(std::uint64_t seq) {
  past_.lose("messages were lost while it was recorded");
  blocks_.clear();
  carried_.clear();
  blobs_.clear();
  bytes_ = 0;
  carried_bytes_ = 0;
  gap_ = std::max(gap_, seq);
}

void TraceRing::drop_oldest() {
  const Block dropped = std::move(blocks_.front());
  blocks_.pop_front();
  bytes_ -= dropped.bytes.size();
  gap_ = std::max({gap_, dropped.last_seq, std::uint64_t{1}});
  const auto contents = trace::decode_file(std::string(trace::file_magic()) + dropped.bytes);
  if (contents) {
    past_.take(contents->records);
    carry(contents->records);
  }
  thin_out();
  forget_unused(dropped);
  // What waits goes as soon as the next block does; more of it than that comes of a defect.
  constexpr std::size_t most_waiting = std::size_t{64} << 20U;
  if (past_.bytes() - past_.waiting_bytes() + carried_bytes_ > most_beside_blocks() ||
      past_.waiting_bytes() > std::max(capacity_, most_waiting)) {
    past_.lose(
        "the open documents and the files of the workspace are too large for --trace-memory");
    thin_out();
  }
}

/// By a block that is there, or by the past.
bool TraceRing::is_used(std::uint64_t hash) const {
  const auto found = blobs_.find(hash);
  return found != blobs_.end() &&
         (past_.uses(hash) || blocks_.empty() || found->second >= blocks_.front().number);
}

void TraceRing::carry(const std::vector<trace::Record>& records) {
  std::string kept;
  Block carried;
  for (const trace::Record& record : records) {
    const auto* blob = std::get_if<trace::Blob>(&record);
    if (blob != nullptr && is_used(blob->hash)) {
      trace::encode(kept, record);
      carried.blobs.push_back(blob->hash);
    }
  }
  if (!carried.blobs.empty()) {
    carried.bytes = trace::encode_block(kept);
    carried_bytes_ += carried.bytes.size();
    carried_.push_back(std::move(carried));
  }
}

/// Lets go of carried texts that nothing refers to any more, when they are most of their block.
void TraceRing::thin_out() {
  std::vector<Block> old;
  const auto is_thin = [this](const Block& block) {
    const auto used =
        std::ranges::count_if(block.blobs, [this](std::uint64_t hash) { return is_used(hash); });
    return static_cast<std::size_t>(used) * 2 < block.blobs.size() || used == 0;
  };
  for (Block& block : carried_) {
    if (is_thin(block)) {
      carried_bytes_ -= block.bytes.size();
      old.push_back(std::move(block));
    }
  }
  std::erase_if(carried_, [](const Block& block) { return block.bytes.empty(); });
  for (const Block& block : old) {
    if (const auto contents = trace::decode_file(std::string(trace::file_magic()) + block.bytes)) {
      carry(contents->records);
    }
    forget_unused(block);
  }
}

void TraceRing::forget_unused(const Block& block) {
  for (const std::uint64_t hash : block.blobs) {
    if (!is_used(hash)) {
      blobs_.erase(hash);
    }
  }
}

/// A workspace whose texts alone are too much is recorded without them.
void TraceRing::drop_carried() {
  for (const Block& block : carried_) {
    for (const std::uint64_t hash : block.blobs) {
      blobs_.erase(hash);
    }
  }
  carried_.clear();
  carried_bytes_ = 0;
}

std::string TraceRing::file() const {
  std::string file(trace::file_magic());
  if (!is_whole()) {
    std::string records = always_;
    trace::encode(records, trace::Gap{gap_});
    file.append(trace::encode_block(records));
  }
  for (const Block& block : carried_) {
    file.append(block.bytes);
  }
  if (!is_whole()) {
    file.append(trace::encode_block(past_.records()));
  }
  for (const Block& block : blocks_) {
    file.append(block.bytes);
  }
  return file;
}

}  // namespace troupe::actors

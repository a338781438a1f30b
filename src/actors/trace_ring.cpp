// A text is recorded once, in the block of the first message that told it, and later messages refer
// to it by its hash. When that block is dropped and a block that stays refers to the text, a block
// of such texts is made of it and carried on, until the last one that refers to them goes. What is
// no longer there is forgotten, and written again by the next message that tells it.
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
  while (bytes_ > capacity_ && blocks_.size() > 1) {
    drop_oldest();
  }
  if (bytes_ > capacity_) {
    drop_carried();
  }
}

void TraceRing::begin_after(std::uint64_t seq) {
  blocks_.clear();
  carried_.clear();
  blobs_.clear();
  bytes_ = 0;
  gap_ = std::max(gap_, seq);
}

void TraceRing::drop_oldest() {
  const Block dropped = std::move(blocks_.front());
  blocks_.pop_front();
  bytes_ -= dropped.bytes.size();
  gap_ = std::max({gap_, dropped.last_seq, std::uint64_t{1}});
  const auto is_used = [&](std::uint64_t hash) {
    const auto found = blobs_.find(hash);
    return found != blobs_.end() && found->second > dropped.number;
  };
  const auto forget_unused = [&](const Block& block) {
    for (const std::uint64_t hash : block.blobs) {
      if (!is_used(hash)) {
        blobs_.erase(hash);
      }
    }
  };
  for (const Block& block : carried_) {
    if (std::ranges::none_of(block.blobs, is_used)) {
      bytes_ -= block.bytes.size();
      forget_unused(block);
    }
  }
  std::erase_if(carried_,
                [&](const Block& block) { return std::ranges::none_of(block.blobs, is_used); });
  if (std::ranges::any_of(dropped.blobs, is_used)) {
    std::string kept;
    Block carried;
    const auto contents = trace::decode_file(std::string(trace::file_magic()) + dropped.bytes);
    for (const trace::Record& record :
         contents ? contents->records : std::vector<trace::Record>()) {
      const auto* blob = std::get_if<trace::Blob>(&record);
      if (blob != nullptr && is_used(blob->hash)) {
        trace::encode(kept, record);
        carried.blobs.push_back(blob->hash);
      }
    }
    carried.bytes = trace::encode_block(kept);
    bytes_ += carried.bytes.size();
    carried_.push_back(std::move(carried));
  }
  forget_unused(dropped);
}

/// A workspace whose texts alone are too much is recorded without them.
void TraceRing::drop_carried() {
  for (const Block& block : carried_) {
    bytes_ -= block.bytes.size();
    for (const std::uint64_t hash : block.blobs) {
      blobs_.erase(hash);
    }
  }
  carried_.clear();
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
  for (const Block& block : blocks_) {
    file.append(block.bytes);
  }
  return file;
}

}  // namespace troupe::actors

// Any bytes, in any chunks: the same frames come out, none is lost behind the garbage, and nothing
// crashes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/framing.hpp"

namespace {

using namespace troupe::protocol;

constexpr FrameLimits limits{.header_block = 128, .body = 4096};

/// Bodies, and errors by kind: what must not depend on the chunks.
std::vector<std::string> shown(const std::vector<FrameEvent>& events) {
  std::vector<std::string> lines;
  for (const FrameEvent& event : events) {
    if (const auto* frame = std::get_if<Frame>(&event)) {
      lines.push_back(*frame->body);
    } else {
      lines.push_back("!" + std::to_string(static_cast<int>(std::get<FrameError>(event).kind)));
    }
  }
  return lines;
}

std::vector<std::string> decoded(std::string_view bytes, std::size_t chunk, bool is_finished) {
  FrameDecoder decoder(limits);
  std::vector<FrameEvent> events;
  for (std::size_t at = 0; at < bytes.size(); at += chunk) {
    decoder.feed(bytes.substr(at, chunk), events);
  }
  if (is_finished) {
    decoder.finish(events);
  }
  return shown(events);
}

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::size_t chunk = data[0] % 32U + 1;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  require(decoded(bytes, chunk, true) == decoded(bytes, bytes.size() + 1, true));
  // Whatever came before, framing is found again at the second frame at the latest.
  const std::string good = encode_frame(R"({"the":"last"})");
  const std::vector<std::string> lines = decoded(bytes + good + good, chunk, false);
  require(!lines.empty() && lines.back() == R"({"the":"last"})");
  return 0;
}

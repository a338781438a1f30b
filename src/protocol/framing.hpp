// Frames on the wire: a header block, an empty line, a body (LSP, "Base Protocol").
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace troupe::protocol {

/// Bytes that are kept allocated behind every frame body, so that the JSON parser, which reads
/// whole vector registers, need not copy it.
inline constexpr std::size_t frame_padding = 64;

struct FrameLimits {
  std::size_t header_block = std::size_t{8} << 10U;
  std::size_t body = std::size_t{16} << 20U;
};

enum class FrameErrorKind : std::uint8_t {
  bad_header,       ///< bytes that are no header, or a header block without a usable Content-Length
  header_too_long,  ///< the header block passed its limit
  body_too_long,    ///< Content-Length passed the limit; the body is skipped, nothing was allocated
  bad_charset,      ///< a Content-Type with a charset other than UTF-8; the body is skipped
  wrong_length,  ///< a header stood inside the body, so Content-Length was too large (or the client
                 ///< died and was restarted). If what stood before it looks whole it is delivered
                 ///< next
  truncated,     ///< the input ended inside a frame
};

/// The body of one frame. Never null; has frame_padding bytes of spare capacity.
struct Frame {
  std::shared_ptr<const std::string> body;
};

/// Framing was lost here. One event for each loss, however many bytes are skipped to find it again.
struct FrameError {
  FrameErrorKind kind = FrameErrorKind::bad_header;
  std::string message;  ///< for a log: what was wrong, with an excerpt of the bytes
};

using FrameEvent = std::variant<Frame, FrameError>;

/// Cuts a byte stream into frames, whatever the chunks it arrives in. It knows no JSON but for one
/// fact: raw CR and LF cannot stand inside a JSON string, so `Content-Length: N CR LF CR LF {`
/// never occurs inside a valid body and marks the next frame wherever it is seen: after garbage,
/// after a body that is shorter than announced, after one that was cut off. A body is watched for
/// it while it arrives, so a length of 16 MiB announced for 200 bytes costs one frame at most and
/// is noticed with the next one.
///
/// Header names and charsets are compared without case; unknown headers are ignored; blank space
/// between frames is too. Not thread-safe; belongs to one transport. A socket that must not
/// resynchronise closes at the first FrameError.
///
///     decoder.feed(bytes, events);
///     for (FrameEvent& event : events) ...
class FrameDecoder {
 public:
  explicit FrameDecoder(FrameLimits limits = {}) : limits_(limits) {}

  /// Appends to `events` what `bytes` completed.
  void feed(std::string_view bytes, std::vector<FrameEvent>& events);
  /// The input ended: appends `truncated` if that was inside a frame.
  void finish(std::vector<FrameEvent>& events);
  /// Takes effect with the next header (a connection's limit grows once it is authenticated).
  void set_limits(FrameLimits limits) { limits_ = limits; }

 private:
  enum class State : std::uint8_t {
    header,  ///< pending_ holds the beginning of a header block
    body,    ///< body_ holds the beginning of a body of length_ bytes
    skip,    ///< length_ more bytes of a refused body are dropped unless a header turns up in them
    search,  ///< framing is lost; pending_ holds the tail in which a header may begin
  };

  bool step(std::string_view& bytes, std::vector<FrameEvent>& events);
  bool step_header(std::string_view& bytes, std::vector<FrameEvent>& events);
  bool step_body(std::string_view& bytes, std::vector<FrameEvent>& events);
  bool step_skip(std::string_view& bytes);
  bool step_search(std::string_view& bytes);
  void begin_body(std::uint64_t length, std::vector<FrameEvent>& events);
  void deliver_body(std::vector<FrameEvent>& events);
  void split_body(std::size_t header_at, std::vector<FrameEvent>& events);
  void lose(FrameErrorKind kind, std::string message, std::vector<FrameEvent>& events);

  FrameLimits limits_;
  State state_ = State::header;
  std::string pending_;      ///< bytes that no step could use yet; the next ones follow them
  std::string body_;         ///< only in State::body
  std::size_t length_ = 0;   ///< announced length of the body, or what is left of it to skip
  std::size_t scanned_ = 0;  ///< no header in body_ ends its first line before this
  /// Garbage that comes next belongs to a loss that has been told already: by an event, or by
  /// whoever parses the last delivered body, which did not end as JSON does.
  bool suspicious_ = false;
};

/// Header and body in one buffer, as it goes to the wire.
[[nodiscard]] std::string encode_frame(std::string_view body);

}  // namespace troupe::protocol

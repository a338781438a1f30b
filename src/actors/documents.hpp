// What is told about documents between actors.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/file_system.hpp"
#include "actors/time.hpp"
#include "base/line_index.hpp"
#include "base/source_text.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::actors {

// What a client does to its buffers. `path` is base::document_path of `uri`.
struct OpenBuffer {
  std::string path;
  std::string uri;
  std::string language_id;
  std::int32_t version = 0;
  base::SourceText text;
};
struct EditBuffer {
  std::string path;
  std::string uri;
  std::int32_t version = 0;
  std::vector<protocol::TextDocumentContentChangeEvent> changes;
  base::PositionEncoding encoding = base::PositionEncoding::utf16;
};
struct CloseBuffer {
  std::string path;
  std::string uri;
};
using BufferChange = std::variant<OpenBuffer, EditBuffer, CloseBuffer>;

/// What the workspace actor found on the disk. Absent members say nothing.
struct DiskChange {
  std::optional<std::vector<std::string>> folders;  ///< the workspace's roots
  std::vector<DiskFile> files;                      ///< to be loaded
  std::vector<std::string> removed;                 ///< gone, or not wanted any more
  bool listed = false;  ///< every wanted file has been loaded: the workspace is complete
};

/// One open document after a change.
struct BufferNews {
  enum class Kind : std::uint8_t { opened, edited, closed } kind = Kind::edited;
  std::string path;
  std::string uri;
  std::int32_t version = 0;
  bool too_large = false;      ///< kept in step with the client, but not analysed
  std::size_t file_limit = 0;  ///< beyond which that is so, in bytes
};

/// What a new revision changed.
struct Revision {
  Instant at{};
  std::vector<BufferNews> buffers;
  struct DiskNews {
    std::string path;
    bool present = false;
  };
  std::vector<DiskNews> disk;
  bool listed = false;  ///< the workspace is complete with this revision
};

}  // namespace troupe::actors

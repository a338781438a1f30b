// The texts of a client's documents, as its notifications make them.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "base/line_index.hpp"
#include "base/source_text.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::server {

struct TracedDocument {
  std::string language_id;
  std::int32_t version = 0;
  base::SourceText text;
};

/// Follows didOpen, didChange and didClose.
class TracedDocuments {
 public:
  /// A frame of the client; `initialize` tells the unit of columns. The URI of the document that it
  /// changed or opened; empty: none.
  std::string see_client(const std::string& body);
  /// A frame of the server: the answer to `initialize` tells the unit that was chosen.
  void see_server(const std::string& body);
  using Open = std::map<std::string, TracedDocument>;  ///< by URI
  [[nodiscard]] const Open& open() const { return open_; }
  [[nodiscard]] base::PositionEncoding encoding() const { return encoding_; }

 private:
  Open open_;
  base::PositionEncoding encoding_ = base::PositionEncoding::utf16;
};

/// didOpen of the document as it is.
[[nodiscard]] std::string open_notification(const std::string& uri, const TracedDocument& document);
[[nodiscard]] std::string change_notification(
    const std::string& uri, std::int32_t version,
    std::span<const protocol::TextDocumentContentChangeEvent> changes);

}  // namespace troupe::server

// Sessions that other tools wrote down.
#pragma once

#include <cstdint>
#include <string>

#include "actors/trace_rehearsal.hpp"
#include "analysis/ide/language.hpp"
#include "base/result.hpp"

namespace troupe::server {

enum class ImportFormat : std::uint8_t {
  inspector,  ///< JSON lines, as vscode-languageclient logs them and the LSP Inspector reads them
  frames,     ///< what a client wrote, framed
  test_case,  ///< what `troupe trace shrink` writes
};

/// What the client did, of `bytes` in this format. In a log of both directions that is one side:
/// the one that sent `initialize`. Lines that are no messages are passed over; fails when none is
/// left.
[[nodiscard]] base::Result<actors::Rehearsal> import_session(ImportFormat format,
                                                             const std::string& bytes);

/// Puts the files of a folder, as it is now, under the session: all are listed, and those that a
/// language claims can be read.
void add_workspace(actors::Rehearsal& rehearsal, const std::string& folder,
                   const ide::LanguageSet& languages);

}  // namespace troupe::server

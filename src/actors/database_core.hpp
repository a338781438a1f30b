// The state of a session: open buffers, loaded files, and the engine's inputs made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actors/documents.hpp"
#include "actors/log.hpp"
#include "actors/system.hpp"
#include "actors/warm_bases.hpp"
#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "base/source_text.hpp"

namespace troupe::actors {

/// Owns all that changes. One change at a time, in order of arrival; between changes it hands out
/// snapshots. It runs no query and does no input or output. Clients that are a little wrong (a
/// document opened twice, changed or closed without being open, versions that go back) are survived
/// with a line in the log.
///
/// The files and buffers are kept apart from the engine, so that a new engine can be filled from
/// them when the old one failed: rebuild().
class DatabaseCore {
 public:
  DatabaseCore(Limits limits, std::map<std::string, std::string, std::less<>> environment,
               LogSink log, engine::EventListener* listener = nullptr);

  /// Nothing: the change did not concern an open document.
  std::optional<Revision> change_buffer(const BufferChange& change, Instant at);
  Revision change_disk(const DiskChange& change, Instant at);
  [[nodiscard]] engine::Snapshot snapshot() const { return engine_->snapshot(); }
  /// Whether the workspace has been loaded once.
  [[nodiscard]] bool is_listed() const { return listed_; }

  /// Everything that is loaded or open, sorted by path.
  [[nodiscard]] std::vector<std::string> files() const;

  /// Revisions since the last tidying.
  [[nodiscard]] std::uint64_t untidied_revisions() const {
    return engine_->revision().value - tidied_at_.value;
  }
  /// Forgets what nobody has asked for since the last tidying: results about texts that are gone.
  /// Takes time in proportion to what the engine holds, so it is for pauses.
  void tidy();
  /// What the engine holds. Takes time in proportion to that.
  [[nodiscard]] engine::MemoryReport memory() const { return engine_->memory(); }
  /// Frees what nobody can look at any more. Cheap: in proportion to what was replaced since the
  /// last time. To be called after every change, or each edit of a large file costs its size again.
  void reclaim() { engine_->reclaim(); }

  /// What the engine may hold; at first Limits::memory_bytes. Returns whether that is less than
  /// before.
  bool set_memory_share(std::size_t bytes) {
    return bytes < std::exchange(limits_.memory_bytes, bytes);
  }
  /// What the engine held after keep_in_budget() was last called.
  [[nodiscard]] std::size_t measured_bytes() const { return measured_bytes_; }
  /// Measures what the engine holds and brings it below its limit, if need be: forgets what was not
  /// asked for since the last time, then everything that can be computed again, then leaves large
  /// files out of the analysis, for which rebuild() has to be called: needs_rebuilding(). Takes
  /// time in proportion to what the engine holds. Returns what the user should know.
  [[nodiscard]] std::optional<std::string> keep_in_budget();
  [[nodiscard]] bool needs_rebuilding() const { return needs_rebuilding_; }

  /// Makes a new engine and sets every input again. Snapshots of the old one stay good, but its ids
  /// mean nothing in the new one. Returns everything as if it had just been opened and read.
  [[nodiscard]] Revision rebuild(Instant at);

  /// What the engine was filled with, but for files; nothing while the workspace was not loaded, or
  /// where the engine is not what other sessions would have (memory was short).
  [[nodiscard]] std::optional<WarmBaseKey> base_key() const;
  /// Goes on with an engine that another session has left behind: sets every input again. No answer
  /// is different then, and nobody has to be told: only what is computed for it may be less.
  /// REQUIRES: that session's base_key() is this one's.
  void take_over(std::unique_ptr<engine::Database> engine);
  /// Closes all documents and gives the engine away. The last call. Nothing: see base_key().
  [[nodiscard]] std::optional<WarmBase> leave_behind();

 private:
  struct Buffer {
    std::string uri;
    std::string language_id;
    std::int32_t version = 0;
    base::SourceText text;
    bool out_of_step = false;  ///< an edit could not be applied: wait for the whole text
  };
  struct Entry {
    ide::FileId file;
    std::optional<base::SourceText> disk;
    std::optional<Buffer> buffer;
  };

  std::optional<BufferNews> open(const OpenBuffer& change);
  std::optional<BufferNews> edit(const EditBuffer& change);
  std::optional<BufferNews> close(const CloseBuffer& change);
  Entry& entry_of(const std::string& path);
  void forget_if_gone(const std::string& path);
  [[nodiscard]] bool is_too_large(const base::SourceText& text) const;
  [[nodiscard]] static const base::SourceText* text_of(const Entry& entry);
  std::optional<std::string> lower_file_limit(std::size_t bytes);
  void set_text(engine::ChangeSet& changes, const Entry& entry) const;
  void set_buffer(engine::ChangeSet& changes, const Entry& entry) const;
  void set_lists(engine::ChangeSet& changes);
  void fill_engine();
  void remove_unknown_files(engine::ChangeSet& changes) const;
  [[nodiscard]] std::shared_ptr<const std::vector<ide::FileId>> known_list(
      std::vector<ide::FileId> all) const;
  [[nodiscard]] BufferNews news(BufferNews::Kind kind, const std::string& path,
                                const Entry& entry) const;

  Limits limits_;
  std::map<std::string, std::string, std::less<>> environment_;
  LogSink log_;
  engine::EventListener* listener_;
  std::unique_ptr<engine::Database> engine_;
  engine::Revision tidied_at_;
  engine::Revision measured_at_;     ///< when memory last ran short
  bool has_told_of_memory_ = false;  ///< since it last was enough
  bool needs_rebuilding_ = false;
  bool is_degraded_ = false;  ///< large files are left out, for want of memory
  std::size_t measured_bytes_ = 0;
  std::map<std::string, Entry> entries_;  ///< by path: what is loaded, open or both
  std::size_t open_buffers_ = 0;
  std::vector<std::string> folders_;
  bool listed_ = false;  ///< the workspace has been loaded once
  bool lists_changed_ =
      false;  ///< entries_ gained or lost a path, or a buffer was opened or closed
};

}  // namespace troupe::actors

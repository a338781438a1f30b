// Each question costs a rehearsal, so the largest things go first: whole messages in halves,
// quarters, ..., then files, then the lines of what is left. The first message (`initialize`) is
// always kept: without it there is no session.
#include "server/trace_shrink.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "server/trace_json.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::DiskFile;
using actors::Rehearsal;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

/// A text with some of its lines only, as few as it needs.
std::string fewer_lines(const std::string& text,
                        const std::function<bool(const std::string& text)>& fails) {
  const std::vector<std::string_view> lines = lines_of(text);
  const auto joined = [&](const std::vector<std::size_t>& kept) {
    std::string joint;
    for (const std::size_t line : kept) {
      joint.append(lines[line]);
    }
    return joint;
  };
  return joined(minimized(
      lines.size(), [&](const std::vector<std::size_t>& kept) { return fails(joined(kept)); }));
}

std::string with_text(const std::string& body, const std::string& text) {
  return with_strings(body, [&](std::string_view key, std::string_view old) {
    return key == "text" ? text : std::string(old);
  });
}

void shrink_messages(Rehearsal& rehearsal, const FailsWith& fails) {
  const std::vector<Rehearsal::Step> all = rehearsal.steps;
  const auto with = [&](const std::vector<std::size_t>& kept) {
    Rehearsal part = rehearsal;
    part.steps.assign(1, all.front());
    // What a message that is left out found changed on the disk, the next one finds.
    std::map<std::string, DiskFile> disk;
    for (std::size_t index = 1, next = 0; index < all.size(); ++index) {
      for (const auto& [path, file] : all[index].disk) {
        disk[path] = file;
      }
      if (next < kept.size() && kept[next] + 1 == index) {
        part.steps.push_back(all[index]);
        part.steps.back().disk = std::exchange(disk, {});
        ++next;
      }
    }
    return part;
  };
  rehearsal = with(minimized(
      all.size() - 1, [&](const std::vector<std::size_t>& kept) { return fails(with(kept)); }));
}

void shrink_files(Rehearsal& rehearsal, const FailsWith& fails) {
  const std::vector<std::string> all = rehearsal.listed;
  const auto with = [&](const std::vector<std::size_t>& kept) {
    Rehearsal part = rehearsal;
    part.listed.clear();
    for (const std::size_t file : kept) {
      part.listed.push_back(all[file]);
    }
    std::erase_if(part.disk, [&](const auto& file) {
      return std::ranges::binary_search(all, file.first) &&
             !std::ranges::binary_search(part.listed, file.first);
    });
    return part;
  };
  rehearsal = with(minimized(
      all.size(), [&](const std::vector<std::size_t>& kept) { return fails(with(kept)); }));
}

void shrink_texts(Rehearsal& rehearsal, const FailsWith& fails) {
  for (std::size_t index = 1; index < rehearsal.steps.size(); ++index) {
    if (summarize_frame(rehearsal.steps[index].body).method != "textDocument/didOpen") {
      continue;
    }
    const std::string body = rehearsal.steps[index].body;
    std::string text;
    static_cast<void>(with_strings(body, [&](std::string_view key, std::string_view old) {
      text = key == "text" ? std::string(old) : text;
      return std::string(old);
    }));
    const std::string less = fewer_lines(text, [&](const std::string& part) {
      rehearsal.steps[index].body = with_text(body, part);
      return fails(rehearsal);
    });
    rehearsal.steps[index].body = with_text(body, less);
  }
  for (auto& [path, file] : rehearsal.disk) {
    const std::string less =
        fewer_lines(std::string(file.text.view()), [&](const std::string& part) {
          file.text = base::SourceText(part);
          return fails(rehearsal);
        });
    file.text = base::SourceText(less);
  }
}

}  // namespace

std::vector<std::size_t> minimized(
    std::size_t count, const std::function<bool(const std::vector<std::size_t>& kept)>& fails) {
  std::vector<std::size_t> kept(count);
  for (std::size_t index = 0; index < count; ++index) {
    kept[index] = index;
  }
  for (std::size_t chunk = std::max<std::size_t>(count, 1); chunk > 0 && !kept.empty();) {
    bool is_smaller = false;
    for (std::size_t begin = 0; begin < kept.size();) {
      const std::size_t end = std::min(kept.size(), begin + chunk);
      std::vector<std::size_t> without = kept;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(begin),
                    without.begin() + static_cast<std::ptrdiff_t>(end));
      if (fails(without)) {
        kept = std::move(without);
        is_smaller = true;
      } else {
        begin = end;
      }
    }
    // Single ones are tried again until none goes: each may have been needed by a later one.
    chunk = chunk > 1 ? chunk / 2 : (is_smaller ? 1 : 0);
  }
  return kept;
}

Rehearsal shrunk(Rehearsal rehearsal, const FailsWith& fails) {
  if (rehearsal.steps.empty()) {
    return rehearsal;
  }
  shrink_messages(rehearsal, fails);
  shrink_files(rehearsal, fails);
  shrink_texts(rehearsal, fails);
  shrink_messages(rehearsal, fails);
  return rehearsal;
}

}  // namespace troupe::server

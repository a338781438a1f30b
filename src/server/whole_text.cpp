// The C library's streams: `istreambuf_iterator` asks for every single character, which was more
// than half of the time that formatting a schema from standard input took.
#include "server/whole_text.hpp"

#include <memory>
#include <utility>

namespace troupe::server {
namespace {

constexpr std::size_t first_block = std::size_t{1} << 16U;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::optional<std::string> read_whole(std::FILE* stream) {
  std::string text(first_block, '\0');
  std::size_t size = 0;
  while (const std::size_t count = std::fread(text.data() + size, 1, text.size() - size, stream)) {
    size += count;
    if (size == text.size()) {
      text.resize(2 * size);
    }
  }
  text.resize(size);
  return std::ferror(stream) == 0 ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> read_whole_file(const std::string& path) {
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rb"));
  return file != nullptr ? read_whole(file.get()) : std::nullopt;
}

}  // namespace troupe::server

#include "server/whole_text.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

namespace troupe::server {
namespace {

namespace fs = std::filesystem;

struct File {
  std::string path =
      (fs::temp_directory_path() / ("troupe-whole-text-" + std::to_string(::getpid()))).string();

  explicit File(const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { fs::remove(path); }
};

TEST_CASE("a file is read byte by byte as it is, however long") {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65535},
                                 std::size_t{65536}, std::size_t{65537}, std::size_t{300'000}}) {
    std::string text(size, 'x');
    for (std::size_t i = 0; i < size; i += 1000) {
      text[i] = static_cast<char>(i / 1000);  // NUL, line ends and bytes that are no UTF-8
    }
    const File file(text);
    CHECK(read_whole_file(file.path) == text);
  }
}

TEST_CASE("what is not there, or no file, gives nothing") {
  CHECK(read_whole_file("/no/such/file") == std::nullopt);
  CHECK(read_whole_file(fs::temp_directory_path().string()) == std::nullopt);
}

}  // namespace
}  // namespace troupe::server

#include "transport/token.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::transport {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t token_digits = 2 * token_bytes;

/// A descriptor that is closed when it goes.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

bool is_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

std::string system_error() {
  return std::strerror(errno);
}

}  // namespace

base::Result<std::string> make_token() {
  std::array<unsigned char, token_bytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    return base::failure("the system gives no random numbers");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string token;
  token.reserve(token_digits);
  for (const unsigned char byte : bytes) {
    token += digits[byte >> 4U];
    token += digits[byte & 15U];
  }
  return token;
}

base::Result<std::string> make_token_file(const std::string& path) {
  auto token = make_token();
  if (!token) {
    return token;
  }
  const OpenFile file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) {
    return base::failure(path + ": " + system_error());
  }
  const std::string line = *token + "\n";
  if (::write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    const std::string why = system_error();
    ::unlink(path.c_str());
    return base::failure(path + ": " + why);
  }
  return token;
}

base::Result<std::string> read_token_file(const std::string& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) {
    return base::failure(path + ": " + system_error());
  }
  if (!S_ISREG(status.st_mode)) {
    return base::failure(path + " is no file");
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return base::failure(path + " belongs to somebody else");
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return base::failure(path + " can be read by others: chmod 600 " + path);
  }
  std::array<char, token_digits + 2> bytes{};
  const ssize_t count = ::read(file.get(), bytes.data(), bytes.size());
  std::string_view text(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
  }
  if (text.size() != token_digits || !std::ranges::all_of(text, is_digit)) {
    return base::failure(path + " holds no token: 'troupe token new' makes one");
  }
  return std::string(text);
}

bool same_token(std::string_view given, std::string_view expected) {
  return given.size() == expected.size() &&
         CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

}  // namespace troupe::transport

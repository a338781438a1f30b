#include "transport/descriptor_passing.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace troupe::transport {
namespace {

class Channel {
 public:
  Channel() {
    REQUIRE(ends.sender >= 0);
    ::fcntl(ends.receiver, F_SETFL, O_NONBLOCK);
  }
  ~Channel() {
    ::close(ends.sender);
    close_receiver();
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  void close_receiver() {
    if (ends.receiver >= 0) {
      ::close(ends.receiver);
      ends.receiver = -1;
    }
  }

  DescriptorChannel ends = make_descriptor_channel();
};

TEST_CASE("a connection goes through a channel with a word about it, and still works") {
  Channel channel;
  std::array<int, 2> pair{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0);
  CHECK(pass_descriptor(channel.ends.sender, pair[1], "who it is") == Passing::done);
  ::close(pair[1]);
  REQUIRE(::write(pair[0], "hello", 5) == 5);
  const PassedDescriptor passed = take_descriptor(channel.ends.receiver);
  REQUIRE(passed.descriptor >= 0);
  CHECK(passed.word == "who it is");
  CHECK((static_cast<unsigned>(::fcntl(passed.descriptor, F_GETFD)) & FD_CLOEXEC) != 0);
  std::array<char, 16> bytes{};
  CHECK(::read(passed.descriptor, bytes.data(), bytes.size()) == 5);
  ::close(passed.descriptor);
  CHECK(::read(pair[0], bytes.data(), bytes.size()) == 0);
  ::close(pair[0]);
}

TEST_CASE("the order is kept, a long word is cut, an empty one is no end") {
  Channel channel;
  CHECK(pass_descriptor(channel.ends.sender, 0, "") == Passing::done);
  CHECK(pass_descriptor(channel.ends.sender, 0, std::string(1000, 'x')) == Passing::done);
  const PassedDescriptor first = take_descriptor(channel.ends.receiver);
  const PassedDescriptor second = take_descriptor(channel.ends.receiver);
  CHECK(first.word.empty());
  CHECK_FALSE(first.has_ended);
  CHECK(second.word == std::string(255, 'x'));
  ::close(first.descriptor);
  ::close(second.descriptor);
  const PassedDescriptor none = take_descriptor(channel.ends.receiver);
  CHECK(none.descriptor < 0);
  CHECK_FALSE(none.has_ended);
}

TEST_CASE("a full channel says so, and has room again when something was taken") {
  Channel channel;
  std::size_t passed = 0;
  while (pass_descriptor(channel.ends.sender, 0, "x") == Passing::done) {
    ++passed;
    REQUIRE(passed < 100'000);
  }
  CHECK(pass_descriptor(channel.ends.sender, 0, "x") == Passing::full);
  std::size_t taken = 0;
  for (PassedDescriptor each = take_descriptor(channel.ends.receiver); each.descriptor >= 0;
       each = take_descriptor(channel.ends.receiver)) {
    ::close(each.descriptor);
    ++taken;
  }
  CHECK(taken == passed);
  CHECK(pass_descriptor(channel.ends.sender, 0, "x") == Passing::done);
}

TEST_CASE("both ends hear of the other's end") {
  Channel channel;
  channel.close_receiver();
  CHECK(pass_descriptor(channel.ends.sender, 0, "x") == Passing::broken);
  Channel other;
  ::shutdown(other.ends.sender, SHUT_RDWR);
  CHECK(take_descriptor(other.ends.receiver).has_ended);
}

}  // namespace
}  // namespace troupe::transport

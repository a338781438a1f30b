// The streams that connections are made of. Included where asio is.
#pragma once

#include <asio.hpp>
#include <asio/ssl.hpp>

namespace troupe::transport {

using PlainStream = asio::generic::stream_protocol::socket;
using TlsStream = asio::ssl::stream<PlainStream>;

}  // namespace troupe::transport

// A block is: the word "TRPB", the length of its payload, the payload's length when inflated, the
// CRC-32 of the payload (each four bytes, little endian), and the payload: records, deflated by
// zlib. A writer appends whole blocks with one write each, so a process that is killed leaves at
// worst one block behind that is cut off, and the checksum finds it.
#include "protocol/trace_file.hpp"

#include <cstdint>

#include <zlib.h>

namespace troupe::protocol::trace {

namespace {

constexpr char format_version = 1;
constexpr std::string_view block_word = "TRPB";
constexpr std::size_t block_header = 16;
constexpr std::size_t block_records = std::size_t{1} << 18U;
// Deflating makes nothing smaller than by this factor. It keeps a length that is damaged, or a lie,
// from asking for all memory.
constexpr std::size_t largest_factor = 1040;

void put_number(std::string& out, std::size_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>(number >> shift));
  }
}

std::size_t get_number(std::string_view bytes) {
  std::size_t number = 0;
  for (std::size_t index = 4; index-- > 0;) {
    number = number << 8U | static_cast<unsigned char>(bytes[index]);
  }
  return number;
}

std::size_t checksum(std::string_view bytes) {
  return ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
}

/// False: these are not `size` deflated bytes.
bool inflate(std::string_view payload, std::size_t size, std::string& out) {
  out.resize(size);
  uLongf length = size;
  return ::uncompress(reinterpret_cast<Bytef*>(out.data()), &length,
                      reinterpret_cast<const Bytef*>(payload.data()), payload.size()) == Z_OK &&
         length == size;
}

/// Takes the first block off `bytes`. What is wrong with it, or nothing.
std::string read_block(std::string_view& bytes, std::vector<Record>& records) {
  if (bytes.size() < block_header) {
    return "the last block is cut off";
  }
  const std::size_t length = get_number(bytes.substr(4));
  const std::size_t size = get_number(bytes.substr(8));
  if (!bytes.starts_with(block_word) || size / largest_factor > length) {
    return "a block is damaged";
  }
  if (bytes.size() - block_header < length) {
    return "the last block is cut off";
  }
  const std::string_view payload = bytes.substr(block_header, length);
  std::string inflated;
  if (checksum(payload) != get_number(bytes.substr(12)) || !inflate(payload, size, inflated) ||
      !decode(inflated, records)) {
    return "a block is damaged";
  }
  bytes.remove_prefix(block_header + length);
  return {};
}

}  // namespace

std::string_view file_magic() {
  static constexpr char magic[] = {'\x89', 't', 'r', 'o', 'u', 'p',  'e',  ' ',
                                   't',    'r', 'a', 'c', 'e', '\r', '\n', format_version};
  return {magic, sizeof magic};
}

std::string encode_block(std::string_view records, Packing packing) {
  uLongf length = ::compressBound(records.size());
  std::string payload(length, '\0');
  // With a buffer of this size there is nothing that could fail but memory.
  if (::compress2(reinterpret_cast<Bytef*>(payload.data()), &length,
                  reinterpret_cast<const Bytef*>(records.data()), records.size(),
                  packing == Packing::stored ? Z_NO_COMPRESSION : Z_BEST_SPEED) != Z_OK) {
    return {};
  }
  payload.resize(length);
  std::string block(block_word);
  put_number(block, payload.size());
  put_number(block, records.size());
  put_number(block, checksum(payload));
  return block.append(payload);
}

std::string encode_file(const std::vector<Record>& records) {
  std::string file(file_magic());
  std::string gathered;
  for (const Record& record : records) {
    encode(gathered, record);
    if (gathered.size() >= block_records) {
      file.append(encode_block(gathered));
      gathered.clear();
    }
  }
  return gathered.empty() ? file : file.append(encode_block(gathered));
}

base::Result<Contents> decode_file(std::string_view bytes) {
  const std::string_view name = file_magic().substr(0, file_magic().size() - 1);
  if (!bytes.starts_with(name)) {
    return base::failure("this is no trace of Troupe's");
  }
  bytes.remove_prefix(name.size());
  if (bytes.empty() || bytes.front() != format_version) {
    return base::failure(bytes.empty() ? "the trace is cut off before its first record"
                                       : "the trace has a format that this version cannot read");
  }
  bytes.remove_prefix(1);
  Contents contents;
  while (!bytes.empty() && contents.damage.empty()) {
    contents.damage = read_block(bytes, contents.records);
  }
  return contents;
}

}  // namespace troupe::protocol::trace

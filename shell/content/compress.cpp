#include "shell/content/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <cstdint>

#include "core/base/verify.h"

namespace pasokh::content {

namespace {

constexpr int kWindowBits = 24;       // the whole of a pack, as far as brotli can look back
constexpr int kGzipWindow = 15 + 16;  // zlib's largest window, gzip header

const std::uint8_t* data_of(std::span<const std::byte> bytes) { return static_cast<const std::uint8_t*>(static_cast<const void*>(bytes.data())); }
std::uint8_t* data_of(std::vector<std::byte>& bytes) { return static_cast<std::uint8_t*>(static_cast<void*>(bytes.data())); }

}   // namespace

std::vector<std::byte> brotli(std::span<const std::byte> bytes, int quality) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size()) + 64;
    std::vector<std::byte> out(size);
    VERIFY(BrotliEncoderCompress(quality, kWindowBits, BROTLI_MODE_GENERIC, bytes.size(), data_of(bytes), &size, data_of(out)) == BROTLI_TRUE);
    out.resize(size);
    return out;
}

std::vector<std::byte> gzip(std::span<const std::byte> bytes) {
    z_stream stream{};
    VERIFY(deflateInit2(&stream, 9, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    std::vector<std::byte> out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = const_cast<Bytef*>(data_of(bytes));   // zlib reads it only
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = data_of(out);
    stream.avail_out = static_cast<uInt>(out.size());
    VERIFY(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}   // namespace pasokh::content

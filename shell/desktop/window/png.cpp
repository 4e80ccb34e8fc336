#include "shell/desktop/window/png.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "core/base/hash.h"

namespace pasokh::desktop {

namespace {

void put_u32(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 255));
}

/// Length, type, data, CRC-32 of type and data.
void put_chunk(std::string& out, std::string_view type, std::string_view data) {
    put_u32(out, static_cast<std::uint32_t>(data.size()));
    std::string checked(type);
    checked += data;
    out += checked;
    put_u32(out, pasokh::crc32(std::as_bytes(std::span(checked))));
}

std::string header(int width, int height) {
    std::string data;
    put_u32(data, static_cast<std::uint32_t>(width));
    put_u32(data, static_cast<std::uint32_t>(height));
    data += std::string_view("\x08\x02\x00\x00\x00", 5);   // 8 bits, RGB, deflate, standard filters, not interlaced
    return data;
}

std::string compressed(std::span<const std::uint8_t> rgb, int height) {
    const std::size_t stride = rgb.size() / static_cast<std::size_t>(height);
    std::vector<std::uint8_t> rows;
    rows.reserve(rgb.size() + static_cast<std::size_t>(height));
    for (std::size_t at = 0; at < rgb.size(); at += stride) {
        rows.push_back(0);   // filter: none
        rows.insert(rows.end(), rgb.begin() + static_cast<std::ptrdiff_t>(at), rgb.begin() + static_cast<std::ptrdiff_t>(at + stride));
    }
    uLongf size = compressBound(static_cast<uLong>(rows.size()));
    std::string packed(size, '\0');
    compress2(reinterpret_cast<Bytef*>(packed.data()), &size, rows.data(), static_cast<uLong>(rows.size()), Z_BEST_COMPRESSION);
    packed.resize(size);
    return packed;
}

}   // namespace

Status write_png(const std::string& path, int width, int height, std::span<const std::uint8_t> rgb) {
    std::string png("\x89PNG\r\n\x1a\n", 8);
    put_chunk(png, "IHDR", header(width, height));
    put_chunk(png, "IDAT", compressed(rgb, height));
    put_chunk(png, "IEND", {});
    std::ofstream file(path, std::ios::binary);
    file.write(png.data(), static_cast<std::streamsize>(png.size()));
    file.close();
    if (file) return {};
    return fail(ErrorCode::io, "The screenshot " + path + " could not be written: " + std::strerror(errno == 0 ? EIO : errno) + ".");
}

}   // namespace pasokh::desktop

#include "shell/desktop/window/renderer.h"

#include <cmath>
#include <cstddef>
#include <string>

#define GL_GLEXT_PROTOTYPES
#include <SDL_opengl.h>
#include <SDL_opengl_glext.h>

namespace pasokh::desktop {

namespace {

constexpr const char* kVertexSource = R"(#version 330 core
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
uniform vec2 viewport;   // in layout pixels
out vec2 fragment_uv;
out vec4 fragment_color;
void main() {
    fragment_uv = uv;
    fragment_color = color;
    gl_Position = vec4(position.x / viewport.x * 2.0 - 1.0, 1.0 - position.y / viewport.y * 2.0, 0.0, 1.0);
}
)";

constexpr const char* kFragmentSource = R"(#version 330 core
uniform sampler2D picture;
in vec2 fragment_uv;
in vec4 fragment_color;
out vec4 result;
void main() { result = texture(picture, fragment_uv) * fragment_color; }
)";

Result<GLuint> compile(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    GLint ok = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    if (ok != 0) return shader;
    std::string log(1024, '\0');
    GLsizei length = 0;
    glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), &length, log.data());
    glDeleteShader(shader);
    return fail(ErrorCode::internal, "OpenGL refused a shader: " + log.substr(0, static_cast<std::size_t>(length)));
}

GLuint make_texture(GLint filter) {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    return texture;
}

const void* offset(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }   // GL's way to say "in the bound buffer"

}   // namespace

Result<std::unique_ptr<Renderer>> Renderer::create() {
    std::unique_ptr<Renderer> renderer(new Renderer);
    TRY(renderer->build());
    return renderer;
}

Status Renderer::build() {
    TRY_ASSIGN(const GLuint vertex, compile(GL_VERTEX_SHADER, kVertexSource));
    TRY_ASSIGN(const GLuint fragment, compile(GL_FRAGMENT_SHADER, kFragmentSource));
    program_ = glCreateProgram();
    glAttachShader(program_, vertex);
    glAttachShader(program_, fragment);
    glLinkProgram(program_);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint ok = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &ok);
    if (ok == 0) return fail(ErrorCode::internal, "OpenGL could not link the shader program.");
    viewport_location_ = glGetUniformLocation(program_, "viewport");

    glGenVertexArrays(1, &vertex_array_);
    glGenBuffers(1, &vertex_buffer_);
    glGenBuffers(1, &index_buffer_);
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, vertex_buffer_);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, index_buffer_);
    constexpr GLsizei kStride = sizeof(ui::DrawVertex);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, kStride, offset(offsetof(ui::DrawVertex, x)));
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, kStride, offset(offsetof(ui::DrawVertex, u)));
    glEnableVertexAttribArray(2);
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride, offset(offsetof(ui::DrawVertex, rgba)));

    constexpr std::uint8_t kWhite[4] = {255, 255, 255, 255};
    white_ = create_picture(1, 1, kWhite);
    return {};
}

Renderer::~Renderer() {
    glDeleteTextures(1, &white_);
    glDeleteBuffers(1, &vertex_buffer_);
    glDeleteBuffers(1, &index_buffer_);
    glDeleteVertexArrays(1, &vertex_array_);
    glDeleteProgram(program_);
}

std::uint32_t Renderer::create_coverage(int width, int height) {
    const GLuint texture = make_texture(GL_NEAREST);
    constexpr GLint kWhiteWithAlpha[4] = {GL_RED, GL_RED, GL_RED, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, kWhiteWithAlpha);
    const std::vector<std::uint8_t> empty(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, empty.data());
    return texture;
}

void Renderer::write_coverage(std::uint32_t texture, int x, int y, int width, int height, std::span<const std::uint8_t> pixels) {
    glBindTexture(GL_TEXTURE_2D, texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, GL_RED, GL_UNSIGNED_BYTE, pixels.data());
}

std::uint32_t Renderer::create_picture(int width, int height, std::span<const std::uint8_t> rgba) {
    const GLuint texture = make_texture(GL_LINEAR);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    return texture;
}

void Renderer::destroy(std::uint32_t texture) {
    const GLuint name = texture;
    glDeleteTextures(1, &name);
}

void Renderer::begin(int width_px, int height_px, float device_pixel_ratio, std::uint32_t clear_rgba) {
    width_px_ = width_px;
    height_px_ = height_px;
    ratio_ = device_pixel_ratio;
    glViewport(0, 0, width_px, height_px);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const auto channel = [&](int shift) { return static_cast<float>(clear_rgba >> shift & 255) / 255.0f; };
    glClearColor(channel(24), channel(16), channel(8), 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

void Renderer::draw(const ui::DrawData& data) {
    if (data.commands.empty()) return;
    glUseProgram(program_);
    glUniform2f(viewport_location_, static_cast<float>(width_px_) / ratio_, static_cast<float>(height_px_) / ratio_);
    glActiveTexture(GL_TEXTURE0);
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, vertex_buffer_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(data.vertices.size_bytes()), data.vertices.data(), GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(data.indices.size_bytes()), data.indices.data(), GL_STREAM_DRAW);
    glEnable(GL_SCISSOR_TEST);
    const auto pixel = [&](float value) { return static_cast<int>(std::lround(value * ratio_)); };
    for (const ui::DrawCommand& command : data.commands) {
        const int x0 = pixel(command.clip_x0);
        const int y1 = pixel(command.clip_y1);
        const int width = pixel(command.clip_x1) - x0;
        const int height = y1 - pixel(command.clip_y0);
        if (width <= 0 || height <= 0) continue;
        glScissor(x0, height_px_ - y1, width, height);
        glBindTexture(GL_TEXTURE_2D, command.texture == 0 ? white_ : command.texture);
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.index_count), GL_UNSIGNED_INT, offset(command.index_offset * sizeof(std::uint32_t)));
    }
    glDisable(GL_SCISSOR_TEST);
}

Status Renderer::begin_capture(int width_px, int height_px) {
    glGenFramebuffers(1, &frame_buffer_);
    glBindFramebuffer(GL_FRAMEBUFFER, frame_buffer_);
    glGenRenderbuffers(1, &color_buffer_);
    glBindRenderbuffer(GL_RENDERBUFFER, color_buffer_);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width_px, height_px);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color_buffer_);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE) return {};
    return fail(ErrorCode::too_large, "OpenGL cannot draw a picture of " + std::to_string(width_px) + " x " + std::to_string(height_px) + ".");
}

std::vector<std::uint8_t> Renderer::end_capture(int width_px, int height_px) {
    const auto stride = static_cast<std::size_t>(width_px) * 3;
    std::vector<std::uint8_t> upward(stride * static_cast<std::size_t>(height_px));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width_px, height_px, GL_RGB, GL_UNSIGNED_BYTE, upward.data());
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteFramebuffers(1, &frame_buffer_);
    glDeleteRenderbuffers(1, &color_buffer_);
    std::vector<std::uint8_t> rows(upward.size());   // GL's first row is the lowest
    for (std::size_t row = 0; row < static_cast<std::size_t>(height_px); ++row) {
        const auto from = upward.begin() + static_cast<std::ptrdiff_t>((static_cast<std::size_t>(height_px) - 1 - row) * stride);
        std::copy(from, from + static_cast<std::ptrdiff_t>(stride), rows.begin() + static_cast<std::ptrdiff_t>(row * stride));
    }
    return rows;
}

}   // namespace pasokh::desktop

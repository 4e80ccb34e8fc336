#include "core/ui/icon_path.h"

#include <cmath>

namespace pasokh::ui {

namespace {

constexpr int kCurveSegments = 10;
constexpr float kPi = 3.14159265358979f;

class PathReader {
public:
    explicit PathReader(std::string_view path) : rest_(path) {}

    bool at_end() {
        skip();
        return rest_.empty();
    }
    bool at_number() {
        skip();
        return !rest_.empty() && (rest_[0] == '-' || rest_[0] == '.' || (rest_[0] >= '0' && rest_[0] <= '9'));
    }
    char command() {
        const char letter = rest_[0];
        rest_.remove_prefix(1);
        return letter;
    }
    float number() {
        if (!at_number()) {
            failed_ = true;
            return 0;
        }
        const bool negative = rest_[0] == '-';
        if (negative) rest_.remove_prefix(1);
        float value = 0;
        float scale = 0;
        while (!rest_.empty() && (rest_[0] == '.' || (rest_[0] >= '0' && rest_[0] <= '9'))) {
            if (rest_[0] == '.') {
                if (scale != 0) break;
                scale = 1;
            } else if (scale == 0) {
                value = value * 10 + static_cast<float>(rest_[0] - '0');
            } else {
                scale /= 10;
                value += scale * static_cast<float>(rest_[0] - '0');
            }
            rest_.remove_prefix(1);
        }
        return negative ? -value : value;
    }
    IconPoint point() {
        const float x = number();
        return {x, number()};
    }
    bool failed() const { return failed_; }

private:
    void skip() {
        while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == ',')) rest_.remove_prefix(1);
    }
    std::string_view rest_;
    bool failed_ = false;
};

void add_cubic(std::vector<IconPoint>& points, IconPoint b, IconPoint c, IconPoint d) {
    const IconPoint a = points.back();
    for (int i = 1; i <= kCurveSegments; ++i) {
        const float t = static_cast<float>(i) / kCurveSegments;
        const float u = 1 - t;
        points.push_back({u * u * u * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t * t * t * d.x,
                          u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y});
    }
}

/// SVG 1.1, appendix F.6.5 for rx = ry and no rotation.
void add_arc(std::vector<IconPoint>& points, float radius, bool large, bool sweep, IconPoint end) {
    const IconPoint start = points.back();
    const float half_x = (start.x - end.x) / 2;
    const float half_y = (start.y - end.y) / 2;
    const float half = std::sqrt(half_x * half_x + half_y * half_y);
    if (half == 0) return;
    radius = std::max(radius, half);
    const float factor = std::sqrt(std::max(0.0f, radius * radius / (half * half) - 1)) * (large == sweep ? -1.0f : 1.0f);
    const IconPoint center{(start.x + end.x) / 2 + factor * half_y, (start.y + end.y) / 2 - factor * half_x};
    const float from = std::atan2(start.y - center.y, start.x - center.x);
    float turn = std::atan2(end.y - center.y, end.x - center.x) - from;
    if (sweep && turn < 0) turn += 2 * kPi;
    if (!sweep && turn > 0) turn -= 2 * kPi;
    const int segments = static_cast<int>(std::ceil(std::fabs(turn) / (kPi / 12)));
    for (int i = 1; i <= segments; ++i) {
        const float angle = from + turn * static_cast<float>(i) / static_cast<float>(segments);
        points.push_back({center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)});
    }
}

}   // namespace

std::vector<IconStroke> flatten_icon(std::string_view path) {
    std::vector<IconStroke> strokes;
    PathReader reader(path);
    char command = 0;
    while (!reader.at_end()) {
        if (!reader.at_number()) command = reader.command();
        if (command != 'M' && (strokes.empty() || strokes.back().points.empty())) return {};
        switch (command) {
            case 'M':
                strokes.push_back({{reader.point()}, false});
                command = 'L';
                break;
            case 'L': strokes.back().points.push_back(reader.point()); break;
            case 'H': strokes.back().points.push_back({reader.number(), strokes.back().points.back().y}); break;
            case 'V': strokes.back().points.push_back({strokes.back().points.back().x, reader.number()}); break;
            case 'C': {
                const IconPoint b = reader.point();
                const IconPoint c = reader.point();
                add_cubic(strokes.back().points, b, c, reader.point());
                break;
            }
            case 'A': {
                const float radius = reader.number();
                if (reader.number() != radius) return {};
                reader.number();   // rotation means nothing to a circle
                const bool large = reader.number() != 0;
                const bool sweep = reader.number() != 0;
                add_arc(strokes.back().points, radius, large, sweep, reader.point());
                break;
            }
            case 'Z':
                strokes.back().closed = true;
                command = 0;
                break;
            default: return {};
        }
        if (reader.failed()) return {};
    }
    return strokes;
}

}   // namespace pasokh::ui

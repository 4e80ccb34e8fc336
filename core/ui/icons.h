#pragma once
// Line drawings of the widget on a 24 by 24 grid, stroke 1.75, as SVG path data (absolute M L H V C A Z, circular arcs only).
//
// One source for both painters: the canvas walks the path (paint.cpp), DOM mode puts it into an <svg>.
// Drawn for Pasokh.

#include <string_view>

namespace pasokh::ui::icons {

inline constexpr std::string_view kSearch = "M17 11A6 6 0 1 1 5 11A6 6 0 1 1 17 11M15.5 15.5L20 20";
inline constexpr std::string_view kBack = "M15 5L8 12L15 19";             // mirrored in right-to-left
inline constexpr std::string_view kForward = "M9 5L16 12L9 19";
inline constexpr std::string_view kClose = "M6 6L18 18M18 6L6 18";
inline constexpr std::string_view kHome = "M4 11L12 4L20 11M6 9.5V19H18V9.5M10 19V14H14V19";
inline constexpr std::string_view kParcel = "M4 8L12 4L20 8V16L12 20L4 16ZM4 8L12 12L20 8M12 12V20M8 6L16 10";
inline constexpr std::string_view kStar = "M12 4L14.4 9.2L20 9.9L15.9 13.8L16.9 19.5L12 16.7L7.1 19.5L8.1 13.8L4 9.9L9.6 9.2Z";
inline constexpr std::string_view kChat = "M5 5H19V16H11L7 19.5V16H5Z";
inline constexpr std::string_view kBook = "M12 6.5C10 5 7 4.8 4 5.2V18C7 17.6 10 17.8 12 19.3C14 17.8 17 17.6 20 18V5.2C17 4.8 14 5 12 6.5ZM12 6.5V19.3";
inline constexpr std::string_view kPhone = "M6 4H9L10.5 8.5L8.3 10.2C9.4 12.6 11.4 14.6 13.8 15.7L15.5 13.5L20 15V18C20 19.1 19.1 20 18 20C10.8 19.5 4.5 13.2 4 6C4 4.9 4.9 4 6 4Z";
inline constexpr std::string_view kMail = "M4 6H20V18H4ZM4 7L12 13L20 7";
inline constexpr std::string_view kSend = "M20 4L4 11L10 13.5L12.5 20ZM20 4L10 13.5";
inline constexpr std::string_view kCamera = "M4 7H8L9.5 5H14.5L16 7H20V19H4ZM15.5 13A3.5 3.5 0 1 1 8.5 13A3.5 3.5 0 1 1 15.5 13";
inline constexpr std::string_view kClock = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M12 7.5V12L15 14";
inline constexpr std::string_view kTruck = "M3 6H14V16H3ZM14 10H18L21 13V16H14M9 17A2 2 0 1 1 5 17A2 2 0 1 1 9 17M19 17A2 2 0 1 1 15 17A2 2 0 1 1 19 17";
inline constexpr std::string_view kCheck = "M5 12.5L10 17.5L19 7.5";
inline constexpr std::string_view kCheckCircle = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M8.5 12.2L11 14.7L15.5 9.8";
inline constexpr std::string_view kAlert = "M12 4.5L20.5 19H3.5ZM12 10V14M12 16.4V16.6";
inline constexpr std::string_view kInfo = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M12 11V16M12 8V8.2";
inline constexpr std::string_view kBulb = "M9.5 18H14.5M10.5 20.5H13.5M9.5 16C9.5 14 7 13 7 9.5A5 5 0 0 1 17 9.5C17 13 14.5 14 14.5 16Z";
inline constexpr std::string_view kReturn = "M4 9H15A5 5 0 0 1 15 19H8M4 9L8 5M4 9L8 13";
inline constexpr std::string_view kCard = "M4 6H20V18H4ZM4 10H20M7 15H11";
inline constexpr std::string_view kShield = "M12 4L19 6.5V11.5C19 15.5 16.2 18.6 12 20C7.8 18.6 5 15.5 5 11.5V6.5ZM9 12L11.2 14.2L15 10.2";
inline constexpr std::string_view kWrench = "M14 7.5A4 4 0 0 1 19 5L16.5 8L18 9.5L20.5 7A4 4 0 0 1 15.5 11.5L8 19L5 16L12.8 8.5";
inline constexpr std::string_view kDrop = "M12 4C12 4 6 10.5 6 14.5A6 6 0 0 0 18 14.5C18 10.5 12 4 12 4Z";
inline constexpr std::string_view kUser = "M15.5 8.5A3.5 3.5 0 1 1 8.5 8.5A3.5 3.5 0 1 1 15.5 8.5M5 20C5 16.5 8 14.5 12 14.5C16 14.5 19 16.5 19 20";
inline constexpr std::string_view kGift = "M4 9H20V12.5H4ZM5.5 12.5V20H18.5V12.5M12 9V20M12 9C9 9 7.5 7.5 8 6C8.6 4.3 11 4.5 12 9C13 4.5 15.4 4.3 16 6C16.5 7.5 15 9 12 9Z";
inline constexpr std::string_view kCart = "M4 5H6.5L8.5 15.5H18L20 8H7.2M10.5 19A1.2 1.2 0 1 1 8.1 19A1.2 1.2 0 1 1 10.5 19M18 19A1.2 1.2 0 1 1 15.6 19A1.2 1.2 0 1 1 18 19";
inline constexpr std::string_view kPin = "M12 21C12 21 5.5 14.6 5.5 10A6.5 6.5 0 1 1 18.5 10C18.5 14.6 12 21 12 21ZM14.5 10A2.5 2.5 0 1 1 9.5 10A2.5 2.5 0 1 1 14.5 10";
inline constexpr std::string_view kWallet = "M4 7H18V19H4ZM4 7L14 4V7M18 11H20.5V15H18M15 13H15.2";
inline constexpr std::string_view kExternal = "M13 5H19V11M19 5L11 13M17 14V19H5V7H10";
inline constexpr std::string_view kThumbUp = "M8 11L11 4C12.5 4 13.5 5 13.5 6.5V10H19L17.8 18.5H8ZM8 11V18.5H4.5V11Z";
inline constexpr std::string_view kThumbDown = "M8 13L11 20C12.5 20 13.5 19 13.5 17.5V14H19L17.8 5.5H8ZM8 13V5.5H4.5V13Z";
inline constexpr std::string_view kOffline = "M4 9.5C6.2 7.6 9 6.5 12 6.5C15 6.5 17.8 7.6 20 9.5M7 13C8.4 11.9 10.1 11.2 12 11.2C13.9 11.2 15.6 11.9 17 13M12 17V17.2M5 4L19 20";
inline constexpr std::string_view kSmileWorst = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M8.5 16C9.4 14.6 10.6 14 12 14C13.4 14 14.6 14.6 15.5 16M8 8.6L10 9.8M16 8.6L14 9.8";
inline constexpr std::string_view kSmileBad = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M9 15.6C9.8 14.8 10.8 14.4 12 14.4C13.2 14.4 14.2 14.8 15 15.6M9.3 9.6V9.8M14.7 9.6V9.8";
inline constexpr std::string_view kSmileNeutral = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M9 15H15M9.3 9.6V9.8M14.7 9.6V9.8";
inline constexpr std::string_view kSmileGood = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M9 14C9.8 15 10.8 15.4 12 15.4C13.2 15.4 14.2 15 15 14M9.3 9.6V9.8M14.7 9.6V9.8";
inline constexpr std::string_view kSmileBest = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M8 13.5H16C15.6 15.7 14 17 12 17C10 17 8.4 15.7 8 13.5ZM9.3 9.4V9.6M14.7 9.4V9.6";
inline constexpr std::string_view kBell = "M6 16.5C7.2 15 7.5 13.5 7.5 10.5A4.5 4.5 0 0 1 16.5 10.5C16.5 13.5 16.8 15 18 16.5ZM10.5 19.5H13.5M12 4V6";
inline constexpr std::string_view kPlay = "M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12M10.3 8.8L15.3 12L10.3 15.2Z";

/// The icon of a category by its id ("returns", "payment", ...); a book for ids nobody drew.
std::string_view of_category(std::string_view category_id);
/// The icon of a contact channel kind.
std::string_view of_channel(std::string_view kind);

}   // namespace pasokh::ui::icons

#pragma once
// The demo shop of the desktop window, for when no --server is given: names, channels and hours of "Sarv".

#include "core/wire/config.h"

namespace pasokh::desktop {

wire::Config demo_config();

}   // namespace pasokh::desktop

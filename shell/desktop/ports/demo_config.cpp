#include "shell/desktop/ports/demo_config.h"

#include "demo_shop.h"   // generated from assets/demo/server.json

namespace pasokh::desktop {

wire::Config demo_config() {
    Result<wire::Config> config = wire::decode_config(kDemoShopJson);
    VERIFY(config);   // the file is part of the build
    config->surveys.clear();   // nobody asks the owner who previews guides
    return std::move(*config);
}

}   // namespace pasokh::desktop

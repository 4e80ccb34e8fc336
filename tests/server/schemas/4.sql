-- What led a released database from version 3 to 4. Never change it: shops have such files.
ALTER TABLE sales_order ADD COLUMN customer_ref TEXT;                        -- the customer's id in the shop's own accounts, for signed-in identity
CREATE INDEX sales_order_customer ON sales_order (shop_id, customer_ref, placed_at) WHERE customer_ref IS NOT NULL;

CREATE TABLE seen_nonce (                                                    -- what may be used once: a webhook's id, a solved challenge
  shop_id TEXT NOT NULL REFERENCES shop (shop_id), purpose TEXT NOT NULL CHECK (purpose IN ('webhook','challenge')),
  nonce TEXT NOT NULL, forget_at INTEGER NOT NULL,                           -- after that it has expired anyway
  PRIMARY KEY (shop_id, purpose, nonce)
) STRICT;
CREATE INDEX seen_nonce_forget ON seen_nonce (forget_at);

PRAGMA user_version = 4;

#include <doctest/doctest.h>

#include "shell/server/postgres/address.h"

using namespace pasokh::server;

TEST_CASE("two schemes name PostgreSQL, all else is a file") {
    CHECK(is_postgres("postgresql:///shop"));
    CHECK(is_postgres("postgres://db.example/shop"));
    for (const char* file : {"shop.db", "/var/lib/pasokh/postgresql.db", "postgresql:shop", "", "host=db.example dbname=shop"}) CHECK_FALSE(is_postgres(file));
}

TEST_CASE("a password is found wherever libpq takes one") {
    for (const char* address : {"postgresql://u:p@h/d", "postgres://u:p%40x@h:5432,i:5433/d?sslmode=require", "postgresql://h/d?password=p", "postgresql:///d?sslmode=require&password=p"})
        CHECK_MESSAGE(has_password(address), address);
    for (const char* address : {"postgresql://h:5432/d", "postgresql://u@h:5432/d", "postgresql://u:@h/d", "postgresql:///d?host=/run:x@y", "postgresql://h/d?passfile=/x"})
        CHECK_FALSE_MESSAGE(has_password(address), address);
}

TEST_CASE("a message shows all but the password") {
    CHECK(without_password("postgresql://u:p@h:5432/d?x=y") == "postgresql://u:***@h:5432/d?x=y");
    CHECK(without_password("postgresql://u:a:b@c@h/d?password=q&x=y") == "postgresql://u:***@h/d?password=***&x=y");
    CHECK(without_password("postgresql:///d?password=") == "postgresql:///d?password=");
    CHECK(without_password("shop.db") == "shop.db");
}

#include "shell/server/http/connection_seats.h"

#include <doctest/doctest.h>

using namespace pasokh::server;

TEST_CASE("a client takes its own seats and no more") {
    ConnectionSeats seats(10, 3);
    for (int i = 0; i < 3; ++i) CHECK(seats.take("a") == Seat::taken);
    CHECK(seats.take("a") == Seat::client_full);
    CHECK(seats.take("b") == Seat::taken);
    seats.leave("a");
    CHECK(seats.take("a") == Seat::taken);
    CHECK(seats.take("a") == Seat::client_full);
}

TEST_CASE("whoever has no name is limited only with all") {
    ConnectionSeats seats(5, 1);
    for (int i = 0; i < 4; ++i) CHECK(seats.take("") == Seat::taken);
    CHECK(seats.take("a") == Seat::taken);
    CHECK(seats.take("") == Seat::full);
    CHECK(seats.take("a") == Seat::full);
    seats.leave("");
    CHECK(seats.take("") == Seat::taken);
}

TEST_CASE("without a limit of its own a client may take all") {
    ConnectionSeats seats(4, 0);
    for (int i = 0; i < 4; ++i) CHECK(seats.take("a") == Seat::taken);
    CHECK(seats.take("a") == Seat::full);
}

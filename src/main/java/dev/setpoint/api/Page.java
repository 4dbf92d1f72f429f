package dev.setpoint.api;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the trail is asked for.
 *
 * @param before only smaller indexes
 * @param limit at most this many
 */
record Page(long before, int limit) {
  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 1000;

  static Page of(@Nullable Long before, @Nullable Integer limit) {
    long from = before == null ? Long.MAX_VALUE : before;
    int most = limit == null ? DEFAULT_LIMIT : limit;
    if (from < 1 || most < 1 || most > MAX_LIMIT) {
      throw ApiRefusal.badRequest(
          "BadPage",
          "'before' must be an index from 1 and 'limit' a number from 1 to " + MAX_LIMIT + ".",
          "Take 'before' from 'nextBefore' of the page before.");
    }
    return new Page(from, most);
  }
}
